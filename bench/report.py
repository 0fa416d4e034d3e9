"""How results are printed: a heading, a table, and the sentences that explain it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Table:
    """One table of results; the first cell of a row names it, the others are figures."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    explanation: str


def show(table: Table) -> None:
    """Print *table*, its columns as wide as their widest cell."""
    lines = [table.headings, *table.rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    say(f"\n{table.title}\n{'=' * len(table.title)}")
    for number, cells in enumerate(lines):
        say(_line(cells, widths))
        if number == 0:
            say("  ".join("-" * width for width in widths))
    say(fill(table.explanation, WIDTH))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = cells
    columns = (cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True))
    return "  ".join([name.ljust(widths[0]), *columns])


def say(text: str) -> None:
    """Print *text* at once: some measurements take minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def machine() -> str:
    """Return on what the figures were measured."""
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
