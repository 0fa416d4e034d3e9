"""Writing areas: their links, and the numbers that stand for them in datasets."""

from __future__ import annotations

from collections.abc import Mapping
from random import SystemRandom

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.trail import changed_values
from fieldwork.actions.trail import record_in
from fieldwork.codes import random_code
from fieldwork.models import Area, Link, LocalAuthority, Survey


@transaction.atomic
def add_area(*, actor: User | None, survey: Survey, local_authority: LocalAuthority) -> Area:
    """Add a local authority to a survey, with a first link for all its channels."""
    area = Area.objects.create(survey=survey, local_authority=local_authority)
    add_link(actor=actor, area=area, channel=_("All channels"))
    record_in(actor, "area.added", survey, {"area": local_authority.name})
    return area


@transaction.atomic
def add_link(*, actor: User | None, area: Area, channel: str) -> Link:
    """Give *area* another link, with a code of its own."""
    link = Link.objects.create(area=area, code=random_code(), channel=channel)
    record_in(actor, "link.added", area.survey, {"area": str(area), "channel": channel})
    return link


@transaction.atomic
def change_link(*, actor: User | None, link: Link) -> Link:
    """Store a link's channel and whether it works; a link that does not answers "not found"."""
    before = Link.objects.get(pk=link.pk)
    link.save(update_fields=["channel", "is_active"])
    changes = changed_values(before, link, ["channel", "is_active"])
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
