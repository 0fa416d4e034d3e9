"""What was typed beside an option is read back in its own direction of writing."""

import pytest

from questionnaires.core.answer_types.base import with_specify_text

HEBREW = "לא!"
SWITCH = "abc \u202edef"
"""With a character that turns the direction of all that follows."""


@pytest.mark.parametrize(
    ("label", "text"),
    [("Other", "Tea"), ("אחר", HEBREW), ("Other", "12 !"), ("7", HEBREW), ("Other", "")],
)
def test_one_direction_needs_nothing_around_it(label: str, text: str) -> None:
    assert with_specify_text(label, text) == (f"{label}: {text}" if text else label)


@pytest.mark.parametrize(
    ("label", "text"), [("Other", HEBREW), ("אחר", "Tea"), ("Other", SWITCH), ("Other", "شاي")]
)
def test_two_directions_are_kept_apart(label: str, text: str) -> None:
    assert with_specify_text(label, text) == f"{label}: \u2068{text}\u2069"
