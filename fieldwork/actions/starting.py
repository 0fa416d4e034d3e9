"""Starting a survey: from a published questionnaire, or like an earlier round."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions.areas import add_area, add_link
from fieldwork.actions.people import add_member
from fieldwork.actions.surveys import save_survey, save_survey_translation
from fieldwork.models import Area, Survey, SurveyTranslation
from fieldwork.parameters import parameters_of
from questionnaires.models import Version

COPIED = ("organisation", "contact", "asks_about_empty_pages", "is_demonstration")
"""What a copy takes over beside its texts."""


@transaction.atomic
def start_survey(*, actor: User, title: str, slug: str, basis: Version | Survey) -> Survey:
    """Store a draft that *actor* leads, which asks a published version, or is like a survey.

    A copy has the words of that survey, in each language, what fills its parameters, and its areas
    with links of their own; neither its dates nor its people nor an answer. It asks the newest
    version of the questionnaire. Raise ValidationError if it cannot be stored.
    """
    if isinstance(basis, Survey):
        survey = _copy(actor, basis, title=title, slug=slug)
    else:
        survey = save_survey(actor=actor, survey=Survey(title=title, slug=slug, version=basis))
    add_member(actor=actor, user=actor, survey=survey, role=Role.LEAD)
    return survey


def _copy(actor: User, earlier: Survey, *, title: str, slug: str) -> Survey:
    version = _newest_version_like(earlier.version)
    asked = {one.name for one in parameters_of(version.pk)}
    words = {name: getattr(earlier, name) for name in (*Survey.WORDS, *COPIED)}
    survey = save_survey(
        actor=actor,
        survey=Survey(**{**words, "title": title, "slug": slug, "version": version}),
        parameters={n: value for n, value in earlier.parameters.items() if n in asked},
    )
    _copy_translations(actor, earlier, survey)
    _copy_areas(actor, earlier, survey)
    return survey


def _newest_version_like(version: Version) -> Version:
    published = version.questionnaire.versions.filter(status=Version.Status.PUBLISHED)
    return published.order_by("number").last() or version


def _copy_translations(actor: User, earlier: Survey, survey: Survey) -> None:
    """Copy the words in each language that the questionnaire still has."""
    for language in survey.languages_asked:
        words = earlier.words_by_language.get(language)
        if not words:
            continue
        asked = {one.name for one in parameters_of(survey.version_id, in_further_language=True)}
        words = {**words, "title": f"[{survey.title}]"}  # the checklist asks for it
        said = earlier.parameters_by_language.get(language, {})
        save_survey_translation(
            actor=actor,
            translation=SurveyTranslation(survey=survey, language=language, **words),
            parameters={name: value for name, value in said.items() if name in asked},
        )


def _copy_areas(actor: User, earlier: Survey, survey: Survey) -> None:
    """Let the same local authorities be areas, with links for the same channels."""
    areas = Area.objects.filter(survey=earlier).select_related("local_authority")
    for area in areas.prefetch_related("links"):
        channels = [link.channel for link in area.links.all() if link.is_active]
        new = add_area(
            actor=actor,
            survey=survey,
            local_authority=area.local_authority,
            channel=channels[0] if channels else None,
        )
        for channel in channels[1:]:
            add_link(actor=actor, area=new, channel=channel)
