"""How long a respondent waits while a night stores responses again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from threading import Event, Thread
from time import perf_counter

from django.db import connection
from django.utils import timezone

from bench.report import Table
from bench.timing import Effort, ratios, summary
from fieldwork.models import Link, Survey
from responses.actions import begin_response, save_page, synthesise_responses
from responses.mixing import forget_old_versions, mix_responses
from responses.models import Response
from simulation.surveys import new_survey

PROMISED_SECONDS = 0.3
SENT, SENT_QUICK, SENT_FULL = 10_000, 500, 100_000
UNDER_WAY = 10
"""Of so many that were sent, one is under way."""

CALM_SECONDS = 0.5


class Saver:
    """A respondent who saves page after page; `waits` has the seconds that each took."""

    def __init__(self, link: Link) -> None:
        self.waits: list[float] = []
        self._response = begin_response(link=link)
        self._over = Event()
        self._thread = Thread(target=self._save)

    def __enter__(self) -> Saver:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _save(self) -> None:
        while not self._over.is_set():
            started = perf_counter()
            save_page(response_id=self._response.pk, answers={"comments": "saved"})
            self.waits.append(perf_counter() - started)
        connection.close()


def measure(effort: Effort) -> Iterator[Table]:
    """Yield the table about nights; with `--full` after 100,000 responses."""
    today = timezone.localdate()
    survey = new_survey("mixing", opens_on=today - timedelta(days=30), closes_on=today)
    count = SENT_FULL if effort.full else SENT_QUICK if effort.quick else SENT
    synthesise_responses(survey=survey, count=count, seed=1)
    link = Link.objects.filter(area__survey=survey).select_related("area")[0]
    _night(today)
    calm, waits, nights = [], [], []
    for _run in range(effort.runs):
        _begin(survey, count // UNDER_WAY)
        calm.append(_longest_wait(link, lambda: Event().wait(CALM_SECONDS))[0])
        wait, night = _longest_wait(link, lambda: _night(today))
        waits.append(wait)
        nights.append(night)
    yield Table(
        title=f"A night after {count:,} responses",
        headings=["", "result"],
        rows=[
            [f"longest wait, s (aim: under {PROMISED_SECONDS})", summary(waits).shown(decimals=3)],
            ["times the floor: the longest wait without a night", ratios(waits, calm).shown()],
            ["seconds that the night took", summary(nights).shown()],
        ],
        explanation=(
            "A respondent saves page after page while a night stores again what is live, "
            f"{count // UNDER_WAY:,} responses under way and more from run to run, and empties the "
            f"files they lay in. Median of {effort.runs} runs (lowest–highest)."
        ),
    )


def _night(today: date) -> None:
    mix_responses(on=today)
    forget_old_versions()


def _begin(survey: Survey, count: int) -> None:
    """Store copies of *count* responses as if they were under way."""
    sent = Response.objects.filter(area__survey=survey, status=Response.Status.SUBMITTED)
    Response.objects.bulk_create(
        (
            Response(
                area_id=one.area_id,
                link_id=one.link_id,
                version_id=one.version_id,
                answers=one.answers,
            )
            for one in sent[:count]
        ),
        batch_size=1000,
    )


def _longest_wait(link: Link, action: Callable[[], object]) -> tuple[float, float]:
    """Return the longest wait of a respondent during *action*, and how long that took."""
    with Saver(link) as saver:
        started = perf_counter()
        action()
        took = perf_counter() - started
    return max(saver.waits), took
