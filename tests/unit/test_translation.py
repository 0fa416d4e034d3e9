"""The texts of a questionnaire: which there are, other words for them, and what is checked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.core.question import Question
from questionnaires.core.routing import RoutePage, walk
from questionnaires.core.translation import (
    texts_of,
    translated,
)
from tests.builders import definition, definition_of_questions, options, page, question, section
from tests.strategies import answers, definitions, translations
from tests.surveys import larc7_definition
from tests.translations import pseudo_translation
from tests.unit.whole_definition import EVERYTHING

# Which texts there are


def test_each_text_has_an_address_made_of_codes() -> None:
    assert list(texts_of(EVERYTHING)) == [
        "questionnaire / title",
        "panel i / title",
        "panel i / body",
        "panel i / step 1 / name",
        "panel i / step 1 / description",
        "panel i / source",
        "section s / title",
        "page p / title",
        "page p / text",
        "question q / text",
        "question q / hint",
        "question q / choice a / label",
        "question q / choice a / specify",
        "question g / text",
        "question g / choice agree / label",
        "question g / choice disagree / label",
        "question g / row top / label",
        "question g / row top / specify",
    ]


@pytest.mark.parametrize(
    ("address", "words", "about", "max_length"),
    [
        ("questionnaire / title", "Test", "", 200),
        ("panel i / body", "Body", "Panel", None),
        ("panel i / step 1 / name", "Low", "Panel", 60),
        ("panel i / step 1 / description", "Little", "Low", None),
        ("page p / title", "Page p", "", 300),
        ("question q / text", "What about q?", "", None),
        ("question q / hint", "A hint", "What about q?", None),
        ("question q / choice a / label", "Answer", "What about q?", None),
        ("question q / choice a / specify", "Which?", "Answer", 200),
    ],
)
def test_a_text_tells_what_it_belongs_to_and_how_long_it_may_be(
    address: str, words: str, about: str, max_length: int | None
) -> None:
    text = texts_of(EVERYTHING)[address]
    assert (text.words, text.about, text.max_length) == (words, about, max_length)


@pytest.mark.parametrize("label", ["0 - 5", "12", "–", "{since_year}", "{since_year} - 9"])
def test_a_text_without_words_is_the_same_in_every_language(label: str) -> None:
    asked = definition_of_questions(question("q", choices=options({"code": "a", "label": label})))
    assert "question q / choice a / label" not in texts_of(asked)


def test_a_text_keeps_its_address_when_its_question_moves() -> None:
    moved = definition(section("other", page("elsewhere", question("q"))))
    here = definition(section("s", page("p", question("q"))))
    kept = texts_of(moved).keys() & texts_of(here).keys()
    assert "question q / text" in kept
    assert "question q / choice yes / label" in kept


# Other words


def test_everything_that_respondents_read_is_put_into_other_words() -> None:
    other = translated(EVERYTHING, "cy", pseudo_translation(EVERYTHING))
    assert other.language == "cy"
    assert {text.words for text in texts_of(other).values()} == {
        f"‹{text.words}›" for text in texts_of(EVERYTHING).values()
    }


def test_names_and_what_stands_in_datasets_stay() -> None:
    other = translated(EVERYTHING, "cy", pseudo_translation(EVERYTHING))
    (here, _grid), (there, _other_grid) = (
        written.sections[0].pages[0].questions for written in (EVERYTHING, other)
    )
    assert there.recodes == here.recodes
    assert there.choices[1] == here.choices[1]
    assert there.choices[0].code == "a"
    assert other.sections[0].pages[0].panels == ("i",)


def test_the_same_words_give_the_same_definition() -> None:
    same = {address: text.words for address, text in texts_of(larc7_definition()).items()}
    assert translated(larc7_definition(), "en-gb", same) == larc7_definition()


def test_a_text_that_an_older_translation_lacks_stays_as_written() -> None:
    translation = pseudo_translation(EVERYTHING)
    del translation["page p / text"]
    other = translated(EVERYTHING, "cy", translation)
    assert other.sections[0].pages[0].text == "Before the questions of {area} since {since_year}"
    assert other.sections[0].pages[0].title == "‹Page p›"


@st.composite
def two_languages(draw: st.DrawFn) -> tuple[Definition, Definition]:
    """Draw a definition and the same one in other words."""
    drawn = draw(definitions())
    return drawn, translated(drawn, "cy", draw(translations(drawn)))


@given(two_languages(), st.data())
def test_any_answers_lead_along_the_same_route_in_each_language(
    both: tuple[Definition, Definition], data: st.DataObject
) -> None:
    authored, other = map(compile_instrument, both)
    given_answers = data.draw(answers(authored))
    assert list(map(without_words, walk(authored, given_answers))) == list(
        map(without_words, walk(other, given_answers))
    )


@given(two_languages())
def test_columns_and_accepted_answers_are_the_same_in_each_language(
    both: tuple[Definition, Definition],
) -> None:
    authored, other = map(compile_instrument, both)
    assert [(one.name, one.measure, one.release) for one in authored.variables()] == [
        (one.name, one.measure, one.release) for one in other.variables()
    ]
    assert list(map(bones, authored.questions.values())) == list(
        map(bones, other.questions.values())
    )


def without_words(route_page: RoutePage) -> tuple[str, str, list[Any]]:
    return (
        route_page.section.code,
        route_page.page.code,
        [bones(asked) for asked in route_page.questions],
    )


def bones(asked: Question) -> tuple[Any, ...]:
    """All of a question but its words."""
    return (
        asked.code,
        asked.type,
        asked.required,
        asked.variable,
        asked.release,
        asked.limits,
        asked.shown_when,
        asked.recodes,
        [(choice.code, choice.value, choice.exclusive) for choice in asked.choices],
        [(row.code, bool(row.specify)) for row in asked.rows],
        [bool(choice.specify) for choice in asked.choices],
    )
