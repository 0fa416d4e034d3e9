"""Questions as HTML: complete, escaped, tied together by their ids, and compiled only once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test.signals import template_rendered

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.instrument import ContinuumStep, Panel
from questionnaires.core.question import Question
from questionnaires.forms import PageForm
from questionnaires.rendering import inline_text_html, panel_html, question_html, text_html
from tests.builders import Fields, compiled, options, question
from tests.markup import Element, parse

OTHER = {"code": "other", "label": "Other", "specify": "Please specify"}
NONE = {"code": "none", "label": "None", "exclusive": True}

QUESTIONS = {
    "single": question("asked", choices=options("yes", OTHER), hint="Tick one."),
    "multiple": question(
        "asked", "multiple", choices=options("yes", NONE, OTHER), hint="Tick all."
    ),
    "grid": question("asked", "grid", rows=options("upper", OTHER), hint="One a row."),
    "text": question("asked", "text", hint="A few words."),
    "long_text": question("asked", "long_text", hint="As you like.", max_length=300),
    "number": question("asked", "number", hint="In figures.", maximum=9),
    "date": question("asked", "date", hint="Such as 27 3 2016."),
}
FILLED: dict[str, tuple[Any, dict[str, list[str]]]] = {
    "single": (
        {"choice": "other", "specify": {"other": "Tea"}},
        {"asked": ["other"], "asked-other--specify": ["Tea"]},
    ),
    "multiple": (
        {"choices": ["yes", "other"], "specify": {"other": "Tea"}},
        {"asked": ["yes", "other"], "asked-other--specify": ["Tea"]},
    ),
    "grid": (
        {"rows": {"upper": "disagree"}, "specify": {"other": "Tea"}},
        {"asked-upper": ["disagree"], "asked-other--specify": ["Tea"]},
    ),
    "text": ("Words", {"asked": ["Words"]}),
    "long_text": ("\nTwo\n\nlines\n", {"asked": ["\r\nTwo\r\n\r\nlines\r\n"]}),
    "number": (2.5, {"asked": ["2.5"]}),
    "date": ("2016-03-27", {"asked-day": ["27"], "asked-month": ["3"], "asked-year": ["2016"]}),
}
"""A stored value of each type, and what a browser sends when its form is left as it is."""

BLANK = {
    "single": {"asked-other--specify": [""]},
    "multiple": {"asked-other--specify": [""]},
    "grid": {"asked-other--specify": [""]},
    "date": {"asked-day": [""], "asked-month": [""], "asked-year": [""]},
}

DAY = "Enter the day as a number from 1 to 31, such as 27"
MONTH = "Enter the month as a number or a name, such as 3 or March"
YEAR = "Enter all four figures of the year, such as 2016"

HOSTILE = "</textarea></label>\"'><script>alert(1)</script>&lt;b&gt;&amp; {area}"
TEXTS = {"area": "<i>North & South</i>", "since_year": "2014", "contact": "\"'><script>"}

each_type = pytest.mark.parametrize("type_name", ANSWER_TYPES)


def drawn(asked: Question, value: Any = None, error: str = "") -> Element:
    return parse(question_html(asked, value=value, error=error, texts=TEXTS))


def controls(page: Element) -> list[Element]:
    return [element for element in page.elements() if element.tag in ("input", "textarea")]


def named(page: Element) -> tuple[Element, Element]:
    """Return what names the question and what it names: legend and group, or label and box."""
    groups = page.all("fieldset")
    if groups:
        return groups[0].all("legend")[0], groups[0]
    return page.one("label", **{"for": "id_asked"}), page.one(id="id_asked")


def described(page: Element, element: Element) -> str:
    """What a screen reader reads out after the name of *element*."""
    return " ".join(page.one(id=name).text for name in element.get("aria-describedby").split())


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


# Escaping


@pytest.mark.parametrize(
    ("type_name", "value", "name"),
    [
        ("single", {"choice": "other", "specify": {"other": HOSTILE}}, "asked-other--specify"),
        ("multiple", {"choices": [HOSTILE], "specify": {"other": HOSTILE}}, "asked-other--specify"),
        ("grid", {"rows": {}, "specify": {"other": HOSTILE}}, "asked-other--specify"),
        ("text", HOSTILE, "asked"),
        ("long_text", HOSTILE, "asked"),
        ("number", HOSTILE, "asked"),
        ("date", {"day": HOSTILE}, "asked-day"),
    ],
)
def test_a_hostile_answer_is_only_text(type_name: str, value: Any, name: str) -> None:
    page = drawn(compiled(QUESTIONS[type_name]), value)
    assert not page.all("script")
    assert page.fields()[name] == [HOSTILE]


@each_type
def test_a_hostile_questionnaire_is_only_text(type_name: str) -> None:
    label = HOSTILE.replace("{area}", "")
    hostile = {"code": "other", "label": label, "specify": label}
    parts: dict[str, Any] = {"text": label, "hint": label}
    if "choices" in QUESTIONS[type_name] or type_name in ("single", "multiple", "grid"):
        parts["choices"] = options({"code": "other", "label": label})
    if type_name == "grid":
        parts["rows"] = options(hostile)
    page = drawn(compiled({**question("asked", type_name), **parts}))
    assert not page.all("script")
    assert label.strip() in page.raw_text


def test_a_hostile_panel_is_only_text() -> None:
    panel = Panel("code", HOSTILE, HOSTILE, (ContinuumStep(HOSTILE, HOSTILE),), HOSTILE)
    page = parse(panel_html(panel, texts=TEXTS))
    assert not page.all("script")
    assert page.raw_text.count("alert(1)") >= 5


def test_placeholders_are_filled_and_what_fills_them_is_escaped() -> None:
    written = question(
        "asked",
        text="In **{area}** since {since_year}?",
        hint="Ask {contact}.",
        choices=options({"code": "one", "label": "{area}", "specify": "Where in {area}?"}),
    )
    page = drawn(compiled(written))
    assert page.one("legend").text == "In <i>North & South</i> since 2014?"
    assert page.one("legend").one("strong").text == "<i>North & South</i>"
    assert page.one(id="id_asked_helptext").text == "Ask \"'><script>."
    assert [label.text for label in page.all("label")] == [
        "<i>North & South</i>",
        "Where in <i>North & South</i>?",
    ]
    for rendered in (text_html("In {area}", texts=TEXTS), inline_text_html("{area}", texts=TEXTS)):
        assert "<i>North & South</i>" in parse(rendered).text


def test_an_answer_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    page = drawn(compiled(QUESTIONS["text"]), "{area}")
    assert page.fields() == {"asked": ["{area}"]}


# Compiled once


@contextmanager
def templates() -> Iterator[list[str]]:
    """Collect the names of the templates that run in the block."""
    names: list[str] = []

    def note(template: Any, **_: Any) -> None:
        names.append(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


@each_type
def test_a_question_runs_its_template_once(type_name: str) -> None:
    asked = compiled(QUESTIONS[type_name])
    with templates() as first:
        drawn(asked)
    assert f"questionnaires/questions/{type_name}.html" in first
    with templates() as later:
        drawn(asked, FILLED[type_name][0], "Error")
    assert later == []


def test_a_panel_runs_its_template_once() -> None:
    panel = Panel("code", "Title", "Body for {area}", (ContinuumStep("Name", "Words"),))
    first = panel_html(panel, texts=TEXTS)
    with templates() as later:
        assert panel_html(panel, texts=TEXTS | {"area": "South"}) != first
    assert later == []
