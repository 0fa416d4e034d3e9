"""Scales of any length in any language: no word of a point is cut, and "Unsure" stands apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Page

from questionnaires.core.definition import Definition
from tests.browser.buttons import press
from tests.browser.conftest import FIND_CUT_OFF, PageAt
from tests.browser.reading import broken_words, read
from tests.browser.states import begin
from tests.builders import Fields, definition, options, page, question, section
from tests.larc7 import PAGES
from tests.pseudo import LANGUAGES_MADE, pseudo
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.translations import pseudo_translations, translate_survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 1100, 1024, 960, 900, 840, 800, 768, 640, 390, 320)
"""Each of the widths from which a grid may be a table lies between two of these."""

WORDS = ("Mmmmm", "Sometimes", "disagreement", "Overwhelmingly", "MMMMMMMMMM", "unwahrscheinlich")
UNSURE: Fields = {"code": "unsure", "label": "Unsure", "off_scale": True}


def grid(code: str, *labels: str, off: str = "") -> Fields:
    choices = [{"code": f"c{n}", "label": label} for n, label in enumerate(labels)]
    last = [{**UNSURE, "label": off}] if off else []
    return question(code, "grid", choices=[*choices, *last], rows=options("upper"))


def on_one_page(*questions: Fields) -> Definition:
    return definition(section("only", page("only", *questions)))


def opened(page_at: PageAt, written: Definition) -> Page:
    page = page_at()
    begin(page, link_to(survey_of(published(written))))
    return page


def test_no_word_is_cut_however_long_it_is_and_however_many_points(page_at: PageAt) -> None:
    page = opened(
        page_at,
        on_one_page(
            *(
                grid(f"{word.lower()}_{points}", *[f"Some {word}"] * points, off=word)
                for word in WORDS
                for points in (1, 3, 4, 5, 6, 8)
            )
        ),
    )
    tables = []
    for width in WIDTHS:
        assert broken_words(read(page, width)) == [], width
        assert page.evaluate(FIND_CUT_OFF) == [], width
        tables.append(page.evaluate(COUNT_TABLES))
    assert tables == sorted(tables, reverse=True)
    assert len(set(tables)) > 4  # one after another they become lists
    assert tables[-1] == 0


COUNT_TABLES = """() => [...document.querySelectorAll(".larc-grid__head")].filter(
    (head) => head.checkVisibility()
).length"""


@pytest.mark.parametrize("language", LANGUAGES_MADE)
def test_no_word_of_a_longer_translation_is_cut(page_at: PageAt, language: str) -> None:
    written = on_one_page(*scales_of_larc7())
    version = published(written, pseudo_translations(written))
    link = link_to(translate_survey(survey_of(version)))
    page = page_at(locale=language)
    with translation.override(language):
        page.goto(reverse("start", args=[link.code]))
        press(page, _("Next"))
    assert page.locator("html").get_attribute("lang") == language
    for width in WIDTHS:
        drawn = read(page, width)
        assert broken_words(drawn) == [], width
        assert page.evaluate(FIND_CUT_OFF) == [], width
        assert pseudo("Unsure", language) in [text.words for text in drawn]


def scales_of_larc7() -> list[Fields]:
    """A grid for each of the scales of LARC 7."""
    scales = {
        tuple(choice.label for choice in asked.choices): asked.choices
        for page in PAGES.values()
        for asked in page.questions
        if asked.type == "grid"
    }
    return [
        question(f"scale{n}", "grid", choices=[choice.model_dump() for choice in choices])
        for n, choices in enumerate(scales.values())
    ]


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_off_the_scale_stands_behind_a_gap_and_a_line(page_at: PageAt, width: int) -> None:
    choices = options("low", "middle", "high", UNSURE)
    page = opened(
        page_at,
        on_one_page(
            question("one", choices=choices),
            question("rows", "grid", choices=choices, rows=options("upper")),
        ),
    )
    drawn = read(page, width)
    is_table = any(text.kind == "heading" for text in drawn)
    assert is_table == (width == 1280)
    assert_last_stands_apart([text.top for text in drawn if text.kind == "option"][:4])
    if is_table:
        assert_last_stands_apart([text.middle for text in drawn if text.kind == "heading"])
    else:
        assert_last_stands_apart([text.top for text in drawn if text.kind == "option"][4:])
    assert page.evaluate(COUNT_LINES) == 2


def assert_last_stands_apart(places: list[float]) -> None:
    *steps, last_step = [later - earlier for earlier, later in pairwise(places)]
    assert steps == pytest.approx([steps[0]] * len(steps), abs=1)
    assert last_step > max(steps) + 5


# Each is the border of an input, where a grid is a table, or of what is drawn after an option.
COUNT_LINES = """() => [...document.querySelectorAll("main *")].filter((element) => {
    const [own, after] = [getComputedStyle(element), getComputedStyle(element, "::after")];
    return (element.matches("[type=radio]") && own.borderInlineStartWidth === "1px") ||
        (after.content === '""' && after.borderTopWidth === "1px");
}).length"""
