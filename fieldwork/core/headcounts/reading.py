"""What is asked of a file with headcounts, and what comes of reading it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from fieldwork.core.message import Message

WHOLE_FILE = "the whole file"
WHOLE_SHEET = "the whole sheet"

MOST_TOLD = 100
"""Findings that are told of one file: one slip may make thousands."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that has headcounts; `agencies` are the labels of those that add up to it."""

    code: str
    label: str
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    key: str
    name: str


FindArea: TypeAlias = Callable[[str], Area | Message]
"""Takes a name of an area or its code; returns the area, or why there is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `where` is said as the spreadsheet program shows it: C6, row 3."""

    sheet: str | None
    where: str
    message: Message


@dataclass(frozen=True, slots=True)
class NoNumber:
    """A cell that says that there is no number: `text` is what stands there, mostly nothing."""

    sheet: str | None
    where: str
    area: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the file that no headcount came from, and what it is."""

    sheet: str | None
    where: str
    message: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: `headcounts` by key of area and code of group, or `findings`, never both.

    `needs_area` says that the file is of one council and does not say of which. `tables` are the
    names of the sheets that hold a table; a csv file has none.
    """

    headcounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    no_number: tuple[NoNumber, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    needs_area: bool = False
    tables: tuple[str, ...] = ()


class FileRefused(Exception):
    """A file that cannot be read at all, or not past one row of it."""

    def __init__(self, message: Message, where: str = WHOLE_FILE) -> None:
        super().__init__(str(message))
        self.message, self.where = message, where
