"""Texts of a questionnaire: markup, placeholders, plain reading."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.texts import (
    PLACEHOLDERS,
    block_html,
    fill,
    inline_html,
    plain,
    unknown_placeholders,
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("How **confident** are you?", "How <strong>confident</strong> are you?"),
        ("an *especially* hard case", "an <em>especially</em> hard case"),
        ("  outer blanks ", "outer blanks"),
        (r"5 \* 5 and \*\*stars\*\*", "5 * 5 and **stars**"),
        ("“typeset” – as is", "“typeset” – as is"),
        ("1. first", "1. first"),
    ],
)
def test_a_line_may_have_bold_and_emphasis(text: str, html: str) -> None:
    assert inline_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("<script>alert('x')</script>", "&lt;script&gt;alert('x')&lt;/script&gt;"),
        ('a "quote" & more', "a &quot;quote&quot; &amp; more"),
        ("&lt;", "&amp;lt;"),
        ("[text](javascript:x)", "[text](javascript:x)"),
        ("![x](y.png) `code` <https://example.org>", None),
    ],
)
def test_html_and_links_in_a_text_show_as_typed(text: str, html: str | None) -> None:
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert inline_html(text) == (html or escaped)
    assert block_html(text) == f"<p>{html or escaped}</p>\n"


def test_a_block_may_have_paragraphs_lists_and_quotes() -> None:
    html = block_html("One **bold**\n\n- first\n- second\n\n> quoted\n")
    assert html == (
        "<p>One <strong>bold</strong></p>\n"
        "<ul>\n<li>first</li>\n<li>second</li>\n</ul>\n"
        "<blockquote>\n<p>quoted</p>\n</blockquote>\n"
    )


@given(st.text() | st.text("<>*_/b &\n\\"))
def test_no_text_can_bring_markup_of_its_own(text: str) -> None:
    rest = re.sub("</?strong>|</?em>|<br>", "", inline_html(text))
    assert "<" not in rest
    assert ">" not in rest


def test_placeholders_survive_rendering_untouched() -> None:
    text = "Until {closing_date} in {area}, *since* {since_year}: {recent_period}, {contact}"
    rendered = inline_html(text)
    assert rendered == text.replace("*since*", "<em>since</em>")
    assert block_html(text) == f"<p>{rendered}</p>\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How **confident** are *you*?", "How confident are you?"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one two"),
        ("one\\\ntwo", "one two"),
        ("First paragraph.\n\nSecond.", "First paragraph. Second."),
        ("  outer \t blanks ", "outer blanks"),
        ("<b>Not bold</b> & plain", "<b>Not bold</b> & plain"),
        (r"5 \* 5", "5 * 5"),
        ("In {area}", "In {area}"),
        ("", ""),
    ],
)
def test_plain_has_the_words_without_their_markup_on_one_line(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize("label", ["> 5 years", "1. Never", "- none", "+ others", "2) Seldom"])
def test_plain_takes_nothing_away_from_a_label_that_looks_like_a_list_or_a_quote(
    label: str,
) -> None:
    assert plain(label) == label


@given(st.text())
def test_plain_is_one_tidy_line(text: str) -> None:
    assert plain(text) == " ".join(plain(text).split())


def test_placeholders_are_filled_from_the_values_given() -> None:
    text = "{area} until {closing_date}, {area}"
    values = {"area": "Hampshire", "closing_date": "1 May"}
    assert fill(text, values) == "Hampshire until 1 May, Hampshire"


def test_a_placeholder_without_a_value_stays() -> None:
    assert fill("{area} and {unknown} and {}", {"area": "Here"}) == "Here and {unknown} and {}"


def test_a_value_is_not_searched_for_placeholders() -> None:
    assert fill("{area}", {"area": "{contact}", "contact": "x"}) == "{contact}"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{area}{contact}", []),
        ("{county} {area} {year}", ["county", "year"]),
        ("{}", [""]),
        ("{closing date} { area }", ["closing date", " area "]),
        ("no braces, { alone", []),
    ],
)
def test_placeholders_that_no_survey_fills_are_found(text: str, unknown: list[str]) -> None:
    assert unknown_placeholders(text, PLACEHOLDERS) == unknown


def test_every_placeholder_is_explained() -> None:
    assert all(name.isidentifier() and meaning for name, meaning in PLACEHOLDERS.items())
