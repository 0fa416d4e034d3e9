"""Writing fieldwork: surveys, areas with their links, memberships, area numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import record_event
from accounts.models import User
from accounts.roles import Role
from fieldwork.codes import new_code
from fieldwork.models import (
    Area,
    Link,
    LocalAuthority,
    Membership,
    Survey,
    SurveyTranslation,
)
from questionnaires.models import Version


@transaction.atomic
def store_local_authorities(*, rows: Iterable[str]) -> int:
    """Store or update local authorities from CSV lines; return how many there are in it.

    The columns are `name`, `official_name`, `ons_code`, `type` and `region`.
    """
    authorities = [
        LocalAuthority(
            name=row["name"],
            official_name=row["official_name"],
            ons_code=row["ons_code"] or None,
            kind=row["type"],
            region=row["region"],
        )
        for row in csv.DictReader(rows)
    ]
    LocalAuthority.objects.bulk_create(
        authorities,
        update_conflicts=True,
        unique_fields=["ons_code"],
        update_fields=["name", "official_name", "kind", "region"],
    )
    return len(authorities)


@transaction.atomic
def save_local_authority(*, actor: User | None, local_authority: LocalAuthority) -> LocalAuthority:
    """Store a new or changed local authority; raise ValidationError if another has its name."""
    local_authority.full_clean()
    is_new = local_authority.pk is None
    local_authority.save()
    record_event(
        actor=actor,
        action="local_authority.created" if is_new else "local_authority.changed",
        subject=f"local_authority:{local_authority.pk}",
    )
    return local_authority


@transaction.atomic
def create_survey(
    *,
    actor: User | None,
    slug: str,
    title: str,
    organisation: str,
    version: Version,
    opens_on: date,
    closes_on: date,
    contact: str,
    since_year: int,
    recent_period: str,
    thank_you_text: str = "",
    support_text: str = "",
    is_demonstration: bool = False,
) -> Survey:
    """Create a survey of a published version; raise ValidationError for a draft or bad dates."""
    survey = Survey(
        slug=slug,
        title=title,
        organisation=organisation,
        version=version,
        opens_on=opens_on,
        closes_on=closes_on,
        contact=contact,
        since_year=since_year,
        recent_period=recent_period,
        thank_you_text=thank_you_text,
        support_text=support_text,
        is_demonstration=is_demonstration,
    )
    return save_survey(actor=actor, survey=survey)


@transaction.atomic
def save_survey(*, actor: User | None, survey: Survey) -> Survey:
    """Store a new or changed survey; raise ValidationError if it cannot be run like this."""
    is_new = survey.pk is None
    if not is_new:
        # Whoever begins a response waits from here on (`responses.actions.begin_response`).
        Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    survey.full_clean()
    if survey.version.status != Version.Status.PUBLISHED:
        raise ValidationError(_("Publish the questionnaire first: this version is a draft."))
    survey.save()
    action = "survey.created" if is_new else "survey.changed"
    record_event(actor=actor, action=action, subject=f"survey:{survey.slug}")
    return survey


@transaction.atomic
def save_survey_translation(
    *, actor: User | None, translation: SurveyTranslation
) -> SurveyTranslation:
    """Store the words of a survey in one more language; raise ValidationError if some lack."""
    translation.full_clean()
    translation.save()
    record_event(
        actor=actor,
        action="survey.translated",
        subject=f"survey:{translation.survey.slug}",
        detail={"language": translation.language},
    )
    return translation


@transaction.atomic
def remove_survey_translation(*, actor: User | None, translation: SurveyTranslation) -> None:
    """Take the words of a survey in one language away; it is no longer offered in it."""
    record_event(
        actor=actor,
        action="survey.translation_removed",
        subject=f"survey:{translation.survey.slug}",
        detail={"language": translation.language},
    )
    translation.delete()


@transaction.atomic
def add_area(*, actor: User | None, survey: Survey, local_authority: LocalAuthority) -> Area:
    """Add a local authority to a survey, with a first link for all its channels."""
    area = Area.objects.create(survey=survey, local_authority=local_authority)
    add_link(actor=actor, area=area, channel=_("All channels"))
    record_event(
        actor=actor,
        action="area.added",
        subject=f"survey:{survey.slug}",
        detail={"local_authority": local_authority.name},
    )
    return area


@transaction.atomic
def add_link(*, actor: User | None, area: Area, channel: str) -> Link:
    """Give *area* another link, with a code of its own."""
    link = Link.objects.create(area=area, code=new_code(), channel=channel)
    record_event(
        actor=actor,
        action="link.added",
        subject=f"survey:{area.survey.slug}",
        detail={"link": link.pk},
    )
    return link


@transaction.atomic
def change_link(*, actor: User | None, link: Link) -> Link:
    """Store a link's channel and whether it works; a link that does not answers "not found"."""
    link.save(update_fields=["channel", "is_active"])
    record_event(
        actor=actor,
        action="link.changed",
        subject=f"survey:{link.area.survey.slug}",
        detail={"link": link.pk, "works": link.is_active},
    )
    return link


@transaction.atomic
def add_member(
    *, actor: User | None, user: User, survey: Survey, role: Role, area: Area | None = None
) -> Membership:
    """Let *user* act in *survey*; raise ValidationError if the area does not fit role or survey."""
    if (role is Role.COORDINATOR) != (area is not None):
        raise ValidationError(_("A coordinator has an area; nobody else has one."))
    if area is not None and area.survey_id != survey.pk:
        raise ValidationError(_("This area belongs to another survey."))
    membership, created = Membership.objects.get_or_create(
        user=user, survey=survey, role=role, area=area
    )
    if created:
        record_event(
            actor=actor,
            action="member.added",
            subject=f"survey:{survey.slug}",
            detail={"user": user.pk, "role": role.value},
        )
    return membership


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> None:
    """Take a role in a survey away from somebody; their account stays."""
    record_event(
        actor=actor,
        action="member.removed",
        subject=f"survey:{membership.survey.slug}",
        detail={"user": membership.user_id, "role": membership.role},
    )
    membership.delete()


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
