"""Characters that nobody sees: which they are, and what becomes of them in each kind of answer."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.characters import is_blank, is_seen, plain_characters, without_unstored
from questionnaires.core.question import AnswerError
from tests.builders import answered, compiled, options, question

EVERY = [chr(point) for point in range(sys.maxunicode + 1)]

UNSEEN = {
    "zero width space": "\u200b",
    "zero width non-joiner": "\u200c",
    "zero width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "combining grapheme joiner": "\u034f",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "right-to-left override": "\u202e",
    "first strong isolate": "\u2068",
    "invisible times": "\u2062",
    "variation selector 16": "\ufe0f",
    "variation selector 256": "\U000e01ef",
    "Mongolian vowel separator": "\u180e",
    "Khmer inherent vowel": "\u17b4",
    "Hangul filler": "\u3164",
    "halfwidth Hangul filler": "\uffa0",
    "Hangul choseong filler": "\u115f",
    "braille blank": "\u2800",
    "null notehead": "\U0001d159",
    "tag": "\U000e0041",
    "language tag": "\U000e0001",
    "interlinear annotation": "\ufff9",
    "narrow no-break space": "\u202f",
    "ideographic space": "\u3000",
    "line separator": "\u2028",
    "NUL": "\x00",
    "half of a character": "\ud800",
}

MEANT = {
    "a family, joined": "👩\u200d👩\u200d👧",
    "a red heart": "❤\ufe0f",
    "a flag of tags": "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "Persian, parted": "می\u200cخواهم",
    "Devanagari, joined": "क\u094d\u200dष",
    "a direction": "Hill \u200fשלום\u200f School",
    "a place to break": "super\u00adcali",
    "Mongolian": "ᠮ\u180bᠣ",
    "a braille letter": "⠓\u2800⠊",
}

unseen_only = st.text(st.sampled_from(sorted({*UNSEEN.values(), " ", "\n", "\t"})), max_size=8)

LINE = compiled(question("asked", "text"))
LINES = compiled(question("asked", "long_text"))
NUMBER = compiled(question("asked", "number"))
DATE = compiled(question("asked", "date"))
OTHER = {"code": "other", "label": "Other", "specify": "Please specify"}
WITH_BOX = [
    compiled(question("asked", choices=options("yes", OTHER))),
    compiled(question("asked", "multiple", choices=options("yes", OTHER))),
    compiled(question("asked", "grid", rows=options("upper", OTHER))),
]


# Which they are


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN)
def test_nobody_sees_them(character: str) -> None:
    assert not is_seen(character)


@pytest.mark.parametrize("character", ["a", "0", ".", "-", "é", "\u0301", "ー", "⠓", "\ue123", "�"])
def test_everything_else_is_seen(character: str) -> None:
    assert is_seen(character)


def test_white_space_is_unseen_all_of_it() -> None:
    assert not [one for one in EVERY if one.isspace() and is_seen(one)]


def test_what_is_never_stored_is_what_no_page_can_show() -> None:
    left_out = {one for one in EVERY if not without_unstored(one)}
    unseen = {one for one in EVERY if unicodedata.category(one) in ("Cc", "Cs")}
    assert left_out == unseen - {"\n", "\t"} | {"\ufeff"}
    assert not [one for one in left_out if is_seen(one)]


# A text of them alone is a blank, in every box


@given(unseen_only)
def test_alone_they_are_a_blank(text: str) -> None:
    assert is_blank(text)
    for asked in (LINE, LINES, NUMBER):
        assert answered(asked, {"asked": text}) is None
    for part in ("day", "month", "year"):
        assert answered(DATE, {f"asked-{part}": text}) is None
    for asked in WITH_BOX:
        form = {"asked": ["other"], "asked-upper": "agree", "asked-other--specify": text}
        assert "specify" not in answered(asked, form)


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN)
def test_a_required_answer_of_them_is_missing(character: str) -> None:
    required = compiled(question("asked", "text", required=True))
    with pytest.raises(AnswerError, match="^Give an answer"):
        answered(required, {"asked": character * 3})


def test_a_box_alone_does_not_answer_a_grid() -> None:
    assert answered(WITH_BOX[2], {"asked-other--specify": "\u200b\u2060"}) is None


# Between others they may mean something


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT)
def test_between_others_they_stay(text: str) -> None:
    assert answered(LINE, {"asked": text}) == text
    assert answered(LINES, {"asked": f"{text}\n{text}"}) == f"{text}\n{text}"
    form = {"asked": ["other"], "asked-other--specify": text}
    assert answered(WITH_BOX[0], form)["specify"] == {"other": text}


# Where only figures and letters count, they go


@given(unseen_only)
def test_what_shows_nothing_but_white_space_is_no_part_of_a_number_or_code(text: str) -> None:
    assert plain_characters(f"1{text}2").replace("\n", " ").split() in ([["12"], ["1", "2"]])


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("１２．５", "12.5"),
        ("٢٧", "27"),
        ("۲۷", "27"),
        ("२७", "27"),
        ("𝟐𝟕", "27"),
        ("ａｂＣ", "abC"),
        ("𝗮𝘣𝚌", "abc"),
        ("²½①Ⅻ", "²½①Ⅻ"),
        ("é 0\u00a01", "é 0\u00a01"),
    ],
)
def test_figures_of_any_script_and_letters_in_another_dress_become_the_plain_ones(
    written: str, plain: str
) -> None:
    assert plain_characters(written) == plain
