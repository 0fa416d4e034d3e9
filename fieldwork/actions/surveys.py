"""Writing surveys: their own words, and what fills the parameters of their questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.trail import changed_values
from fieldwork.actions.trail import changes_of, record_in
from fieldwork.models import ParameterValue, Survey, SurveyTranslation
from fieldwork.parameters import fitting_values
from questionnaires.models import Version


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
    if before is not None and before.stage != survey.stage:
        raise ValueError("The stage of a survey changes by the acts of its life alone.")
    if survey.version.status != Version.Status.PUBLISHED:
        raise ValidationError(_("Publish the questionnaire first: this version is a draft."))
    survey.save()
    changes = changes_of(before, survey) | _fill_parameters(survey, parameters)
    record_in(actor, "survey.created" if before is None else "survey.changed", survey, changes)
    return survey


def _fill_parameters(
    survey: Survey, given: Mapping[str, str] | None, language: str = ""
) -> dict[str, Any]:
    """Store what fills the parameters in one language; return what the trail keeps of it."""
    stored = survey.parameter_values.filter(language=language)
    before = dict(stored.values_list("name", "value"))
    after = fitting_values(
        survey.version_id, given, stored=before, language=language, may_lack=survey.is_draft
    )
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
    changes = changed_values(before, translation, Survey.WORDS) if before else {}
    detail = {"language": translation.language, **changes, **(filled if before else {})}
    record_in(actor, "survey.translated", survey, detail)
    return translation


@transaction.atomic
def remove_survey_translation(*, actor: User | None, translation: SurveyTranslation) -> None:
    """Take the words of a survey in one language away; it is no longer offered in it."""
    detail = {"language": translation.language}
    record_in(actor, "survey.translation_removed", translation.survey, detail)
    _parameters_in(translation).delete()
    translation.delete()


def _parameters_in(translation: SurveyTranslation) -> QuerySet[ParameterValue]:
    return translation.survey.parameter_values.filter(language=translation.language)
