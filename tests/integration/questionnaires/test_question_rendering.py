"""Questions as HTML: complete, escaped, tied together by their ids, and compiled only once."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.template import Context, Template

from questionnaires.core.question import Question
from questionnaires.forms import PageForm
from questionnaires.rendering import question_html
from tests.builders import compiled, question
from tests.integration.questionnaires.rendering import (
    FILLED,
    QUESTIONS,
    TEXTS,
    described,
    drawn,
    each_type,
    named,
)
from tests.markup import Element, parse

BLANK = {
    "single": {"asked-other--specify": [""]},
    "multiple": {"asked-other--specify": [""]},
    "grid": {"asked-other--specify": [""]},
    "date": {"asked-day": [""], "asked-month": [""], "asked-year": [""]},
}


DAY = "Enter the day as a number from 1 to 31, such as 27"


MONTH = "Enter the month as a number or a name, such as 3 or March"


YEAR = "Enter all four figures of the year, such as 2016"


def controls(page: Element) -> list[Element]:
    return [element for element in page.elements() if element.tag in ("input", "textarea")]


# Each type: blank, filled, with an error


@each_type
def test_a_blank_question_sends_nothing(type_name: str) -> None:
    page = drawn(compiled(QUESTIONS[type_name]))
    assert page.fields() == BLANK.get(type_name, {"asked": [""]})


@each_type
def test_an_answer_is_shown_as_it_was_given(type_name: str) -> None:
    stored, sent = FILLED[type_name]
    assert drawn(compiled(QUESTIONS[type_name]), stored).fields() == sent


@each_type
def test_question_and_hint_are_tied_to_the_controls(type_name: str) -> None:
    written = QUESTIONS[type_name]
    page = drawn(compiled(written))
    name, group = named(page)
    assert name.text == "What about asked?"
    assert described(page, group).startswith(written["hint"])


@each_type
def test_every_control_has_a_label_and_an_id_of_its_own(type_name: str) -> None:
    page = drawn(compiled(QUESTIONS[type_name]))
    ids = [element["id"] for element in page.elements() if "id" in element]
    assert len(ids) == len(set(ids))
    for control in controls(page):
        assert page.one("label", **{"for": control["id"]}).text


@each_type
def test_no_browser_offers_one_person_s_words_to_the_next(type_name: str) -> None:
    for box in drawn(compiled(QUESTIONS[type_name])).all("input", type="text"):
        assert box["autocomplete"] == "off"


@each_type
def test_an_error_is_said_where_it_belongs(type_name: str) -> None:
    asked = compiled(QUESTIONS[type_name])
    page = drawn(asked, error="That <cannot> be.")
    message = page.one(id="id_asked_error")
    assert message.text == "Error: That <cannot> be."
    group = page.one(class_="larc-question")
    assert "govuk-form-group--error" in group.classes
    _name, described_group = named(page)
    assert message.text in described(page, described_group)
    assert "error" not in question_html(asked, value=None, error="", texts=TEXTS)


@pytest.mark.parametrize("type_name", ["text", "long_text", "number", "date"])
def test_boxes_are_marked_as_invalid_only_with_an_error(type_name: str) -> None:
    asked = compiled(QUESTIONS[type_name])
    for error in ("", "No."):
        marks = {control.get("aria-invalid") for control in controls(drawn(asked, error=error))}
        assert marks == {"true" if error else ""}


@pytest.mark.parametrize("type_name", ["single", "multiple", "grid"])
def test_an_error_in_the_box_beside_an_option_marks_that_box_alone(type_name: str) -> None:
    ticked = "asked-upper=agree" if type_name == "grid" else "asked=other"
    page = form_page(compiled(QUESTIONS[type_name]), f"{ticked}&asked-other--specify={'x' * 251}")
    (marked,) = [control for control in controls(page) if "aria-invalid" in control]
    assert marked["id"] == "id_asked-other--specify"
    assert "govuk-input--error" in marked.classes
    assert "Shorten the text to 250 characters" in described(page, marked)
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{marked['id']}"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (("99", "3", "2016"), {"day": DAY}),
        (("27", "Marsh", "2016"), {"month": MONTH}),
        (("27", "3", "16"), {"year": YEAR}),
        (("27", "", "2016"), {"month": "Enter the month"}),
        (("99", "Marsh", ""), {"day": DAY, "month": MONTH, "year": "Enter the year"}),
        (("30", "Feb", "2016"), {"day": "There is no 30 February 2016: that month has 29 days"}),
    ],
)
def test_each_wrong_part_of_a_date_has_its_own_error_mark_and_link(
    typed: tuple[str, str, str], wrong: dict[str, str]
) -> None:
    asked = compiled(QUESTIONS["date"])
    parts = zip(("day", "month", "year"), typed, strict=True)
    page = form_page(asked, "&".join(f"asked-{part}={text}" for part, text in parts))
    links = page.one(class_="govuk-error-summary").all("a")
    assert [(link["href"], link.text) for link in links] == [
        (f"#id_asked-{part}", sentence) for part, sentence in wrong.items()
    ]
    for box in page.all("input"):
        is_wrong = box["name"].removeprefix("asked-") in wrong
        assert ("govuk-input--error" in box.classes) is is_wrong
        assert box.get("aria-invalid") == ("true" if is_wrong else "")
        if is_wrong:
            assert wrong[box["name"].removeprefix("asked-")] in described(page, box)
    assert page.fields() == {
        f"asked-{part}": [text] for part, text in zip(("day", "month", "year"), typed, strict=True)
    }


def test_a_missing_date_marks_every_part() -> None:
    page = form_page(compiled(REQUIRED["date"]), "")
    assert [box.get("aria-invalid") for box in page.all("input")] == ["true"] * 3


def test_the_month_is_typed_with_letters_or_figures_the_rest_with_figures() -> None:
    boxes = drawn(compiled(QUESTIONS["date"])).all("input")
    assert [box.get("inputmode") for box in boxes] == ["numeric", "", "numeric"]
    assert "larc-month" in boxes[1].classes


@pytest.mark.parametrize(
    ("fields", "keypad"),
    [({}, "numeric"), ({"decimals": 1}, "decimal"), ({"minimum": -5, "decimals": 1}, "text")],
)
def test_a_phone_shows_the_keys_that_a_number_needs(fields: dict[str, Any], keypad: str) -> None:
    box = drawn(compiled(question("asked", "number", **fields))).one("input")
    assert (box["type"], box["inputmode"]) == ("text", keypad)


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({"max_length": 100}, "2"),
        ({"max_length": 500}, "3"),
        ({"max_length": 1000}, "5"),
        ({}, "6"),
    ],
)
def test_a_box_is_as_high_as_what_may_be_written_into_it(fields: dict[str, int], rows: str) -> None:
    box = drawn(compiled(question("asked", "long_text", **fields))).one("textarea")
    assert box["rows"] == rows


# Ids


def form_page(asked: Question, query: str) -> Element:
    form = PageForm((asked,), answers={}, texts=TEXTS, data=QueryDict(query))
    assert not form.is_valid()
    template = Template(
        "{% load crispy_forms_tags %}{% include 'larc/error_summary.html' %}{% crispy form %}"
    )
    return parse(template.render(Context({"form": form})))


REQUIRED = {name: {**written, "required": True} for name, written in QUESTIONS.items()}


@pytest.mark.parametrize(
    ("written", "query", "first"),
    [
        *((REQUIRED[name], "", "asked") for name in ("single", "multiple")),
        *((REQUIRED[name], "", "asked") for name in ("text", "long_text", "number")),
        (REQUIRED["date"], "", "asked-day"),
        (REQUIRED["grid"], "", "asked-upper"),
        (QUESTIONS["single"], "asked=junk", "asked"),
        (
            QUESTIONS["single"],
            f"asked=other&asked-other--specify={'x' * 251}",
            "asked-other--specify",
        ),
        (QUESTIONS["multiple"], "asked=none&asked=yes", "asked"),
        (QUESTIONS["grid"], "asked-other=junk", "asked-other"),
        (QUESTIONS["grid"], f"asked-other--specify={'x' * 251}", "asked-other--specify"),
        (QUESTIONS["long_text"], f"asked={'x' * 301}", "asked"),
        (QUESTIONS["number"], "asked=10", "asked"),
        (QUESTIONS["date"], "asked-day=1&asked-month=1&asked-year=1066", "asked-year"),
    ],
)
def test_the_summary_leads_to_the_control_that_is_to_be_mended(
    written: dict[str, Any], query: str, first: str
) -> None:
    page = form_page(compiled(written), query)
    (link,) = page.one(class_="govuk-error-summary").all("a")
    target = page.one(id=link["href"].removeprefix("#"))
    assert target["name"] == first
    assert f"Error: {link.text}" == page.one(id="id_asked_error").text
