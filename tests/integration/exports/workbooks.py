"""Making a workbook in a test and reading it as its users do."""

from __future__ import annotations

from contextlib import nullcontext
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from exports.build import write_export
from exports.models import Export
from fieldwork.actions import number_areas

SHEETS = [
    "Cover",
    "Contents",
    "Notes",
    "Codebook",
    "Value labels",
    "Data (codes)",
    "Data (labels)",
]


class Made:
    """The workbook of an export, as openpyxl reads it and as the parts of its zip file."""

    def __init__(self, export: Export) -> None:
        self.file = BytesIO()
        self.steps: list[tuple[int, int]] = []
        self.archive = BytesIO()
        targets = {"xlsx": self.file, "csv": self.archive}
        self.responses = write_export(
            export,
            lambda kind: nullcontext(targets[kind.code]),
            area_numbers=number_areas(survey=export.survey),
            progress=lambda done, total: self.steps.append((done, total)),
        )
        self.workbook: Workbook = load_workbook(self.file)

    def table(self, sheet: str) -> list[dict[str, Any]]:
        """Return the rows of a sheet by the headings of its columns."""
        headings, *rows = self.workbook[sheet].iter_rows(values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def pairs(self, sheet: str) -> dict[str, Any]:
        """Return a sheet of two columns as a dictionary."""
        return dict(self.workbook[sheet].iter_rows(values_only=True))

    @property
    def codes(self) -> list[dict[str, Any]]:
        return self.table("Data (codes)")

    @property
    def labels(self) -> list[dict[str, Any]]:
        return self.table("Data (labels)")

    def parts(self) -> dict[str, str]:
        """Return the files inside of the workbook by name."""
        with ZipFile(self.file) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}
