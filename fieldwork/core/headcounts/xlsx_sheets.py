"""A workbook as sheets: stored results are taken, nothing is calculated, no link is followed.

Not openpyxl's `load_workbook`: it reads a workbook twice to tell a formula without a result from a
blank cell, makes a cell of every one that is merged, fails on workbooks that Excel opens (strict
Open XML, filters, drawings), and reads all parts, of which a table of headcounts needs few.
"""

from __future__ import annotations

from fieldwork.core.headcounts.sheets import Sheet, Visibility
from fieldwork.core.headcounts.xlsx_cells import Shared, read_worksheet
from fieldwork.core.headcounts.xlsx_package import Package
from fieldwork.core.headcounts.xlsx_workbook import number_kinds, texts_in, workbook_in


def read_sheets(_name: str, data: bytes) -> tuple[Sheet, ...]:
    """Return all sheets of the workbook in *data*, in their order.

    Hidden sheets and charts come without cells: they are not read. Raise FileRefused if the file
    is damaged; whether it is a workbook at all, and not too large, says `containers.refusal_of`.
    """
    package = Package(data)
    workbook = workbook_in(package)
    shared = Shared(
        texts_in(package, workbook.texts_path),
        number_kinds(package, workbook.styles_path),
        workbook.counts_from_1904,
    )
    return tuple(
        read_worksheet(package, part.path, part.name, shared)
        if part.visibility is Visibility.VISIBLE
        else Sheet(part.name, visibility=part.visibility)
        for part in workbook.sheets
    )
