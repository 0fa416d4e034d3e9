"""Writing areas: their links, and the numbers that stand for them in datasets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.trail import changed_values
from fieldwork.actions.people import remove_member
from fieldwork.actions.trail import record_in
from fieldwork.codes import random_code
from fieldwork.models import Area, Link, LocalAuthority, Survey


@transaction.atomic
def add_area(
    *,
    actor: User | None,
    survey: Survey,
    local_authority: LocalAuthority,
    channel: str | None = None,
) -> Area:
    """Add a local authority to a survey, with a link for all channels, or for one."""
    area = Area.objects.create(survey=survey, local_authority=local_authority)
    add_link(actor=actor, area=area, channel=channel or _("All channels"))
    record_in(actor, "area.added", survey, {"area": local_authority.name})
    return area


@transaction.atomic
def add_areas(
    *, actor: User, survey: Survey, local_authorities: Iterable[LocalAuthority]
) -> list[Area]:
    """Add several, each with a link for all channels; return the new ones.

    Those that are areas already stay as they are. Raise ValidationError for a place that is of a
    demonstration where the survey is none, or the other way round.
    """
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    present = set(survey.areas.values_list("local_authority", flat=True))
    new = [one for one in local_authorities if one.pk not in present]
    if any(one.is_demonstration != survey.is_demonstration for one in new):
        raise ValidationError(_("Places of demonstrations stay apart."))
    return [add_area(actor=actor, survey=survey, local_authority=one) for one in new]


@transaction.atomic
def remove_area(*, actor: User, area: Area) -> None:
    """Take an area out of a draft, with its links, people and headcounts.

    Raise ValidationError once the opening is decided, or if somebody has answered there.
    """
    survey = Survey.objects.select_for_update(no_key=True).get(pk=area.survey_id)
    if not survey.is_draft:
        raise ValidationError(_("The opening is decided: areas stay. Close their links instead."))
    for membership in area.memberships.select_related("user", "survey"):
        remove_member(actor=actor, membership=membership)
    record_in(actor, "area.removed", survey, {"area": str(area)})
    try:
        area.links.all().delete()
        area.delete()
    except ProtectedError:
        raise ValidationError(_("People have answered here, so the area stays.")) from None


@transaction.atomic
def add_link(*, actor: User | None, area: Area, channel: str) -> Link:
    """Give *area* another link, with a code of its own."""
    link = Link.objects.create(area=area, code=random_code(), channel=channel)
    record_in(actor, "link.added", area.survey, {"area": str(area), "channel": channel})
    return link


@transaction.atomic
def change_link(*, actor: User | None, link: Link) -> Link:
    """Store a link's channel, whether it works, and whether people may still begin through it.

    One that does not work answers "not found".
    """
    before = Link.objects.get(pk=link.pk)
    fields = ["channel", "is_active", "takes_newcomers"]
    link.save(update_fields=fields)
    changes = changed_values(before, link, fields)
    which = {"area": str(link.area), "channel": before.channel}
    record_in(actor, "link.changed", link.area.survey, which | changes)
    return link


@transaction.atomic
def number_areas(*, survey: Survey) -> Mapping[int, int]:
    """Give every area without a number one by lot; return area id -> number.

    Numbers once given stay. Areas that join later are numbered behind the others, by lot among
    themselves.
    """
    # "No key" lets respondents go on answering: their rows point at these by key.
    areas = list(
        Area.objects.select_for_update(of=("self",), no_key=True)
        .filter(survey=survey)
        .order_by("pk")
    )
    highest = max((area.number or 0 for area in areas), default=0)
    waiting = [area for area in areas if area.number is None]
    SystemRandom().shuffle(waiting)
    for number, area in enumerate(waiting, start=highest + 1):
        area.number = number
    Area.objects.bulk_update(waiting, ["number"])
    return {area.pk: area.number for area in areas if area.number is not None}
