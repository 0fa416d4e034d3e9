"""What the checker says of texts: markup that will be seen, labels that nobody can tell apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.raw_markup import raw_markup
from questionnaires.core.texts import Markup
from questionnaires.core.translation import check_translations
from tests.builders import (
    definition,
    definition_of_questions,
    options,
    page,
    question,
    section,
)
from tests.unit.text_findings import FIRST, found

# Markup that will be seen


SHOWN_RAW = {
    "<b>": "Your <b>last</b> visit",
    "<br/>": "One<br/>two",
    "<br>": "One<br>two",
    "</P>": "One</P>",
    '<a href="https://a.example">': 'See <a href="https://a.example">this</a>',
    "<!--": "One <!-- two -->",
    "[here](https://a.example)": "See [here](https://a.example).",
    "![logo](logo.png)": "![logo](logo.png)",
    "<https://a.example>": "See <https://a.example>",
    "<mailto:a@a.example>": "Ask <mailto:a@a.example>",
    "# A": "# About you",
    "### a": "One\n\n### about you",
    "---": "One\n\n---\n\ntwo",
    "===": "One\n===",
    "`code`": "The `code` of it",
    "```": "```\ncode\n```",
    "~~not~~": "It is ~~not~~ good",
    "| a | b |": "| a | b |\n|---|---|\n| 1 | 2 |",
    "&nbsp;": "10&nbsp;km",
    "&amp;": "Children &amp; families",
    "&#160;": "10&#160;km",
    "&#xA0;": "10&#xA0;km",
    "**": "This is **bold **text",
}


@pytest.mark.parametrize(("shown", "text"), SHOWN_RAW.items(), ids=SHOWN_RAW)
def test_markup_that_does_not_work_is_told_in_every_kind_of_text(shown: str, text: str) -> None:
    for markup in Markup:
        told = [raw.reason for raw in raw_markup(text, markup)]
        assert any(one.startswith(f"{shown} will be shown as it is typed: ") for one in told), told


FINE = [
    "**Bold** and *emphasis*, **both *of* them**",
    "Under < 5 years, over > 18 years, a<b and b>c",
    "AT&T, Q&A; R&D;",
    "5 * 3 * 2, 2_000 and snake_case_name",
    "[a] (b), (a)[b], {area}",
    "Level #1, #2 and C#",
    "# of cases",
    "£5 -- or more … – —",
    "\\*A star",
    "“Quotes”, 'quotes' and a backtick: `",
    "<5 years, <your team>, <-->",
    "~10 to ~20",
    "1. Never",
    "> 5 years",
    "- none -",
    "A|B",
    "https://a.example/?a=1&b=2",
]


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_markup_is_not_told(text: str) -> None:
    assert list(raw_markup(text, Markup.INLINE)) == []


BLOCKS = ["One\n\n- two\n- three", "One\n\n1. two\n2. three", "One\n\n> two"]


@pytest.mark.parametrize("text", BLOCKS)
def test_lists_and_quotations_work_in_some_texts_only(text: str) -> None:
    assert list(raw_markup(text, Markup.BLOCK)) == []
    for markup in (Markup.INLINE, Markup.NONE):
        (told,) = raw_markup(text, markup)
        assert "lists and quotations work only in the text of a page and" in told.reason


@pytest.mark.parametrize(
    ("text", "shown"), [("A **new** one", "**"), ("A *new* one", "*"), ("_A_ new one", "_")]
)
def test_bold_and_emphasis_do_not_work_in_plain_texts(text: str, shown: str) -> None:
    assert list(raw_markup(text, Markup.INLINE)) == list(raw_markup(text, Markup.BLOCK)) == []
    assert [raw.reason for raw in raw_markup(text, Markup.NONE)] == [
        f"{shown} will be shown as it is typed: this text is plain, without bold and emphasis"
    ]


def test_a_backslash_is_seen_in_plain_texts() -> None:
    assert [raw.reason for raw in raw_markup("\\*A star", Markup.NONE)] == [
        "\\* will be shown as it is typed: this text is plain: a star needs no backslash"
    ]


def test_a_long_piece_of_markup_is_cut_in_what_is_told() -> None:
    (told,) = raw_markup(f"[{'x' * 100}](https://a.example)", Markup.INLINE)
    assert told.reason.startswith(f"[{'x' * 38}… will be shown as it is typed")


@given(st.text(st.sampled_from("<>[]()&;#`~|*_-=\n ab1"), max_size=60))
def test_any_text_is_looked_through(text: str) -> None:
    for markup in Markup:
        assert all(raw.typed in text for raw in raw_markup(text, markup))


def test_each_text_is_looked_through_with_what_works_in_it() -> None:
    bold = "**B**"
    checked = definition(
        section(
            "a",
            page(
                "p",
                question(
                    "q",
                    text=bold,
                    hint=bold,
                    choices=[{"code": "c", "label": bold, "specify": bold}, *options("d")],
                ),
                title=bold,
                text=bold,
                panels=["i"],
            ),
            title=bold,
        ),
        title=bold,
        panels=[
            {
                "code": "i",
                "title": bold,
                "body": bold,
                "source": bold,
                "continuum": [{"name": bold, "description": bold}],
            }
        ],
    )
    plain = "** will be shown as it is typed: this text is plain, without bold and emphasis"
    assert sorted(found(checked)) == sorted(
        f"warning: {place}: {plain}"
        for place in (
            "title",
            "panels.0.title",
            "panels.0.source",
            "panels.0.continuum.0.name",
            "panels.0.continuum.0.description",
            "sections.0.title",
            "sections.0.pages.0.title",
            f"{FIRST}.choices.0.specify",
        )
    )


def test_a_retired_choice_is_shown_to_nobody() -> None:
    retired = {"code": "old", "label": "<b>Yes</b>", "retired": True}
    assert found(definition_of_questions(question("q", choices=[*options("yes"), retired]))) == []


def test_a_translation_is_looked_through_as_well() -> None:
    checked = definition_of_questions(question("q", hint="**One**"), title="Test")
    words = {
        "questionnaire / title": "**Prawf**",
        "section only / title": "A",
        "page only / title": "B",
        "question q / text": "C &amp; D",
        "question q / hint": "**Un**",
        "question q / choice yes / label": "Ie",
        "question q / choice no / label": "Na",
    }
    told = check_translations(checked, {"cy": words}, offered=["en-gb", "cy"])
    assert [str(problem) for problem in told] == [
        "warning: translations.cy.questionnaire / title: ** will be shown as it is typed: this "
        "text is plain, without bold and emphasis",
        "warning: translations.cy.question q / text: &amp; will be shown as it is typed: write the "
        "character itself",
    ]


# Texts that nobody sees


@pytest.mark.parametrize("text", ["\u200b", "\u00a0\u2060", "\ufeff", "\u3164", "\u00ad\u200d"])
def test_a_text_of_characters_that_nobody_sees_is_empty(text: str) -> None:
    label = definition_of_questions(question("q", choices=[{"code": "a", "label": text}]))
    assert found(label) == [
        f"error: {FIRST}.choices.0.label: label is empty: nobody would see anything of it"
    ]
    hint = definition_of_questions(question("q", hint=text))
    assert found(hint) == [f"warning: {FIRST}.hint: hint is empty: nobody would see anything of it"]


@pytest.mark.parametrize("text", ["👩\u200d👧", "می\u200cخواهم", "10\u00a0%", "{area}", "0", "…"])
def test_a_text_with_something_to_see_is_not(text: str) -> None:
    assert found(definition_of_questions(question("q", hint=text))) == []
