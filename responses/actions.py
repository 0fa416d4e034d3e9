"""Writing responses: beginning, saving a page, submitting, deletion, and made-up ones."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from fieldwork.actions.trail import record_in
from fieldwork.models import Link, Survey
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import on_route
from questionnaires.core.samples import sample_answers
from questionnaires.selectors import instrument_of
from responses import resume
from responses.models import PurgeCertificate, Response


@transaction.atomic
def begin_response(*, link: Link) -> Response:
    """Store an empty response for the area of *link*, with the version that its survey has now.

    *link* came with its area.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION_NOW, [link.area.survey_id])
        (version_id,) = cursor.fetchone()
    return Response.objects.create(area=link.area, link=link, version_id=version_id)


# The lock lets others begin too. Whoever changes the version waits for all of them, and they for
# a change that is under way (`fieldwork.actions.save_survey`). Django has no name for it.
_VERSION_NOW = "SELECT version_id FROM fieldwork_survey WHERE id = %s FOR SHARE"


def save_page(*, response_id: uuid.UUID, answers: Mapping[str, Any]) -> bool:
    """Add a page's answers to a response under way; return whether it was still under way.

    One statement, durable when it returns. PostgreSQL merges the documents, so two pages saved at
    the same moment from two tabs both stay.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SAVE_PAGE, [json.dumps(dict(answers)), response_id])
        was_saved: bool = cursor.rowcount == 1
    return was_saved


# Written out because it runs at every page: as a queryset it takes longer to compile than to run.
_SAVE_PAGE = """
UPDATE responses_response SET answers = answers || %s::jsonb
WHERE id = %s AND status = 'in_progress'
"""


@transaction.atomic
def submit(*, response_id: uuid.UUID) -> Response:
    """Close a response: prune it to its route and keep the date; submitting again does nothing.

    Answers off the route and blanks go; they steer nothing and were never meant to be sent. The
    code to come back with goes as well.
    """
    response = Response.objects.select_for_update().get(pk=response_id)
    if response.is_submitted:
        return response
    response.answers = on_route(instrument_of(response.version_id), response.answers)
    response.status = Response.Status.SUBMITTED
    response.submitted_on = timezone.localdate()
    response.resume_digest = None
    response.save(update_fields=["answers", "status", "submitted_on", "resume_digest"])
    return response


@transaction.atomic
def give_resume_code(*, response_id: uuid.UUID) -> str | None:
    """Return the code to come back with, None if the response is no longer under way.

    From now on the response is found by it. Asked for again, it is the same.
    """
    response = Response.objects.select_for_update().get(pk=response_id)
    if response.is_submitted:
        return None
    code = resume.code_of(response.pk, response.resume_digest)
    response.resume_digest = resume.digest(code)
    response.save(update_fields=["resume_digest"])
    return code


@transaction.atomic
def purge_unfinished(*, on: date) -> list[PurgeCertificate]:
    """Delete the responses never sent of surveys that are due on the day *on*.

    Each survey in which something was deleted gets a certificate, and nothing else is kept.
    """
    closed = Survey.objects.filter(closes_on__lt=on).order_by("pk")
    due = [survey for survey in closed if survey.purged_on <= on]
    return [certificate for survey in due if (certificate := _purge(survey, on)) is not None]


def _purge(survey: Survey, on: date) -> PurgeCertificate | None:
    unfinished = Response.objects.filter(area__survey=survey, status=Response.Status.IN_PROGRESS)
    deleted, _ = unfinished.delete()
    if not deleted:
        return None
    rule = (
        f"Never sent; {settings.GRACE_HOURS} hours and {settings.PURGE_AFTER_DAYS} days after "
        f"the last day, {survey.last_day}."
    )
    record_in(None, "survey.purged", survey, {"responses": deleted})
    return PurgeCertificate.objects.create(
        survey=survey, purged_on=on, responses=deleted, rule=rule
    )


@transaction.atomic
def delete_all_responses(*, survey: Survey, rule: str) -> PurgeCertificate:
    """Delete every response of *survey*, sent or not; the certificate says by which *rule*."""
    deleted, _ = Response.objects.filter(area__survey=survey).delete()
    return PurgeCertificate.objects.create(
        survey=survey,
        purged_on=timezone.localdate(),
        responses=deleted,
        rule=rule,
        is_of_all=True,
        needs_rewriting=True,
    )


@transaction.atomic
def synthesise_responses(*, survey: Survey, count: int, seed: int) -> int:
    """Store *count* submitted synthetic responses in the areas of *survey*; return how many.

    Raise ValueError unless the survey is a demonstration: nothing could tell the made-up answers
    from real ones afterwards. The same *seed* gives the same answers. Rows are copied in bulk
    (COPY); areas get uneven shares and dates are spread over the days the survey has been open.
    """
    # Locked, so that the version and the flag stay until the answers are stored.
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if not survey.is_demonstration:
        raise ValueError(f"{survey} is not a demonstration: synthetic answers would spoil it.")
    links = list(Link.objects.filter(area__survey=survey, is_active=True).order_by("area_id", "pk"))
    if not links:
        raise ValueError(f"{survey} has no area with a working link.")
    random = Random(seed)  # noqa: S311 - made-up answers, not secrets
    # Compiled before the copy begins: the connection can answer no query until the copy has ended.
    instrument = instrument_of(survey.version_id)
    rows = _synthetic_rows(survey, instrument, links, count, random)
    with connection.cursor() as cursor, cursor.copy(_COPY_RESPONSES) as copy:
        for row in rows:
            copy.write_row(row)
    record_in(None, "survey.synthesised", survey, {"responses": count, "seed": seed})
    return count


_COPY_RESPONSES = """
COPY responses_response (
    id, area_id, link_id, version_id, answers, status, submitted_on
) FROM STDIN
"""


def _synthetic_rows(
    survey: Survey, instrument: Instrument, links: list[Link], count: int, random: Random
) -> Iterator[tuple[Any, ...]]:
    weights = [random.uniform(0.5, 2) for _ in links]
    # Whole days that are over, as snapshots and exports count them, unless it opened today.
    last = min(timezone.localdate() - timedelta(days=1), survey.last_day)
    days = max((last - survey.first_day).days, 0)
    for link in random.choices(links, weights, k=count):
        answers = json.dumps(sample_answers(instrument, random))
        day = survey.first_day + timedelta(days=random.randint(0, days))
        submitted = Response.Status.SUBMITTED.value
        yield uuid.uuid4(), link.area_id, link.pk, survey.version_id, answers, submitted, day
