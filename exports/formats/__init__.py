"""The formats of an export: a new one is a module here and a row in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exports.formats import csv_archive, workbook
from exports.formats.content import Sheet


class Writer(Protocol):
    """Writes sheets into a file, and calls *step* after each row of data.

    *title* is the survey's. *day* is all that a file may say of when it was made.
    """

    def __call__(
        self,
        target: BinaryIO,
        sheets: Iterable[Sheet],
        *,
        title: str,
        day: date,
        step: Callable[[], None],
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an export; `code` stands in addresses and in the register."""

    code: str
    name: str | Promise
    extension: str
    content_type: str
    write: Writer


FORMATS = {
    one.code: one
    for one in (
        Format(
            code="xlsx",
            name=_("Excel file"),
            extension="xlsx",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write=workbook.write,
        ),
        Format(
            code="csv",
            name=_("CSV files"),
            extension="zip",
            content_type="application/zip",
            write=csv_archive.write,
        ),
    )
}
