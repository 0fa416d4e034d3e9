"""Pages of a respondent: rendering one and saving it, against a bare Django view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from wsgiref.types import WSGIApplication

from django.urls import reverse
from django.utils import timezone

from bench.browser import Browser
from bench.floor import floor_application
from bench.report import Table
from bench.sampling import sampled
from bench.timing import Effort, Summary, ratios, summary
from fieldwork.models import Link
from larc_survey.wsgi import application
from questionnaires.core.routing import RoutePage, walk
from questionnaires.selectors import instrument_of
from responses.actions import begin_response, save_page
from simulation.forms import Fields, form_fields
from simulation.surveys import new_survey, practitioner_answers, sent_fields

JOURNEYS, SAMPLED_JOURNEYS = 5, 40
"""How often a respondent goes the whole route: for each run, and while the stack is sampled."""

MILLISECONDS = 1000

PARTS = {
    "database: queries, connection, model objects": ["django.db", "psycopg", "psycopg_pool"],
    "walk: which pages, which questions": ["questionnaires.core.routing"],
    "rendering the page": ["django.template", "questionnaires.rendering"],
    "form: reading and checking what was posted": ["questionnaires.forms", "django.forms"],
    "the view itself: cookie, addresses, texts": ["responses"],
}
REST = "Django's handler and the middleware"


class OffRoute(Exception):
    """The platform led elsewhere than along the route, so times would not be those of its pages."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Processor seconds of one page, rendered (GET) and saved (POST), and of the floor beside."""

    kind: str
    rendered: float
    saved: float
    floor: float

    @property
    def pair(self) -> float:
        return self.rendered + self.saved


@dataclass(frozen=True, slots=True)
class Journeys:
    """What a respondent needs to go the whole route again and again."""

    link: Link
    platform: WSGIApplication
    floor: WSGIApplication
    floor_path: str
    route: list[tuple[RoutePage, Fields]]

    def visits(self, *, with_floor: bool = True) -> Iterator[Visit]:
        """Begin a new response and go through every page, the floor between one and the next."""
        respondent, bystander = Browser(self.platform), Browser(self.floor)
        path = self._begin(respondent)
        for route_page, fields in self.route:
            if not path.endswith(f"/{route_page.page.code}/"):
                raise OffRoute(f"{path} instead of the page {route_page.page.code}")
            floor = bystander.post(self.floor_path, {}).cpu_seconds if with_floor else 0.0
            page = respondent.get(path)
            saved = respondent.post(path, form_fields(page.body.decode()) | fields)
            path = saved.location
            yield Visit(kind_of(route_page), page.cpu_seconds, saved.cpu_seconds, floor)

    def _begin(self, respondent: Browser) -> str:
        """Press the button of the start page; return the address of the first page."""
        start = respondent.get(reverse("start", args=[self.link.code]))
        fields = form_fields(start.body.decode())
        return respondent.post(reverse("begin", args=[self.link.code]), fields).location


def measure(effort: Effort) -> Iterator[Table]:
    """Yield the tables about pages: the pair against its floor, by kind of page, by part."""
    journeys = prepared()
    list(journeys.visits())  # compiles templates, questions and queries, once per process
    shrink = 5 if effort.quick else 1
    runs = [list(journeys.visits()) for _ in range(effort.runs * JOURNEYS // shrink)]
    yield _pair_table(runs)
    yield _kinds_table(runs)
    pair = median(visit.pair for run in runs for visit in run)
    yield _parts_table(journeys, SAMPLED_JOURNEYS // shrink, pair)


def prepared() -> Journeys:
    """Make an open survey and what a practitioner sends page by page."""
    today = timezone.localdate()
    survey = new_survey("pages", opens_on=today, closes_on=today + timedelta(days=30))
    instrument = instrument_of(survey.version_id)
    answers = practitioner_answers(instrument)
    link = Link.objects.select_related("area__survey").filter(area__survey=survey)[0]
    response = begin_response(link=link)
    save_page(response_id=response.pk, answers=answers)
    return Journeys(
        link=link,
        platform=application,
        floor=floor_application(),
        floor_path=f"/floor/{response.pk}/",
        route=[
            (route_page, sent_fields(route_page, answers))
            for route_page in walk(instrument, answers)
        ],
    )


def kind_of(route_page: RoutePage) -> str:
    """Return what kind of page this is, by its costliest question."""
    types = {question.type.name for question in route_page.questions}
    if "grid" in types:
        return "with a grid"
    return "with choices" if types & {"single", "multiple"} else "text boxes alone"


def _pair_table(runs: list[list[Visit]]) -> Table:
    pages = len(runs[0])
    pair, floor, rendered, saved = (
        [sum(getattr(visit, name) for visit in run) / pages for run in runs]
        for name in ("pair", "floor", "rendered", "saved")
    )
    return Table(
        title="Pages: one page rendered and saved",
        headings=["processor time of the web process", "ms", "times the floor"],
        rows=[
            ["floor: one read, one write, redirect", _ms(summary(floor)), "1"],
            ["GET of a page", _ms(summary(rendered)), _times(ratios(rendered, floor))],
            ["POST of a page", _ms(summary(saved)), _times(ratios(saved, floor))],
            ["both, the pair (aim: at most 3)", _ms(summary(pair)), _times(ratios(pair, floor))],
        ],
        explanation=(
            f"Means over the {pages} pages of a whole LARC 7 practitioner route, each rendered and "
            f"saved once; median of {len(runs)} such journeys (lowest–highest), each with a new "
            "response. Requests go through the WSGI handler and all middleware with the settings "
            "of production, over PostgreSQL; a request to the floor stands between one page and "
            "the next. PostgreSQL works in processes of its own, whose time is not in the figures."
        ),
    )


def _kinds_table(runs: list[list[Visit]]) -> Table:
    visits: dict[str, list[Visit]] = defaultdict(list)
    for run in runs:
        for visit in run:
            visits[visit.kind].append(visit)
    return Table(
        title="Pages: by kind",
        headings=["page", "pages", "GET ms", "POST ms", "the pair: times the floor"],
        rows=[
            [
                kind,
                str(len(these) // len(runs)),
                f"{median(visit.rendered for visit in these) * MILLISECONDS:.2f}",
                f"{median(visit.saved for visit in these) * MILLISECONDS:.2f}",
                f"{median(visit.pair / visit.floor for visit in these):.2f}",
            ]
            for kind, these in sorted(visits.items())
        ],
        explanation="Medians of single requests of the same journeys.",
    )


def _parts_table(journeys: Journeys, count: int, pair: float) -> Table:
    with sampled(PARTS, within="django.core.handlers.wsgi", rest=REST) as counts:
        for _ in range(count):
            list(journeys.visits(with_floor=False))
    total = counts.total()
    return Table(
        title="Pages: where the time goes",
        headings=["part", "share", "ms of a pair, about"],
        rows=[
            [part, f"{number / total:.0%}", f"{number / total * pair * MILLISECONDS:.2f}"]
            for part, number in counts.most_common()
        ],
        explanation=(
            f"From {total:,} samples of the stack during {count} more journeys, by processor time. "
            "A part holds all that it calls, and nothing is counted twice."
        ),
    )


def _ms(one: Summary) -> str:
    return one.shown(scale=MILLISECONDS, decimals=2)


def _times(one: Summary) -> str:
    return one.shown(decimals=2)
