"""What is wrong with a translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.definition import Definition
from questionnaires.core.translation import (
    check_translations,
    text_problems,
)
from tests.builders import definition_of_questions, question
from tests.strategies import definitions, translations
from tests.text_strategies import ANY_TEXT, ANY_WORDS
from tests.translations import pseudo_translation

SHORT = definition_of_questions(
    question("q", "text", text="Since {since_year}, in {area}?"), title="Title"
)


def problems_with(changes: dict[str, str]) -> list[tuple[str, str]]:
    """Return what is wrong in a sound translation of SHORT after *changes* to some of its words."""
    return list(text_problems(SHORT, pseudo_translation(SHORT) | changes))


@given(definitions(words=ANY_WORDS, texts=ANY_TEXT), st.data())
def test_a_sound_translation_has_no_problem(drawn: Definition, data: st.DataObject) -> None:
    assert list(text_problems(drawn, data.draw(translations(drawn)))) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", ["is not translated"]),
        (" \n", ["is not translated"]),
        ("Ers {since_year}?", ["lacks {area}"]),
        ("Ers {since_year} yn {area} erbyn {closing_date}?", ["has {closing_date}, which is not"]),
        ("Ers {blwyddyn} yn {area}?", ["lacks {since_year}", "has {blwyddyn}, which is not in"]),
        ("Ers {since_year} yn {area}\ue000?", ["has an invisible character"]),
    ],
    ids=["empty", "blank", "lost", "added", "translated", "unfit"],
)
def test_a_text_that_is_not_translated_soundly_is_told(words: str, told: list[str]) -> None:
    found = problems_with({"question q / text": words})
    assert [address for address, _reason in found] == ["question q / text"] * len(told)
    for (_address, reason), beginning in zip(found, told, strict=True):
        assert reason.startswith(beginning)


def test_a_text_that_is_missing_is_told() -> None:
    translation = pseudo_translation(SHORT)
    del translation["question q / text"]
    assert list(text_problems(SHORT, translation)) == [("question q / text", "is missing")]


def test_placeholders_may_stand_in_another_order_and_more_than_once() -> None:
    words = "Yn {area}, {area}, ers {since_year}?"
    assert problems_with({"question q / text": words}) == []


def test_a_translation_that_is_too_long_for_its_place_is_told() -> None:
    assert problems_with({"questionnaire / title": "x" * 200}) == []
    ((_address, reason),) = problems_with({"questionnaire / title": "x" * 201})
    assert reason == "has 201 characters; at most 200 fit"


def test_words_for_a_text_that_does_not_exist_are_told() -> None:
    assert problems_with({"question q / hnt": "Awgrym"}) == [
        ("question q / hnt", "is no text of the questionnaire")
    ]


def test_problems_lead_to_language_and_address() -> None:
    translation = pseudo_translation(SHORT)
    translation["question q / text"] = ""
    (problem,) = check_translations(SHORT, {"cy": translation}, offered=["en-gb", "cy"])
    assert str(problem) == "error: translations.cy.question q / text: is not translated"


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en-gb", "the questionnaire itself is written in en-gb"),
        ("pl", "the pages around the questions do not speak pl, only en-gb, cy: translate"),
    ],
)
def test_a_language_that_cannot_be_offered_is_told(language: str, reason: str) -> None:
    translations = {language: pseudo_translation(SHORT)}
    (problem,) = check_translations(SHORT, translations, offered=["en-gb", "cy"])
    assert problem.path == ("translations", language)
    assert problem.reason.startswith(reason)
