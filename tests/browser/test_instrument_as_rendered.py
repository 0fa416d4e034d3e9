"""LARC 7 on the screen is LARC 7 as it is defined: every text, its order and its emphasis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from fieldwork.models import Link, Survey
from questionnaires.core.definition import PageDefinition, PanelDefinition, QuestionDefinition
from tests.browser.conftest import WIDTHS, PageAt
from tests.browser.reading import Drawn, as_placed, broken_words, read
from tests.browser.states import begin, on_every_page, show_filled
from tests.larc7 import PAGES, Route
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = 1280
MORE_WIDTHS = (1024, 768, 640)
"""A small laptop, a tablet, and a screen of 1280 at 200 % zoom."""

PANELS = {panel.code: panel for panel in larc7_definition().panels}

Texts = list[tuple[str, str]]
"""Kinds of text, as `read_page.js` calls them, and words with their marks."""


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


@pytest.fixture
def page(page_at: PageAt, link: Link) -> Page:
    page = page_at()
    begin(page, link)
    return page


@on_every_page
def test_every_page_of_questions(page: Page, link: Link, route: Route, codes: list[str]) -> None:
    for code in codes:
        show_filled(page, link, route, code)
        for width in WIDTHS:
            drawn = read(page, width)
            expected = list(texts_of_page(route, PAGES[code], is_table=width == WIDE))
            assert [(text.kind, text.words) for text in drawn] == expected, width
            assert as_placed(drawn) == drawn, width
            assert broken_words(drawn) == [], width
            if width == WIDE:
                assert_radios_stand_below_their_point(page, drawn, route.questions_on(code))
        for width in MORE_WIDTHS:
            assert broken_words(read(page, width)) == [], width


def assert_radios_stand_below_their_point(
    page: Page, drawn: list[Drawn], questions: list[QuestionDefinition]
) -> None:
    headings = [text.middle for text in drawn if text.kind == "heading"]
    points = [choice.code for grid in questions if grid.rows for choice in grid.choices]
    for row in page.evaluate(MIDDLES_OF_RADIOS):
        assert [value for value, _middle in row] == points
        assert [middle for _value, middle in row] == pytest.approx(headings, abs=2)


MIDDLES_OF_RADIOS = """() => [...document.querySelectorAll(".larc-grid__row")].map(
    (row) => [...row.querySelectorAll("input[type=radio]")].map((radio) => {
        const { left, right } = radio.getBoundingClientRect();
        return [radio.value, (left + right) / 2];
    })
)"""


BESIDE = ("page title", "option")
"""On the start page beside the instrument: its title, and the box for one's own device."""


def test_the_start_page(page_at: PageAt, link: Link) -> None:
    page = page_at()
    page.goto(reverse("start", args=[link.code]))
    panels = [PANELS[code] for code in larc7_definition().start_panels]
    expected = [text for panel in panels for text in texts_of_panel(panel)]
    for width in WIDTHS:
        drawn = [text for text in read(page, width) if text.kind not in BESIDE]
        assert [(text.kind, text.words) for text in drawn] == expected, width
        assert as_placed(drawn) == drawn, width


@on_every_page
def test_the_check_page(page: Page, link: Link, route: Route, codes: list[str]) -> None:
    show_filled(page, link, route, codes[0])
    page.goto(reverse("check_answers", args=[link.code]))
    asked = [(question, code) for code in route.pages() for question in route.questions_on(code)]
    stems = Counter(question.text for question, _code in asked)
    titles = {question.code: f" ({PAGES[code].title})" for question, code in asked}
    expected = [
        shown(question.text) + (titles[question.code] if stems[question.text] > 1 else "")
        for question, _code in asked
    ]
    assert len(set(expected)) == len(expected)
    for width in WIDTHS:
        drawn = [text for text in read(page, width) if text.kind == "answered question"]
        assert [text.words for text in drawn] == expected, width
        assert as_placed(drawn) == drawn, width


# What the definition says


def shown(text: str) -> str:
    """A text of the definition as it is read, marks included."""
    survey = Survey.objects.get()
    for name, value in {
        "area": "North",
        "closing_date": f"{survey.closes_on.day} {survey.closes_on:%B %Y}",
        "contact": survey.contact,
        **survey.parameters,
    }.items():
        text = text.replace(f"{{{name}}}", value)
    return " ".join(text.split())


def texts_of_page(route: Route, page: PageDefinition, *, is_table: bool) -> Iterator[tuple]:
    yield "page title", shown(page.title)
    yield from (("text", shown(part)) for part in paragraphs(page.text))
    for code in page.panels:
        yield from texts_of_panel(PANELS[code])
    for question in route.questions_on(page.code):
        yield "question", shown(question.text)
        if question.hint:
            yield "hint", shown(question.hint)
        yield from texts_of_rows(question, is_table=is_table)
        if question.type != "grid":
            yield from texts_of_options(question, route.chosen(question))


def texts_of_panel(panel: PanelDefinition) -> Texts:
    return [
        ("panel title", shown(panel.title)),
        *(("panel", shown(part)) for part in paragraphs(panel.body)),
        *(("step", f"**{step.name}** {shown(step.description)}") for step in panel.continuum),
        *([("source", f"Source: {shown(panel.source)}")] if panel.source else []),
    ]


def paragraphs(text: str) -> list[str]:
    lines = [line.removeprefix("> ") for line in text.strip().split("\n")]
    return [part for part in "\n".join(lines).split("\n\n") if part]


def texts_of_options(question: QuestionDefinition, chosen: list[str]) -> Iterator[tuple]:
    for choice in question.choices:
        yield "option", shown(choice.label)
        if choice.specify and choice.code in chosen:
            yield "box", shown(choice.specify)


def texts_of_rows(question: QuestionDefinition, *, is_table: bool) -> Iterator[tuple]:
    """The scale once above all statements, or below each of them where there is no room."""
    points = [shown(choice.label) for choice in question.choices]
    if is_table and question.rows:
        yield from (("heading", point) for point in points)
    for row in question.rows:
        yield "row", shown(row.label)
        if row.specify:
            yield "box", shown(row.specify)
        if not is_table:
            yield from (("option", point) for point in points)
