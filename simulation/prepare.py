"""Inside the platform: put a survey into the field, `python -m simulation.prepare SEED COUNT`.

It prints the survey's links and COUNT ways of answering it (see `simulation.routes`), and last the
longest way of a practitioner, to measure along.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import django


def main(seed: int, count: int) -> str:
    django.setup()
    from django.utils import timezone

    from fieldwork.models import Link
    from questionnaires.selectors import instrument_of
    from simulation.routes import Fieldwork, dumped
    from simulation.surveys import (
        new_survey,
        practitioner_answers,
        route_of,
        sample_routes,
        with_texts,
    )

    today = timezone.localdate()
    survey = new_survey(
        "simulation",
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=7),
    )
    instrument = instrument_of(survey.version_id)
    links = Link.objects.filter(area__survey=survey).values_list("code", flat=True)
    routes = sample_routes(instrument, count=count, seed=seed)
    longest = route_of(instrument, with_texts(instrument, practitioner_answers(instrument)))
    return dumped(Fieldwork(links=list(links), routes=[*routes, longest]))


if __name__ == "__main__":
    sys.stdout.write(main(seed=int(sys.argv[1]), count=int(sys.argv[2])))
