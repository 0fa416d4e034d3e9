"""The texts of a questionnaire: which there are, other words for them, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition, Part
from questionnaires.core.field_types import Translatable, Untranslated
from questionnaires.core.question import Question
from questionnaires.core.routing import RoutePage, walk
from questionnaires.core.translation import (
    check_translations,
    text_problems,
    texts_of,
    translated,
)
from tests.builders import definition, definition_of_questions, options, page, question, section
from tests.strategies import ANY_TEXT, ANY_WORDS, answers, definitions, translations
from tests.surveys import larc7_definition
from tests.translations import pseudo_translation

EVERYTHING = definition(
    section(
        "s",
        page(
            "p",
            question(
                "q",
                "multiple",
                hint="A hint",
                release="recode",
                choices=[
                    {"code": "a", "label": "Answer", "value": 1, "specify": "Which?"},
                    {"code": "b", "label": "Gone", "value": 2, "retired": True},
                ],
                recodes=[
                    {
                        "code": "r",
                        "label": "Recoded",
                        "groups": [
                            {"code": "g", "label": "First group", "choices": ["a"]},
                            {"code": "h", "label": "Second group", "choices": ["b"]},
                        ],
                    }
                ],
            ),
            question("g", "grid", rows=[{"code": "top", "label": "Upper", "specify": "What?"}]),
            text="Before the questions of {area}",
            panels=["i"],
        ),
    ),
    panels=[
        {
            "code": "i",
            "title": "Panel",
            "body": "Body",
            "continuum": [{"name": "Low", "description": "Little"}],
            "source": "Somebody",
        }
    ],
    start_panels=["i"],
)
"""Every field that holds a text, with words in each."""


# The schema


def parts(root: type[Part]) -> set[type[Part]]:
    """Every class of part that a definition is made of."""
    found: set[type[Part]] = set()
    left = [root]
    while left:
        part = left.pop()
        found.add(part)
        for field in part.model_fields.values():
            inner = [kind for kind, _marks in leaves(field.annotation)]
            left += [kind for kind in inner if issubclass(kind, Part) and kind not in found]
    return found


def leaves(annotation: Any, marks: tuple[Any, ...] = ()) -> Iterator[tuple[type, tuple[Any, ...]]]:
    """Yield the classes that *annotation* is made of, each with what it is annotated with."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from leaves(inner, (*marks, *more))
    elif get_origin(annotation) in (tuple, Union, UnionType):
        for argument in get_args(annotation):
            yield from leaves(argument, marks)
    elif isinstance(annotation, type):
        yield annotation, marks


def unmarked(part: type[Part]) -> list[str]:
    """Name the texts of *part* of which the schema does not say whether they are translated."""
    return [
        f"{part.__name__}.{name}"
        for name, field in part.model_fields.items()
        for kind, marks in leaves(field.annotation, tuple(field.metadata))
        if kind is str and not any(isinstance(mark, Translatable | Untranslated) for mark in marks)
    ]


def test_the_schema_says_of_each_text_whether_it_is_translated() -> None:
    assert [name for part in parts(Definition) for name in unmarked(part)] == []


def test_a_text_of_which_nothing_is_said_would_be_found() -> None:
    class WithNote(Definition):
        note: str = ""
        notes: tuple[str, ...] = ()

    assert unmarked(WithNote) == ["WithNote.note", "WithNote.notes"]


def test_every_field_that_is_marked_is_reached() -> None:
    """A list of parts that the walk does not know would leave its texts as they are."""
    marked = {
        mark.what
        for part in parts(Definition)
        for field in part.model_fields.values()
        for mark in field.metadata
        if isinstance(mark, Translatable)
    }
    assert {text.what for text in texts_of(EVERYTHING).values()} == marked


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
    assert other.sections[0].pages[0].text == "Before the questions of {area}"
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


# Checks

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
