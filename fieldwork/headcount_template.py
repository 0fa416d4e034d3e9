"""The workbook in which councils can give headcounts: a row for each area, a column a group."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from disclosure.timeless_zip import TimelessZip
from fieldwork.headcounts import groups_of
from fieldwork.models import Area, Survey

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_for(survey: Survey) -> bytes:
    """Return a workbook with the areas and groups of *survey*, to be filled in and uploaded."""
    book = Workbook()
    book.properties.creator, book.properties.title = "LARC Survey", survey.slug
    today = datetime.combine(timezone.localdate(), time.min)
    book.properties.created = book.properties.modified = today
    sheet = book.worksheets[0]
    sheet.title = "Headcounts"
    groups = [label or _("People") for label in groups_of(survey).values()]
    sheet.append([_("ONS code"), _("Area"), *groups])
    for area in Area.objects.filter(survey=survey).select_related("local_authority"):
        sheet.append([area.local_authority.ons_code, area.local_authority.name])
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for column in range(1, len(groups) + 3):
        sheet.column_dimensions[get_column_letter(column)].width = 36 if column == 2 else 18
    sheet.freeze_panes = "C2"
    written = BytesIO()
    with TimelessZip(written, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return written.getvalue()
