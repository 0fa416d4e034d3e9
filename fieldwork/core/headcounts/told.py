"""What is told of one table while it is read, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from fieldwork.core.headcounts.reading import Finding, LeftOut, NoNumber
from fieldwork.core.headcounts.sheets import Place
from fieldwork.core.headcounts.view import View, line_name
from fieldwork.core.headcounts.words import excerpt
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop


@dataclass
class Told:
    """Collects findings, cells without a number, and what is left out of one sheet.

    The places are those of the view that is read.
    """

    view: View
    findings: list[tuple[Place, Finding]] = field(default_factory=list)
    no_number: list[tuple[Place, NoNumber]] = field(default_factory=list)
    left_out: list[tuple[Place, LeftOut]] = field(default_factory=list)

    def refuse(self, place: Place, message: Message, where: str = "") -> None:
        """Remember what is wrong at *place*; *where* says it for more than a cell."""
        told = Finding(self.view.sheet.name, where or self.view.name(*place), message)
        self.findings.append((self.view.real(*place), told))

    def leave_out(self, place: Place, message: Message, where: str) -> None:
        self.left_out.append(
            (self.view.real(*place), LeftOut(self.view.sheet.name, where, message))
        )

    def leave_out_rows(self, rows: Iterable[int], message: Message) -> None:
        """Remember that *rows* are left out, runs of them together."""
        for first, last in runs(rows):
            name = line_name(first, last, is_column=self.view.is_turned)
            self.leave_out((first, 0), message, name)

    def leave_out_column(self, column: int, heading: str, message: str) -> None:
        """Remember that a column is left out; *message* names its heading."""
        values = {"heading": excerpt(heading)}
        told = Message(message, values) if heading else Message(NOTE)
        self.leave_out((0, column), told, self.view.column_name(column))

    def without_number(self, place: Place, area: str, group: str) -> None:
        where, text = self.view.name(*place), self.view.cell(*place).text
        told = NoNumber(self.view.sheet.name, where, area, group, excerpt(text))
        self.no_number.append((self.view.real(*place), told))


def runs(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of neighbours among *lines*."""
    ordered = sorted(set(lines))
    groups = groupby(enumerate(ordered), key=lambda one: one[1] - one[0])
    members = ([line for _place, line in group] for _key, group in groups)
    return [(run[0], run[-1]) for run in members]


NOTE = gettext_noop("a note: no numbers of groups")
BLANK_ROW = gettext_noop("blank")
COLUMN_NOT_READ = gettext_noop("“%(heading)s”: no headcounts")
REPEATED_HEADINGS = gettext_noop("the headings again")
