"""Cells of CSV files that a spreadsheet opens: none of them may become a formula."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.vocabulary import Cell

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of texts that spreadsheets take for formulas (OWASP, CSV Injection)."""


def harmless(cells: Sequence[Cell]) -> list[Cell]:
    """Return *cells*, those texts with an apostrophe before them that would be formulas."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in cells
    ]
