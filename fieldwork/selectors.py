"""Reading fieldwork: what a member of staff may see, and what fills a questionnaire's texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import NEEDS_SECOND_STEP, Role, Verb, roles_with
from fieldwork.codes import is_code
from fieldwork.models import Area, Link, Membership, ParameterValue, Survey
from fieldwork.models.survey import by_language


def surveys_where(user: User, verb: Verb) -> QuerySet[Survey]:
    """Return the surveys in the whole of which *user* may do *verb*."""
    whole = memberships_with(user, verb).filter(area=None)
    return Survey.objects.filter(pk__in=whole.values("survey"))


def areas_where(user: User, verb: Verb) -> QuerySet[Area]:
    """Return the areas in which *user* may do *verb*, by a role in the area or in its survey."""
    given = memberships_with(user, verb).filter(
        Q(area=OuterRef("pk")) | Q(area=None, survey=OuterRef("survey"))
    )
    return Area.objects.filter(Exists(given))


def may(user: User, verb: Verb, survey: Survey) -> bool:
    """Return whether *user* may do *verb* in the whole of *survey*."""
    return surveys_where(user, verb).filter(pk=survey.pk).exists()


def may_anywhere(user: User, verb: Verb) -> bool:
    """Return whether *user* may do *verb*, which is about no survey: by a role in any of them."""
    return verb in user.platform_verbs or memberships_with(user, verb).exists()


def memberships_with(user: User, *verbs: Verb) -> QuerySet[Membership]:
    """Return the memberships by which *user* may do any of *verbs*."""
    return Membership.objects.filter(user_id=user.pk, role__in=roles_with(verbs))


def leads_of(survey_id: int) -> QuerySet[Membership]:
    """Return the memberships of those who lead a survey and may sign in."""
    return Membership.objects.filter(survey=survey_id, role=Role.LEAD, user__is_active=True)


def must_have_second_step(user: User) -> bool:
    """Return whether a stolen password of *user* would open answers, or the whole platform.

    The answers of a demonstration are made up; its team may do without.
    """
    if user.platform_verbs & NEEDS_SECOND_STEP:
        return True
    memberships = memberships_with(user, *NEEDS_SECOND_STEP)
    return memberships.filter(survey__is_demonstration=False).exists()


def link_with_survey(code: str) -> Link | None:
    """Return a working link with its area, authority and survey in one query, or None.

    What cannot be a code is not looked for.
    """
    if not is_code(code):
        return None
    filled = ParameterValue.objects.filter(survey=OuterRef("area__survey"))
    link = (
        Link.objects.filter(code=code, is_active=True)
        .select_related("area__local_authority", "area__survey")
        .annotate(
            filled=ArraySubquery(
                filled.values(row=JSONObject(language="language", name="name", value="value"))
            )
        )
        .first()
    )
    if link is not None:
        rows = [ParameterValue(**row) for row in cast(Any, link).filled]
        link.area.survey.parameters_by_language = by_language(rows)
    return link


def working_code(codes: Sequence[str]) -> str:
    """Return the first of *codes* that opens a survey, "" if none does."""
    if not codes:
        return ""
    links = Link.objects.filter(code__in=codes, is_active=True)
    working = set(links.values_list("code", flat=True))
    return next((code for code in codes if code in working), "")


def texts_for(area: Area) -> dict[str, str]:
    """Return what fills the placeholders of a questionnaire for respondents of *area*.

    *area* comes with its survey and local authority.
    """
    return texts_of(area.survey, area_name=area.local_authority.name)


def texts_of(survey: Survey, *, area_name: str) -> dict[str, str]:
    """Return what fills the placeholders in *survey*, with *area_name* for the local authority.

    The names are those of `questionnaires.core.texts.PLACEHOLDERS` and of the questionnaire's
    parameters; dates are in the language that is active now.
    """
    return {
        **survey.parameters,
        "area": area_name,
        "closing_date": date_format(survey.closes_on) if survey.closes_on else _("[last day]"),
        "contact": survey.contact,
    }
