"""Translations for tests: made of the texts themselves, so that nobody invents a language."""

from __future__ import annotations

from collections.abc import Callable

from fieldwork.actions import save_survey_translation
from fieldwork.models import Survey, SurveyTranslation
from fieldwork.parameters import parameters_of
from questionnaires.core.definition import Definition
from questionnaires.core.translation import Text, texts_of
from tests.pseudo import LANGUAGES_MADE, pseudo


def pseudo_translation(definition: Definition, mark: str = "‹›") -> dict[str, str]:
    """Return a sound translation of *definition*: each text between the two signs of *mark*."""
    return _each(definition, lambda words: f"{mark[0]}{words}{mark[1]}")


def pseudo_translations(definition: Definition) -> dict[str, dict[str, str]]:
    """Return *definition* in the pseudo-languages of the tests, by language."""
    return {
        language: _each(definition, lambda words, language=language: pseudo(words, language))
        for language in LANGUAGES_MADE
    }


def translate_survey(survey: Survey) -> Survey:
    """Give *survey*, whose questionnaire has been, its own words in the pseudo-languages too."""
    for language in LANGUAGES_MADE:
        words = {name: pseudo(getattr(survey, name), language) for name in Survey.WORDS}
        save_survey_translation(
            actor=None,
            translation=SurveyTranslation(survey=survey, language=language, **words),
            parameters={
                one.name: pseudo(survey.parameters[one.name], language)
                for one in parameters_of(survey.version_id, in_further_language=True)
            },
        )
    return survey


def _each(definition: Definition, translate: Callable[[str], str]) -> dict[str, str]:
    return {
        address: _fitting(text, translate(text.words))
        for address, text in texts_of(definition).items()
    }


def _fitting(text: Text, translated: str) -> str:
    fits = text.max_length is None or len(translated) <= text.max_length
    return translated if fits else text.words
