"""Files of exports in tests: those that a run made, and rows of such that never ran."""

from __future__ import annotations

from exports.models import Export, ExportFile

DIGEST = "0123456789abcdef" * 4


def workbook_of(export: Export) -> ExportFile:
    return export.files.get(format="xlsx")


def csv_of(export: Export) -> ExportFile:
    return export.files.get(format="csv")


def with_workbook(
    export: Export, file: str, *, size: int = 2048, sha256: str = DIGEST
) -> ExportFile:
    """Say that the finished *export* has a workbook of this name in the storage."""
    return ExportFile.objects.create(
        export=export, format="xlsx", file=file, size=size, sha256=sha256
    )
