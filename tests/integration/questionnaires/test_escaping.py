"""What people typed is text on a page, and never markup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test.signals import template_rendered

from questionnaires.core.instrument import ContinuumStep, Panel
from questionnaires.rendering import inline_text_html, panel_html, text_html
from tests.builders import compiled, options, question
from tests.integration.questionnaires.rendering import (
    FILLED,
    QUESTIONS,
    TEXTS,
    drawn,
    each_type,
)
from tests.markup import parse

HOSTILE = "</textarea></label>\"'><script>alert(1)</script>&lt;b&gt;&amp; {area}"


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
