"""Reading exports: what the team of a survey may see and do."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Verb
from exports.models import Export
from fieldwork.models import Survey
from fieldwork.selectors import surveys_where


class Standing(StrEnum):
    """Whether an export of a survey may be made now (Datasets 1)."""

    NOT_YET_OPEN = "not yet open"
    NEEDS_DECISION = "needs decision"
    INTERIM = "interim"
    FINAL = "final"

    @property
    def allows_exports(self) -> bool:
        return self in (Standing.INTERIM, Standing.FINAL)


def standing(survey: Survey) -> Standing:
    """Return how *survey* stands today; a query at most, none if its decision came with it."""
    state = survey.state()
    if state is Survey.State.NOT_YET_OPEN:
        return Standing.NOT_YET_OPEN
    if state is Survey.State.CLOSED:
        return Standing.FINAL
    return Standing.INTERIM if hasattr(survey, "interim_release") else Standing.NEEDS_DECISION


def exports_where(user: User, verb: Verb) -> QuerySet[Export]:
    """Return the exports of surveys in which *user* may do *verb*."""
    return Export.objects.filter(survey__in=surveys_where(user, verb)).select_related(
        "survey", "requested_by"
    )
