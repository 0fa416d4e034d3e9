"""Writing headcounts, and the cells that follow from them when a survey opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from disclosure.partition import partition
from fieldwork.actions.trail import record_in
from fieldwork.headcounts import Asked, groups_of, headcounts_of
from fieldwork.models import Area, Headcount, HeadcountReturn, Survey


@transaction.atomic
def store_headcounts(
    *,
    actor: User,
    survey: Survey,
    headcounts: Mapping[int, Asked],
    source: str,
    counted_on: date,
) -> HeadcountReturn:
    """Store how many people were asked: area id -> group -> number, None where it is not known.

    They take the place of all that was known of these areas, and of no others. What coordinators
    see follows from the numbers at the opening: later ones change nothing there. Raise
    ValidationError for an area of another survey, or a group that there is not.
    """
    groups = groups_of(survey)
    areas = dict(survey.areas.in_bulk(list(headcounts)))
    if set(headcounts) - set(areas):
        raise ValidationError(_("An area is not of this survey."))
    if any(set(asked) - set(groups) for asked in headcounts.values()):
        raise ValidationError(_("A group is not of this questionnaire."))
    entered = HeadcountReturn.objects.create(
        survey=survey, source=source, counted_on=counted_on, entered_by=actor
    )
    Headcount.objects.bulk_create(
        Headcount(headcount_return=entered, area_id=area, group=group, asked=asked.get(group))
        for area, asked in headcounts.items()
        for group in groups
    )
    detail = {"count": len(areas), "source": source, "counted_on": counted_on.isoformat()}
    record_in(actor, "headcounts.entered", survey, detail)
    return entered


@transaction.atomic
def explain_no_headcounts(*, actor: User, survey: Survey, reason: str) -> None:
    """Store why an area of *survey* may be without headcount; "" takes that back."""
    before, survey.without_headcounts = survey.without_headcounts, reason
    survey.save(update_fields=["without_headcounts"])
    record_in(actor, "survey.changed", survey, {"without_headcounts": [before, reason]})


def fix_partitions(survey: Survey) -> None:
    """Fix in which cells coordinators of each area see counts, as far as it is not fixed yet."""
    known = headcounts_of(survey)
    areas = list(Area.objects.filter(survey=survey, partition__isnull=True))
    for area in areas:
        cells = partition(known.get(area.pk, {}))
        area.partition = [asdict(cell) for cell in cells]
    Area.objects.bulk_update(areas, ["partition"])
