"""Writing fieldwork: surveys, areas with their links, memberships, area numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from random import SystemRandom
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.actions import record_event
from accounts.models import User
from accounts.permissions import PERMISSIONS, Role
from accounts.trail import changed_values, value_of
from fieldwork.codes import random_code
from fieldwork.models import (
    Area,
    Link,
    LocalAuthority,
    Membership,
    ParameterValue,
    Survey,
    SurveyTranslation,
)
from fieldwork.parameters import fitting_values
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
    record_event(
        actor=None,
        action="local_authority.loaded",
        subject="local_authority:all",
        detail={"count": len(authorities)},
    )
    return len(authorities)


@transaction.atomic
def save_local_authority(*, actor: User | None, local_authority: LocalAuthority) -> LocalAuthority:
    """Store a new or changed local authority; raise ValidationError if another has its name."""
    local_authority.full_clean()
    before = LocalAuthority.objects.filter(pk=local_authority.pk).first()
    local_authority.save()
    record_event(
        actor=actor,
        action="local_authority.changed" if before else "local_authority.created",
        subject=f"local_authority:{local_authority.pk}",
        name=local_authority.name,
        detail=_changes(before, local_authority),
    )
    return local_authority


def _changes(before: Model | None, after: Model) -> dict[str, Any]:
    """Return what the trail keeps of a row that was stored: new values, beside those before."""
    fields = [field.name for field in after._meta.concrete_fields if field.name != "id"]
    if before is not None:
        return changed_values(before, after, fields)
    return {name: value for name in fields if (value := value_of(after, name)) not in (None, "")}


def _record(
    actor: User | None, action: str, survey: Survey, detail: Mapping[str, Any] | None = None
) -> None:
    record_event(
        actor=actor,
        action=action,
        subject=f"survey:{survey.slug}",
        name=survey.title,
        detail=detail,
    )


@transaction.atomic
def save_survey(
    *, actor: User | None, survey: Survey, parameters: Mapping[str, str] | None = None
) -> Survey:
    """Store a new or changed survey; raise ValidationError if it cannot be run like this.

    *parameters* fill those of its questionnaire: name -> value; None leaves them as they are.
    """
    # Whoever begins a response waits from here on (`responses.actions.begin_response`).
    before = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk).first()
    survey.full_clean()
    if survey.version.status != Version.Status.PUBLISHED:
        raise ValidationError(_("Publish the questionnaire first: this version is a draft."))
    survey.save()
    changes = _changes(before, survey) | _fill_parameters(survey, parameters)
    _record(actor, "survey.created" if before is None else "survey.changed", survey, changes)
    return survey


def _fill_parameters(
    survey: Survey, given: Mapping[str, str] | None, language: str = ""
) -> dict[str, Any]:
    """Store what fills the parameters in one language; return what the trail keeps of it."""
    stored = survey.parameter_values.filter(language=language)
    before = dict(stored.values_list("name", "value"))
    after = fitting_values(survey.version_id, given, stored=before, language=language)
    lost = {name for name, value in before.items() if after.get(name) != value}
    if lost and not language and survey.has_responses:
        raise ValidationError(dict.fromkeys(lost, Survey.STAYS))
    stored.exclude(name__in=after).delete()
    ParameterValue.objects.bulk_create(
        [
            ParameterValue(survey=survey, language=language, name=name, value=value)
            for name, value in after.items()
            if before.get(name) != value
        ],
        update_conflicts=True,
        unique_fields=["survey", "language", "name"],
        update_fields=["value"],
    )
    survey.forget_parameters()
    # In braces, as they stand in the questions: a parameter may be called as a field is.
    return {
        f"{{{name}}}": [before[name], after.get(name)] if name in before else after[name]
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


@transaction.atomic
def save_survey_translation(
    *,
    actor: User | None,
    translation: SurveyTranslation,
    parameters: Mapping[str, str] | None = None,
) -> SurveyTranslation:
    """Store the words of a survey in one more language; raise ValidationError if some lack.

    *parameters* fill those of its questionnaire that are words: name -> value; None leaves them as
    they are.
    """
    translation.full_clean()
    survey = translation.survey
    before = SurveyTranslation.objects.filter(pk=translation.pk).first()
    if before and before.language != translation.language:
        _parameters_in(before).update(language=translation.language)
    translation.save()
    filled = _fill_parameters(survey, parameters, translation.language)
    changes = changed_values(before, translation, SurveyTranslation.WORDS) if before else {}
    detail = {"language": translation.language, **changes, **(filled if before else {})}
    _record(actor, "survey.translated", survey, detail)
    return translation


@transaction.atomic
def remove_survey_translation(*, actor: User | None, translation: SurveyTranslation) -> None:
    """Take the words of a survey in one language away; it is no longer offered in it."""
    detail = {"language": translation.language}
    _record(actor, "survey.translation_removed", translation.survey, detail)
    _parameters_in(translation).delete()
    translation.delete()


def _parameters_in(translation: SurveyTranslation) -> QuerySet[ParameterValue]:
    return translation.survey.parameter_values.filter(language=translation.language)


@transaction.atomic
def add_area(*, actor: User | None, survey: Survey, local_authority: LocalAuthority) -> Area:
    """Add a local authority to a survey, with a first link for all its channels."""
    area = Area.objects.create(survey=survey, local_authority=local_authority)
    add_link(actor=actor, area=area, channel=_("All channels"))
    _record(actor, "area.added", survey, {"area": local_authority.name})
    return area


@transaction.atomic
def add_link(*, actor: User | None, area: Area, channel: str) -> Link:
    """Give *area* another link, with a code of its own."""
    link = Link.objects.create(area=area, code=random_code(), channel=channel)
    _record(actor, "link.added", area.survey, {"area": str(area), "channel": channel})
    return link


@transaction.atomic
def change_link(*, actor: User | None, link: Link) -> Link:
    """Store a link's channel and whether it works; a link that does not answers "not found"."""
    before = Link.objects.get(pk=link.pk)
    link.save(update_fields=["channel", "is_active"])
    changes = changed_values(before, link, ["channel", "is_active"])
    which = {"area": str(link.area), "channel": before.channel}
    _record(actor, "link.changed", link.area.survey, which | changes)
    return link


@transaction.atomic
def add_member(
    *, actor: User | None, user: User, survey: Survey, role: Role, area: Area | None = None
) -> Membership:
    """Let *user* act in *survey*; raise ValidationError if the area does not fit role or survey."""
    if PERMISSIONS[role].in_one_area != (area is not None):
        raise ValidationError(_("A coordinator has an area; nobody else has one."))
    if area is not None and area.survey_id != survey.pk:
        raise ValidationError(_("This area belongs to another survey."))
    membership, created = Membership.objects.get_or_create(
        user=user, survey=survey, role=role, area=area
    )
    if created:
        _record(actor, "member.added", survey, _member(membership))
    return membership


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> None:
    """Take a role in a survey away from somebody; their account stays."""
    _record(actor, "member.removed", membership.survey, _member(membership))
    membership.delete()


def _member(membership: Membership) -> dict[str, str]:
    area = {"area": str(membership.area)} if membership.area else {}
    return {"person": membership.user.name_and_address, "role": membership.role, **area}


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
