"""Long words, long answers, other scripts: nothing breaks, all is kept and counted alike."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from fieldwork.models import Link, Survey
from questionnaires.core.characters import is_seen
from responses.models import Response
from tests.browser.buttons import press
from tests.browser.conftest import Look, PageAt
from tests.browser.states import COVER, begin, send, show_blank
from tests.builders import definition, options, page, question, section
from tests.pseudo import ROOT
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNTER = ROOT / "larc_survey/frontend/js/character_count.js"
LIMIT = 10_000
LONG_WORD = "Kinderschutzfachkräftefortbildungsteilnahmebescheinigung"
LONG_LABEL = " ".join(["an option that goes on and on", LONG_WORD] * 2)
LINE = "A line of some length, and then the next"
HEBREW = "היא אמרה: “לא!” (12 פעמים)"
FAMILY = "👩‍👩‍👧‍👦"

OTHER = {"code": "other", "label": "Something else", "specify": "Please specify"}
WRITTEN = definition(
    section(
        "long",
        page(
            "boxes",
            question("story", "long_text", text="What happened?", max_length=LIMIT),
            question("word", "text", text="In one line?"),
            question("ways", "multiple", text="Which?", choices=options("young", OTHER)),
            question("rows", "grid", text="How?", rows=options("upper", OTHER)),
        ),
    )
)
TYPESET = definition(
    section(
        "long",
        page(
            "boxes",
            question("story", "long_text", text=LONG_LABEL, hint=LONG_LABEL),
            question(
                "ways",
                "multiple",
                text=LONG_WORD,
                choices=options(
                    {"code": "a", "label": LONG_LABEL, "specify": LONG_LABEL},
                    {"code": "b", "label": LONG_WORD, "exclusive": True},
                ),
            ),
            question(
                "rows",
                "grid",
                text=LONG_WORD,
                choices=options(
                    {"code": "a", "label": LONG_WORD}, {"code": "b", "label": LONG_LABEL}
                ),
                rows=options({"code": "r", "label": LONG_WORD, "specify": LONG_WORD}),
            ),
            title=LONG_WORD,
            text=LONG_WORD,
        ),
        title=LONG_LABEL,
    )
)


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(WRITTEN)))


@pytest.fixture
def asked(page_at: PageAt, link: Link) -> Page:
    """The page with every kind of box, in a browser as wide as a small phone."""
    page = page_at(320)
    begin(page, link)
    return page


def stored() -> dict[str, object]:
    (answers,) = Response.objects.values_list("answers", flat=True)
    return answers


def counted(page: Page) -> int:
    """The number in the message of the counter, which is below zero over the limit."""
    words = page.locator("#id_story--count").inner_text()
    sign = -1 if "over" in words else 1
    return sign * int(re.sub(r"\D", "", words))


def test_labels_and_titles_of_any_length(page_at: PageAt, look: Look) -> None:
    survey = survey_of(published(TYPESET), title=LONG_WORD[:90], organisation=LONG_WORD)
    Survey.objects.update(contact=LONG_WORD, thank_you_text=LONG_WORD, support_text=LONG_WORD)
    link = link_to(survey, LONG_WORD[:90])
    page = page_at()
    page.goto(reverse("start", args=[link.code]))
    look(page)
    begin(page, link)
    look(page)
    send(page, {"ways": ["a", "b"]})
    look(page)
    send(page, {"ways": ["a"], "ways-a--specify": [LONG_WORD], "rows-r": ["b"]})
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    look(page)
    send(page, {})
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    look(page)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("m" * LIMIT, id="one word"),
        pytest.param("word " * (LIMIT // 5 - 1) + "end", id="many words"),
        pytest.param(
            "\n".join(["A line of thirty-nine letters and blanks"] * (LIMIT // 41)), id="many lines"
        ),
        pytest.param("🙂" * LIMIT, id="emoji"),
        pytest.param("שלום " * (LIMIT // 5 - 1) + "סוף", id="right to left"),
    ],
)
def test_ten_thousand_characters_are_kept_and_read_back(asked: Page, look: Look, text: str) -> None:
    short = text[:240].strip().replace("\n", " ")
    asked.locator("#id_story").fill(text)
    asked.locator("#id_word").fill(short)
    asked.locator("#id_ways-other").check()
    asked.locator("#id_ways-other--specify").fill(short)
    asked.locator("#id_rows-other--specify").fill(short)
    assert counted(asked) == LIMIT - len(text)
    press(asked)
    assert stored() == {
        "story": text,
        "word": short,
        "ways": {"choices": ["other"], "specify": {"other": short}},
        "rows": {"rows": {}, "specify": {"other": short}},
    }
    read = asked.locator(".govuk-summary-list__value").first
    assert read.inner_text().split() == text.split()
    look(asked)
    asked.go_back()
    expect(asked.locator("#id_story")).to_have_value(text)
    look(asked)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 2001, id="a space at the end"),
        pytest.param("\n\n " + "m" * (LIMIT + 1) + "\n", id="lines around it"),
        pytest.param("a\nb\n" * (LIMIT // 4 + 1), id="line breaks"),
        pytest.param("🙂" * (LIMIT + 3), id="emoji"),
        pytest.param(FAMILY * (LIMIT // 7 + 1), id="emoji of several"),
        pytest.param("e\u0301" * (LIMIT // 2 + 1), id="accents of their own"),
        pytest.param("x\u0007\u0000" * (LIMIT + 2), id="characters nobody sees"),
        pytest.param("\ufeff" + "ש" * (LIMIT + 2) + "\u3000", id="marks and wide spaces"),
        pytest.param("می\u200cخواهم" * (LIMIT // 7 + 1), id="joiners between letters"),
    ],
)
def test_browser_and_server_count_alike(asked: Page, text: str) -> None:
    asked.locator("#id_story").evaluate(
        "(box, text) => { box.value = text; box.dispatchEvent(new Event('input')); }", text
    )
    over = -counted(asked)
    press(asked)
    expect(asked).to_have_title(re.compile("^Error: "))
    error = f"Shorten the text to {LIMIT:,} characters or fewer; it has {LIMIT + over:,}"
    expect(asked.get_by_role("link", name=error)).to_be_visible()
    assert counted(asked) == -over
    assert asked.locator("#id_story").input_value().strip("\ufeff\x07\x00 \n\u3000") != ""


def test_what_nobody_sees_is_no_character_to_browser_and_server(asked: Page) -> None:
    message = asked.locator("#id_story--count")
    told_before = message.inner_text()
    asked.locator("#id_story").fill("\u200b" * (LIMIT + 1))
    expect(message).to_have_text(told_before)
    press(asked)
    assert stored()["story"] is None


def test_browser_and_server_agree_on_what_nobody_sees(asked: Page) -> None:
    """Of every character that this Python knows; browsers know later ones too."""
    known = [
        point for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) != "Cn"
    ]
    (pattern,) = re.findall(r"const BLANK = /(.*)/u;", COUNTER.read_text(encoding="utf-8"))
    unseen = asked.evaluate(
        "([pattern, points]) => { const blank = new RegExp(pattern, 'u');"
        " return points.filter(point => blank.test(String.fromCodePoint(point))); }",
        [pattern, known],
    )
    assert unseen == [point for point in known if not is_seen(chr(point))]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_enter_makes_a_new_line_where_sentences_are_asked_for(
    page_at: PageAt, javascript: bool
) -> None:
    link = link_to(survey_of(published(larc7_definition())))
    page = page_at(390, javascript=javascript)
    begin(page, link)
    (route,) = [route for route, codes in COVER.items() if "challenges" in codes]
    show_blank(page, link, route, "challenges")
    boxes = page.locator("textarea")
    expect(boxes).to_have_count(3)
    expect(page.locator("#id_challenge_1--count")).to_have_text(
        "You can write up to 500 characters"
    )
    boxes.first.press_sequentially("One line")
    boxes.first.press("Enter")
    boxes.first.press_sequentially("and another")
    expect(boxes.first).to_have_value("One line\nand another")
    press(page)
    assert stored()["challenge_1"] == "One line\nand another"


def test_the_limit_is_told_before_and_counted_down(asked: Page) -> None:
    box, message = asked.locator("#id_story"), asked.locator("#id_story--count")
    expect(message).to_have_text("You can write up to 10,000 characters")
    box.fill("m" * 7_000)
    expect(message).to_have_text("You can write up to 10,000 characters")
    box.fill("m" * 9_999)
    expect(message).to_have_text("Characters left: 1")
    box.press("End")
    box.press_sequentially("abc")
    expect(message).to_have_text("Characters over the limit: 2")
    expect(box).to_have_value("m" * 9_999 + "abc")


def direction(place: Locator) -> str:
    return str(place.evaluate("element => getComputedStyle(element).direction"))


def test_answers_are_written_and_read_in_their_own_direction(asked: Page) -> None:
    boxes = ["#id_story", "#id_word", "#id_ways-other--specify", "#id_rows-other--specify"]
    asked.locator("#id_ways-other").check()
    for box in boxes:
        asked.locator(box).fill(HEBREW)
        assert direction(asked.locator(box)) == "rtl", box
        asked.locator(box).fill("In English")
        assert direction(asked.locator(box)) == "ltr", box
        asked.locator(box).fill(HEBREW)
    press(asked)
    values = asked.locator(".govuk-summary-list__value > *").all()
    assert [value.inner_text() for value in values] == [
        HEBREW,
        HEBREW,
        f"Something else: \u2068{HEBREW}\u2069",
        f"Something else: \u2068{HEBREW}\u2069 – …",
    ]
    assert [direction(value) for value in values] == ["rtl", "rtl", "ltr", "ltr"]
