"""Files that are told apart before anything in them is parsed."""

from __future__ import annotations

import struct
import tracemalloc

import pytest

from fieldwork.core.headcounts.containers import MAX_BYTES, refusal_of
from tests.unit.headcounts.tables import (
    MAIN,
    PARTS,
    TABLE,
    book,
    csv,
    loaded,
    raw_book,
    raw_row,
    raw_table,
    raw_text,
    read,
    told,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_DOCUMENT = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
WORD = zipped({"[Content_Types].xml": "wordprocessingml", "word/document.xml": ""})
MACROS = zipped({**PARTS, "xl/vbaProject.bin": "x"})


def utf16(text: str) -> bytes:
    return OLE + text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.xlsx", b" \r\n", "the file is empty"),
        ("a.csv", b"\xef\xbb\xbf", "the file is empty"),
        ("a.csv", b"a" * (MAX_BYTES + 1), "the file is too large: 1.1 MB, at most 1 MB"),
        ("a.xls", utf16("Workbook"), "an old Excel workbook (.xls): save it as"),
        ("a.xlsx", utf16("Workbook"), "an old Excel workbook (.xls) with the name of a new one"),
        ("a.csv", utf16("Book"), "an old Excel workbook (.xls) with the name of a new one"),
        ("a.xlsx", utf16("EncryptedPackage"), "the file has a password"),
        ("a.xlsx", utf16("WordDocument"), "not a workbook, but another kind of Office file"),
        ("a.xlsx", WORD, "not a workbook, but another kind of Office file"),
        ("a.xlsm", MACROS, "a workbook with macros (.xlsm)"),
        ("a.xlsx", MACROS, "a workbook with macros (.xlsm)"),
        ("a.xlsb", zipped({"xl/workbook.bin": ""}), "a binary workbook (.xlsb)"),
        ("a.ods", OPEN_DOCUMENT, "an OpenDocument file (.ods)"),
        ("a.xlsx", OPEN_DOCUMENT, "an OpenDocument file (.ods)"),
        ("a.numbers", zipped({"Index/Document.iwa": ""}), "a Numbers spreadsheet"),
        ("a.zip", zipped({"return.xlsx": b""}), "a zip file, not a workbook"),
        ("a.xlsx", zipped({}), "a zip file, not a workbook"),
        ("a.csv", book(TABLE), "an Excel workbook whose name does not end in .xlsx"),
        ("a.xls", book(TABLE), "an Excel workbook whose name does not end in .xlsx"),
        ("a.xlsx", csv(TABLE), "not a workbook, but plain text"),
        ("a.xlsx", b"\x00\x01\x02" * 9, "not a workbook, whatever its name"),
        ("a.txt", csv(TABLE), "only .xlsx and .csv files can be read"),
        ("a", csv(TABLE), "only .xlsx and .csv files can be read"),
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("a.xlsx", b"%PDF-1.7", "a PDF"),
        ("a.xls", b"\xef\xbb\xbf <html><table>", "a web page"),
        ("a.csv", b"<!DOCTYPE html>", "a web page"),
        ("a.xlsx", "<html xmlns:x='urn'>".encode("utf-16"), "a web page"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "not a workbook or csv file"),
        ("a.xlsx", book(TABLE)[:900], "the file is damaged"),
        ("a.xlsx", b"PK\x03\x04", "the file is damaged"),
    ],
)
def test_every_other_kind_is_told_what_it_is(name: str, data: bytes, why: str) -> None:
    refusal = refusal_of(name, data)
    assert refusal is not None
    assert str(refusal).startswith(why)
    assert told(read(data, name)) == [("the whole file", str(refusal))]


def test_right_files_are_tried_whatever_the_case_of_their_ending() -> None:
    assert refusal_of("RETURN.XLSX", book(TABLE)) is None
    assert refusal_of("Return.Csv", csv(TABLE)) is None
    assert loaded(read(book(TABLE), "RETURN.XLSX"))
    assert loaded(read(csv(TABLE), "Return.Csv"))


def test_a_workbook_that_unpacks_to_too_much_is_refused_in_flat_memory() -> None:
    data = raw_book("<row/>" * 6_000_000)
    tracemalloc.start()
    refusal = str(refusal_of("a.xlsx", data))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.startswith("it unpacks to 34 MB, ")
    assert peak < 2**20


def test_more_than_a_workbook_can_be_packed_is_refused_though_it_is_less() -> None:
    assert str(refusal_of("a.xlsx", raw_book("<row/>" * 2_000_000))).startswith(
        "it unpacks to 11 MB"
    )


@pytest.mark.parametrize(
    "rows",
    [
        "<row/>" * 200_000,
        f"<row>{'<c/>' * 200_000}</row>",
        '<row><c r="A1048576"><v>1</v></c></row>',
    ],
)
def test_too_many_cells_are_counted_before_they_are_read(rows: str) -> None:
    data = raw_book(raw_table("<c><v>5</v></c>") + rows)
    assert told(read(data))[0][1].startswith("there are too many rows or cells in it")


def test_cells_are_counted_under_any_prefix() -> None:
    rows = "<x:row/>" * 200_000
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    data = zipped({**PARTS, "xl/worksheets/sheet1.xml": sheet})
    assert str(refusal_of("a.xlsx", data)).startswith("there are too many rows or cells in it")


def test_merged_cells_that_no_table_has_are_refused() -> None:
    rows = raw_table("<c><v>5</v></c>") + f'<row r="20000">{raw_text("x")}</row>'
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 1000
    data = raw_book(rows, f"{{}}<mergeCells>{merged}</mergeCells>")
    assert told(read(data))[0][1].startswith("there are too many rows or cells in it")


def test_formatted_blank_cells_are_no_fault() -> None:
    blank = raw_row("<c/>" * 20) * 1000
    assert loaded(read(raw_book(raw_table("<c><v>5</v></c>") + blank))) == {
        "Leeds": {"early_help": 5}
    }


def test_sizes_that_lie_are_found_out() -> None:
    data = bytearray(raw_book("<row/>" * 400_000))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 100)
    assert str(refusal_of("a.xlsx", bytes(data))).startswith("the file is damaged")


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE worksheet>",
    ],
)
def test_declarations_in_xml_are_refused(name: str, declared: str) -> None:
    parts = {**PARTS, "xl/worksheets/sheet1.xml": "<worksheet/>"}
    data = zipped({**parts, name: declared + parts[name]})
    assert str(refusal_of("a.xlsx", data)).startswith("the file is damaged")


@pytest.mark.parametrize(
    "rows",
    [
        *("<row", "<row><c><v>5</v></row>", '<row r="x"/>', '<row><c r="1A"><v>5</v></c></row>'),
        *('<row><c t="s"><v>9</v></c></row>', '<row><c s="x"><v>9</v></c></row>', "<row>&a;</row>"),
        '<row ht="tall"/>',
    ],
)
def test_broken_sheets_are_told(rows: str) -> None:
    assert told(read(raw_book(rows)))[0][1].startswith("the file is damaged")


def test_a_workbook_without_its_sheet_is_damaged() -> None:
    assert str(refusal_of("a.xlsx", zipped(PARTS))).startswith("the file is damaged")
    without = {name: part for name, part in PARTS.items() if name != "xl/workbook.xml"}
    assert str(refusal_of("a.xlsx", zipped(without))).startswith("the file is damaged")
