"""Night jobs and their endings in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from monitoring.models import NightRun


@dataclass(frozen=True, slots=True)
class JobWords:
    """What a job is called, what it does, and what it means when it does not run."""

    name: str | Promise
    what: str | Promise
    if_missed: str | Promise


JOBS: Mapping[str, JobWords] = {
    "monitoring.tasks.take_snapshots": JobWords(
        _("Counting responses"),
        _("Counts what was submitted by the end of the day before, for the pages of surveys."),
        _("Pages go on showing the count before."),
    ),
    "accounts.tasks.delete_expired_sessions": JobWords(
        _("Clearing sessions"),
        _("Deletes what is stored of people’s signing in, once it has ended."),
        _("Nobody is signed in for longer; more is kept than is needed."),
    ),
    "responses.tasks.purge_unfinished": JobWords(
        _("Deleting unfinished responses"),
        _("Deletes the responses that were never sent of surveys that closed some time ago."),
        _("They are kept for longer than respondents were told."),
    ),
    "responses.tasks.mix_responses": JobWords(
        _("Mixing responses"),
        _("Stores responses in random order, so that nothing tells who came before whom."),
        _("The order in which people answered can still be read in the database’s files."),
    ),
}
"""By task. A test asks for words for each night job of the schedule."""


def count_text(run: NightRun) -> str:
    """Return how many surveys the run was about, "" where it counts none."""
    if run.counted is None:
        return ""
    return ngettext("%(number)d survey", "%(number)d surveys", run.counted) % {
        "number": run.counted
    }
