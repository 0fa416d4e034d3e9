"""Reading exports: what the team of a survey may see and do."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Verb
from exports.models import Export
from fieldwork.models import Survey
from fieldwork.selectors import surveys_where


class Eligibility(StrEnum):
    """Whether an export of a survey may be made now (Datasets 1)."""

    NOT_YET_OPEN = "not yet open"
    NEEDS_DECISION = "needs decision"
    INTERIM = "interim"
    FINAL = "final"

    @property
    def allows_exports(self) -> bool:
        return self in (Eligibility.INTERIM, Eligibility.FINAL)

    @property
    def is_not_yet_open(self) -> bool:
        return self is Eligibility.NOT_YET_OPEN

    @property
    def needs_decision(self) -> bool:
        return self is Eligibility.NEEDS_DECISION

    @property
    def is_interim(self) -> bool:
        return self is Eligibility.INTERIM


def eligibility_of(survey: Survey) -> Eligibility:
    """Return what may be exported of *survey* today.

    A query at most, none if its decision came with it.
    """
    state = survey.state()
    if state in (Survey.State.DRAFT, Survey.State.SCHEDULED):
        return Eligibility.NOT_YET_OPEN
    if state in (Survey.State.CLOSED, Survey.State.ARCHIVED):
        return Eligibility.FINAL
    return Eligibility.INTERIM if hasattr(survey, "interim_release") else Eligibility.NEEDS_DECISION


def exports_where(user: User, verb: Verb) -> QuerySet[Export]:
    """Return the exports of surveys in which *user* may do *verb*."""
    return Export.objects.filter(survey__in=surveys_where(user, verb)).select_related(
        "survey", "requested_by"
    )
