"""Options, scales and grids as they are rendered."""

from __future__ import annotations

import pytest

from questionnaires.core.answer_types import ANSWER_TYPES
from tests.builders import Fields, compiled, options, question
from tests.integration.questionnaires.rendering import (
    NONE,
    OTHER,
    QUESTIONS,
    described,
    drawn,
    each_type,
    named,
)

# Options and scales


UNSURE = {"code": "unsure", "label": "Unsure", "off_scale": True}


NO_ANSWER = {"code": "no_answer", "label": "I would rather not say", "exclusive": True}


def order(asked: Fields) -> list[str]:
    """The options of a question as they are drawn, "or" and the line before "Unsure" included."""
    page = drawn(compiled(asked))
    met: list[str] = []
    for element in page.elements():
        met += ["|"] if "larc-off-scale" in element.classes else []
        met += ["or"] if element.text == "or" else []
        met += [element["value"]] if element.get("type") in ("radio", "checkbox") else []
    return met


@pytest.mark.parametrize(
    ("choices", "drawn_as"),
    [
        (("yes", NONE, OTHER), ["yes", "none", "other"]),
        (("yes", OTHER, NONE), ["yes", "other", "or", "none"]),
        ((NONE, "yes"), ["none", "yes"]),
        ((NONE, "yes", NO_ANSWER), ["none", "yes", "or", "no_answer"]),
        (("yes", NONE, NO_ANSWER), ["yes", "or", "none", "no_answer"]),
        ((NONE, NO_ANSWER), ["none", "no_answer"]),
    ],
)
def test_options_stand_in_their_order_and_or_only_before_the_last_that_exclude_others(
    choices: tuple[str | Fields, ...], drawn_as: list[str]
) -> None:
    assert order(question("asked", "multiple", choices=options(*choices))) == drawn_as


def test_options_that_exclude_the_others_are_marked_for_the_script() -> None:
    boxes = drawn(compiled(QUESTIONS["multiple"])).all("input", type="checkbox")
    assert [box["value"] for box in boxes if "data-exclusive" in box] == ["none"]


def test_what_is_off_the_scale_is_set_apart_once() -> None:
    other = {**OTHER, "off_scale": True}
    choices = options("low", "high", UNSURE, other)
    assert order(question("asked", choices=choices)) == ["low", "high", "|", "unsure", "other"]
    assert "|" not in order(question("asked", choices=options("low", "high")))


def test_what_is_off_the_scale_is_set_apart_in_the_heading_and_each_row_of_a_grid() -> None:
    page = drawn(compiled(question("asked", "grid", choices=options("low", "high", UNSURE))))
    apart = page.all(class_="larc-off-scale")
    assert [element.text for element in apart] == ["Unsure"] * 3
    assert "larc-grid__heading" in apart[0].classes
    assert {"larc-grid__option" in element.classes for element in apart[1:]} == {True}


# Taking an answer back, and what must be answered


MUST = "You need to answer this question to go on"


def test_a_radio_answer_can_be_cleared_where_it_may_be_left_blank() -> None:
    page = drawn(compiled(QUESTIONS["single"]))
    button = page.one("button")
    assert (button["name"], button["value"], button["type"]) == ("_clear", "asked", "submit")
    assert button.text == "Clear my answer: What about asked?"
    assert page.one(id=button["formaction"].removeprefix("#"))["name"] == "asked"
    assert not drawn(compiled({**QUESTIONS["single"], "required": True})).all("button")


def test_each_row_of_a_grid_can_be_cleared_below_it() -> None:
    page = drawn(compiled(QUESTIONS["grid"]))
    assert not page.one(class_="larc-grid").all("button")
    buttons = page.one("details").all("button", name="_clear")
    assert [button.text for button in buttons] == ["Clear: Upper", "Clear: Other"]
    for button in buttons:
        assert page.one(id=button["formaction"].removeprefix("#"))["name"] == button["value"]


@pytest.mark.parametrize("type_name", sorted(set(ANSWER_TYPES) - {"single", "grid"}))
def test_what_can_be_unticked_or_deleted_has_no_such_button(type_name: str) -> None:
    assert not drawn(compiled(QUESTIONS[type_name])).all("button")


@each_type
def test_only_what_must_be_answered_says_so_and_in_words(type_name: str) -> None:
    written = QUESTIONS[type_name]
    name, _group = named(drawn(compiled({**written, "required": True})))
    assert name.text == f"What about asked? {MUST}"
    assert MUST not in drawn(compiled(written)).text


# Grids


def test_a_grid_is_rows_of_radio_buttons_and_no_table() -> None:
    page = drawn(compiled(QUESTIONS["grid"]))
    assert not page.all("table")
    rows = page.all("fieldset", class_="larc-grid__row")
    assert [row.one("legend").text for row in rows] == ["Upper", "Other"]
    for row in rows:
        assert [label.text for label in row.all("label", class_="larc-grid__label")] == [
            "Agree",
            "Disagree",
        ]
        assert len({radio["name"] for radio in row.all("input", type="radio")}) == 1
    assert page.one(class_="larc-grid__head")["aria-hidden"] == "true"


def test_a_long_text_says_how_long_it_may_be() -> None:
    page = drawn(compiled(question("asked", "long_text", max_length=12_000)))
    message = page.one(id="id_asked--count")
    assert message.text == "You can write up to 12,000 characters"
    assert described(page, page.one("textarea")) == message.text
    assert page.one("textarea")["data-maxlength"] == "12000"
