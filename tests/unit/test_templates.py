"""What holds for the source of every template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    path
    for path in ROOT.glob("*/templates/**/*")
    if path.suffix in (".html", ".txt") and not path.is_relative_to(ROOT / "tests")
)
LONGEST_LINE = 119

STATE_AS_TEXT = re.compile(r"\{%[^%]*\b(?:state|status)\b\s*[!=]=")


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_can_be_read(path: Path) -> None:
    """Lines fit on a screen, and whether a thing is in a state is asked of the thing."""
    for line in path.read_text().splitlines():
        assert len(line) <= LONGEST_LINE, line
        assert not STATE_AS_TEXT.search(line), line
