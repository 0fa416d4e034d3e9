"""Files as councils send them, made for tests, and a short way to read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fieldwork.core.headcounts.read import read_file
from fieldwork.core.headcounts.reading import Area, Group, Reading
from fieldwork.core.message import Message

CS = "Children's services: "
GROUPS = (
    Group(
        "early_help",
        f"{CS}Early Help/Family Support/Children with Disabilities",
        (
            "Children's Services: Early Help/Family Support",
            "Children's Services: Children with Disabilities",
        ),
    ),
    Group(
        "children_in_care",
        f"{CS}Children in Care",
        (
            "Children's Services: Corporate Parenting/Children in Care",
            "Children's Services: Fostering",
            "Children's Services: Independent reviewing officers and IRO managers",
            "Children's Services: Residential Care",
        ),
    ),
    Group("youth_offending", f"{CS}Youth Offending", ("Children's Services: Youth offending",)),
    Group(
        "general",
        f"{CS}General/Other",
        (
            "Children's Services: General (e.g. strategic manager or commissioner covering more"
            " than one of the areas below)",
        ),
    ),
    Group(
        "education",
        "Education",
        ("Education provider (school, further education setting etc)",),
    ),
    Group(
        "health",
        "Health",
        (
            "Clinical commissioning group",
            "General or physical health service",
            "Mental health service",
            "Public health (Including sexual health services and school nursing)",
        ),
    ),
    Group(
        "other",
        "Other",
        (
            "Police",
            "Youth services",
            "Voluntary and community sector",
            "Secure justice setting",
            "Other",
        ),
    ),
)
LABELS = [group.label for group in GROUPS]
CODES = [group.code for group in GROUPS]
AGENCIES = [agency for group in GROUPS for agency in group.agencies]

NAMES = {
    "Leeds": "E08000035",
    "Bury": "E08000002",
    "Kent": "E10000016",
    "Poole": "E06000029",
    "Bath, City of": "E06000022",
    "Derby": "E06000015",
    "Derbyshire": "E10000007",
    **{f"Area {number}": f"E990{number:05}" for number in range(200)},
}
AREAS = {name.casefold(): Area(name, name) for name in NAMES}
AREAS |= {code.casefold(): Area(name, name) for name, code in NAMES.items()}

Rows = Sequence[Sequence[Any]]


def find_area(text: str) -> Area | Message:
    """Find the areas of these tests, a council by its name and by its code."""
    words = " ".join(text.replace("\xa0", " ").split()).casefold().removesuffix(" council")
    return AREAS.get(words) or Message("“%(text)s” is no area", {"text": text})


def read(data: bytes, name: str = "", **more: Any) -> Reading:
    ending = ".xlsx" if data.startswith(b"PK") else ".csv"
    known = {"groups": GROUPS, "find_area": find_area, **more}
    return read_file(name or f"return{ending}", data, **known)


def loaded(reading: Reading) -> dict[str, dict[str, int]]:
    """Return the headcounts of a reading that has no findings."""
    assert reading.findings == ()
    return {area: dict(groups) for area, groups in reading.headcounts.items()}


def told(reading: Reading) -> list[tuple[str, str]]:
    """Return where and what the findings of a reading are; nothing is loaded beside them."""
    assert not reading.headcounts
    return [(finding.where, str(finding.message)) for finding in reading.findings]


def places(reading: Reading) -> list[str]:
    return [where for where, _message in told(reading)]


def left_out(reading: Reading) -> dict[str, str]:
    return {one.where: str(one.message) for one in reading.left_out}


def csv(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a csv file in which no cell needs quote marks but those that have the delimiter."""
    lines = [delimiter.join(_quoted(cell, delimiter) for cell in row) for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def _quoted(cell: Any, delimiter: str) -> str:
    text = "" if cell is None else str(cell)
    needs_marks = any(sign in text for sign in (delimiter, '"', "\n"))
    return '"{}"'.format(text.replace('"', '""')) if needs_marks else text


def fill(sheet: Worksheet, rows: Rows, merged: Iterable[str] = ()) -> None:
    for row in rows:
        sheet.append(list(row))
    for block in merged:
        sheet.merge_cells(block)


def saved(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def book(rows: Rows, merged: Iterable[str] = (), formats: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook of one sheet; *formats* are those of single cells."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    fill(sheet, rows, merged)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    return saved(workbook)


def books(sheets: Mapping[str, Rows], hidden: Iterable[str] = ()) -> bytes:
    """Return a workbook of several sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        fill(workbook.create_sheet(name), rows)
        workbook[name].sheet_state = "hidden" if name in hidden else "visible"
    return saved(workbook)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"'
        "/></Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Return" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def raw_book(rows: str, around: str = "{}", **parts: str) -> bytes:
    """Return a workbook whose one sheet has *rows* as they are written in XML."""
    sheet = around.format(f"<sheetData>{rows}</sheetData>")
    sheet = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return zipped({**PARTS, "xl/worksheets/sheet1.xml": sheet, **parts})


def raw_text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def raw_row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def raw_table(*cells: str) -> str:
    """Return the XML of a table of Leeds, with as many groups as there are *cells*."""
    heads = ["Area", *LABELS[: len(cells)]]
    return raw_row(*map(raw_text, heads)) + raw_row(raw_text("Leeds"), *cells)


TABLE = [
    ["Local authority", *LABELS],
    ["Leeds", 120, 88, 31, 19, 1430, 610, 75],
    ["Bury", 90, 71, 22, 17, 1204, 540, 60],
]
COUNTED = {
    "Leeds": dict(zip(CODES, TABLE[1][1:], strict=True)),
    "Bury": dict(zip(CODES, TABLE[2][1:], strict=True)),
}
