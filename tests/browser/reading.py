"""A page of questions as a person reads it: which texts, in which order, with what emphasis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

READ_PAGE = (Path(__file__).parent / "read_page.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Drawn:
    """One text: `words` has ** around what stands out of it, as a definition is written."""

    kind: str
    words: str
    top: int
    left: float
    middle: float
    broken: list[str]
    hyphens: str


def read(page: Page, width: int) -> list[Drawn]:
    """Return the texts on *page* in a window of this width, in the order of the page's code."""
    page.set_viewport_size({"width": width, "height": 900})
    return [Drawn(**text) for text in page.evaluate(READ_PAGE)]


def as_placed(drawn: list[Drawn]) -> list[Drawn]:
    """Return the same texts as the eye meets them: line after line, from left to right."""
    return sorted(drawn, key=lambda text: (text.top, text.left))


def broken_words(drawn: list[Drawn]) -> list[str]:
    """Return the words of options and scale points that are cut, or that a browser may cut."""
    labels = [text for text in drawn if text.kind in ("option", "heading")]
    may_be_cut = [text.words for text in labels if text.hyphens != "manual"]
    return [word for text in labels for word in text.broken] + may_be_cut
