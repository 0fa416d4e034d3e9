"""Bytes of a csv file as rows of texts."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO

from fieldwork.core.headcounts.containers import MAX_CELLS, too_many_cells
from fieldwork.core.headcounts.reading import FileRefused
from fieldwork.core.headcounts.view import line_name
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

DELIMITERS = (",", ";", "\t")
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEP = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_NUMBER = re.compile(r"[\d.,'  ]*\d")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file; `problem` is why they end before it does."""

    rows: Sequence[Sequence[str]]
    problem: FileRefused | None = None


def text_of(data: bytes) -> str:
    """Return the text in *data*; raise FileRefused if it is none."""
    text = _decoded(data)
    if "\x00" in text:
        raise _no_text()
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise _no_text() from None
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_text()


def _no_text() -> FileRefused:
    text = gettext_noop(
        "the letters in it cannot be read: save it as “CSV UTF-8” or as “Excel Workbook (.xlsx)”"
    )
    return FileRefused(Message(text))


def rows_in(text: str, is_heading: Callable[[str], bool]) -> Sequence[Sequence[str]]:
    """Return the rows of a csv text; *is_heading* knows the headings that it should have.

    The delimiter is what a line `sep=` says, which is no row, or the one that makes most headings.
    Raise FileRefused if a quote mark does not close.
    """
    text, given = _without_sep(text)
    found = [_parsed(text, delimiter) for delimiter in given or DELIMITERS]
    best = max(found, key=lambda one: (_headings(one.rows, is_heading), _cells(one.rows)))
    problems = [best.problem]
    if not _headings(best.rows, is_heading):
        # The quote mark may be in the headings.
        problems += [one.problem for one in found]
    for problem in filter(None, problems):
        raise problem
    return best.rows


def _without_sep(text: str) -> tuple[str, tuple[str, ...]]:
    """Return *text* without a first line that says `sep=`, and what it says."""
    match = _SEP.match(text)
    if match is None:
        return text, ()
    line, end, rest = re.match(r"([^\r\n]*)(\r\n|\r|\n|$)", text), match.end(), ""
    if line is None or line[1][end:].strip(match[1] + '" '):
        return text, ()
    rest = text[line.end() :]
    return rest, (match[1],)


def _headings(rows: Sequence[Sequence[str]], is_heading: Callable[[str], bool]) -> int:
    return sum(is_heading(cell) for row in rows for cell in row if cell)


def _cells(rows: Sequence[Sequence[str]]) -> int:
    return sum(len(row) for row in rows)


def _parsed(text: str, delimiter: str) -> Rows:
    rows: list[list[str]] = []
    left = MAX_CELLS
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            left -= len(row)
            if left < 0:
                return Rows(rows, too_many_cells())
            if any(_has_swallowed(cell, delimiter) for cell in row):
                return Rows(rows, _never_closes(len(rows)))
    except csv.Error:
        if '"' not in text:
            # A cell longer than any that a program shows.
            return Rows(rows, too_many_cells())
        return Rows(rows, _never_closes(len(rows) + 1))
    return Rows(rows)


def _has_swallowed(cell: str, delimiter: str) -> bool:
    """Return whether a cell of several lines has rows in it, by the numbers between delimiters."""
    lines = cell.splitlines() if "\n" in cell or "\r" in cell else []
    pieces = [piece for line in lines if delimiter in line for piece in line.split(delimiter)]
    return any(_NUMBER.fullmatch(piece.strip()) for piece in pieces)


def _never_closes(row: int) -> FileRefused:
    text = gettext_noop(
        "a quote mark opens in this row and does not close with its cell: take it out, or close it"
    )
    return FileRefused(Message(text), line_name(row, row, is_column=False))
