"""Typed answers of one line and of several."""

import pytest

from questionnaires.core.question import AnswerError, Filled
from tests.builders import answered, compiled, question

LINE = compiled(question("name", "text"))
LINES = compiled(question("comment", "long_text"))
SHORT = compiled(question("name", "text", max_length=10))


def test_stores_the_text_without_outer_blanks() -> None:
    assert answered(LINE, {"name": "  Yellow team "}) == "Yellow team"


@pytest.mark.parametrize("text", ["", "   ", "\r\n\t ", "\x00", "\ud800"])
def test_a_text_without_a_visible_character_is_a_blank(text: str) -> None:
    assert answered(LINE, {"name": text}) is None
    assert answered(LINES, {"comment": text}) is None


def test_a_required_text_that_is_missing_is_asked_for() -> None:
    required = compiled(question("name", "text", required=True))
    with pytest.raises(AnswerError, match="^Give an answer$") as (refused):
        answered(required, {"name": " "})
    assert refused.value.input_id == "id_name"


def test_one_line_makes_blanks_of_line_breaks() -> None:
    assert answered(LINE, {"name": "one\r\ntwo\n\n three\tfour"}) == "one two three four"


def test_several_lines_keep_their_breaks_as_line_feeds() -> None:
    assert answered(LINES, {"comment": "one\r\n\r\ntwo\rthree\n"}) == "one\n\ntwo\nthree"


def test_control_characters_and_half_characters_are_dropped() -> None:
    assert answered(LINES, {"comment": "a\x00b\x07c\x1b[d\ud800e"}) == "abc[de"


def test_letters_signs_and_markup_of_any_kind_stay_as_typed() -> None:
    text = "naïve 🙂 ٣ <b>=1+1</b> {area} \\ “quoted”"
    assert answered(LINE, {"name": text}) == text


def test_the_length_is_that_of_the_tidied_text() -> None:
    assert answered(SHORT, {"name": "  0123456789\r\n"}) == "0123456789"


@pytest.mark.parametrize(
    ("fields", "limit"), [({}, 250), ({"max_length": 10}, 10), ({"max_length": 400}, 400)]
)
def test_a_line_is_limited_to_what_the_author_says_or_250(
    fields: dict[str, int], limit: int
) -> None:
    asked = compiled(question("name", "text", **fields))
    assert answered(asked, {"name": "x" * limit}) == "x" * limit
    with pytest.raises(AnswerError) as refused:
        answered(asked, {"name": "x" * (limit + 1)})
    reason = f"Shorten the text to {limit} characters or fewer; it has {limit + 1}"
    assert str(refused.value) == reason
    assert refused.value.input_id == "id_name"


def test_several_lines_hold_10_000_characters_unless_the_author_says_otherwise() -> None:
    assert answered(LINES, {"comment": "x" * 10_000}) == "x" * 10_000
    with pytest.raises(AnswerError, match="^Shorten the text to 10000 characters or fewer"):
        answered(LINES, {"comment": "x" * 20_000})


def test_shows_the_text_as_typed() -> None:
    assert LINE.type.filled(LINE, " half ready") == Filled(texts={"": " half ready"})
    assert LINE.type.filled(LINE, None) == Filled(texts={"": ""})


def test_is_read_back_line_by_line() -> None:
    assert LINES.type.reading(LINES, "one\n\ntwo") == ["one", "two"]
