"""Reading headcounts: the groups in which a survey has them, and what was entered last."""

from __future__ import annotations

from django.db.models import QuerySet

from fieldwork.models import Area, Headcount, HeadcountReturn, Survey
from questionnaires.core.instrument import Instrument
from questionnaires.selectors import instrument_of

WHOLE_AREA = "area"
"""The one group of a survey whose questionnaire declares none."""

Asked = dict[str, int | None]
"""How many people of each group were asked: group -> number, None where nobody has said it."""


def groups_of(survey: Survey) -> dict[str, str]:
    """Return the groups in which *survey* has headcounts: code -> label, in their order.

    "" is the label of a whole area.
    """
    instrument: Instrument = instrument_of(survey.version_id)
    declared = {group.code: group.label for group in instrument.headcount_groups}
    return declared or {WHOLE_AREA: ""}


def headcounts_of(survey: Survey) -> dict[int, Asked]:
    """Return the headcounts that hold now, by area id: those of the last return that names it.

    Each area that was named has every group of `groups_of`.
    """
    groups = groups_of(survey)
    latest = (
        Headcount.objects.filter(area__survey=survey)
        .order_by("area_id", "group", "-headcount_return_id")
        .distinct("area_id", "group")
    )
    found: dict[int, Asked] = {}
    for one in latest:
        if one.group in groups:
            numbers = found.setdefault(one.area_id, dict.fromkeys(groups))
            numbers[one.group] = one.asked
    return found


def returns_of(survey: Survey) -> QuerySet[HeadcountReturn]:
    """Return what was entered for *survey*, the latest first."""
    returns = HeadcountReturn.objects.filter(survey=survey).select_related("entered_by")
    return returns.prefetch_related("headcounts__area__local_authority")


def areas_named(headcount_return: HeadcountReturn) -> list[Area]:
    """Return the areas that a return of `returns_of` names, each once, in the alphabet."""
    named = {one.area_id: one.area for one in headcount_return.headcounts.all()}
    return sorted(named.values(), key=str)
