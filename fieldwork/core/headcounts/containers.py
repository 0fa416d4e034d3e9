"""What is told of a file before it is parsed: the wrong kind, too large, unpacks to too much."""

from __future__ import annotations

from math import ceil
from pathlib import PurePath

from fieldwork.core.headcounts.reading import FileRefused
from fieldwork.core.headcounts.xlsx_package import MAX_UNPACKED, Package
from fieldwork.core.headcounts.xlsx_workbook import workbook_in
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

MAX_BYTES = 1_000_000
"""A little less than the project takes of any request (`DATA_UPLOAD_MAX_MEMORY_SIZE`)."""

MAX_CELLS = 150_000
"""Rows, cells and texts that a workbook may have, blank ones that are only formatted included."""

MAX_RATIO = 200
"""How many times its size a file may unpack to, once that is more than `SMALL`."""

SMALL = 5 * 2**20
BEGIN = 2048
"""Bytes in which a file says what it is."""

_COUNTED = frozenset({"row", "c", "si", "mergeCell", "xf"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = b"macroenabled"
_XLSX, _CSV = ".xlsx", ".csv"


def refusal_of(name: str, data: bytes) -> Message | None:
    """Return why the file called *name* cannot be read, None if it can be tried."""
    if not data.strip(b"\x00\t\r\n ") or data in {b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"}:
        return Message(gettext_noop("the file is empty"))
    if len(data) > MAX_BYTES:
        text = gettext_noop(
            "the file is too large: %(size)s MB, at most %(most)s MB can be read. Send a file with"
            " nothing but the table"
        )
        size = f"{ceil(10 * len(data) / 1_000_000) / 10:.1f}"
        return Message(text, {"size": size, "most": MAX_BYTES // 1_000_000})
    ending = PurePath(name.strip()).suffix.lower()
    if data.startswith(_OLE):
        return _old_office(ending, data)
    if is_zip(data):
        return _zip(ending, data)
    return _text(ending, data)


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def too_many_cells() -> FileRefused:
    text = gettext_noop(
        "there are too many rows or cells in it, perhaps only formatted ones: copy the table alone"
        " into a new workbook, send that"
    )
    return FileRefused(Message(text))


def _old_office(ending: str, data: bytes) -> Message:
    if _utf16("EncryptedPackage") in data:
        return Message(gettext_noop("the file has a password: save it without one, send it again"))
    if _utf16("Workbook") not in data and _utf16("Book") not in data:
        return Message(
            gettext_noop(
                "not a workbook, but another kind of Office file: put the table into a workbook,"
                " save it as “Excel Workbook (.xlsx)”, send that"
            )
        )
    if ending == ".xls":
        return Message(
            gettext_noop("an old Excel workbook (.xls): save it as “Excel Workbook (.xlsx)”")
        )
    return Message(
        gettext_noop(
            "an old Excel workbook (.xls) with the name of a new one: save it as “Excel Workbook"
            " (.xlsx)”"
        )
    )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _zip(ending: str, data: bytes) -> Message | None:
    try:
        package = Package(data)
        if package.is_locked:
            text = gettext_noop("a zip file with a password: send the workbook itself, without one")
            return Message(text)
        return _too_much(package, data) or _other_zip(ending, package) or _uncounted(package)
    except FileRefused as refused:
        return refused.message


def _too_much(package: Package, data: bytes) -> Message | None:
    times = package.unpacked // len(data)
    if package.unpacked <= MAX_UNPACKED and (package.unpacked <= SMALL or times <= MAX_RATIO):
        return None
    text = gettext_noop(
        "it unpacks to %(size)s MB, %(times)s times its size: copy the table alone into a new"
        " workbook, send that"
    )
    return Message(text, {"size": package.unpacked // 2**20, "times": times})


def _other_zip(ending: str, package: Package) -> Message | None:
    """Return what a zip file is if it is no workbook without macros."""
    content = package.read("[Content_Types].xml").lower()
    if "xl/vbaproject.bin" in package or _MACROS in content:
        text = gettext_noop(
            "a workbook with macros (.xlsm): save it as “Excel Workbook (.xlsx)”, send that"
        )
        return Message(text)
    if "xl/workbook.bin" in package:
        return Message(
            gettext_noop(
                "a binary workbook (.xlsb): save it as “Excel Workbook (.xlsx)”, send that"
            )
        )
    if package.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        return Message(
            gettext_noop(
                "an OpenDocument file (.ods): save it as “Excel Workbook (.xlsx)”, send that"
            )
        )
    if b"spreadsheetml" not in content or not package.names():
        return _no_workbook(package)
    if ending == _XLSX:
        return None
    return Message(
        gettext_noop(
            "an Excel workbook whose name does not end in .xlsx: save it as “Excel Workbook"
            " (.xlsx)”, send that"
        )
    )


def _no_workbook(package: Package) -> Message:
    if any(name.startswith("index/") and name.endswith(".iwa") for name in package.names()):
        return Message(
            gettext_noop("a Numbers spreadsheet: export it to Excel (.xlsx), send that file")
        )
    if "word/document.xml" in package or "ppt/presentation.xml" in package:
        return Message(
            gettext_noop(
                "not a workbook, but another kind of Office file: put the table into a workbook,"
                " save it as “Excel Workbook (.xlsx)”, send that"
            )
        )
    return Message(
        gettext_noop("a zip file, not a workbook: unpack it, send the workbook that is in it")
    )


def _uncounted(package: Package) -> Message | None:
    """Return that a workbook has too many cells, having counted them in little memory."""
    workbook, left = workbook_in(package), MAX_CELLS
    for path in (*(part.path for part in workbook.read), workbook.texts_path, workbook.styles_path):
        if path in package:
            left -= package.count(path, _COUNTED, left)
        if left < 0:
            return too_many_cells().message
    return None


def _text(ending: str, data: bytes) -> Message | None:
    """Return what a file that is no Office file is, None if it may be csv."""
    begin = data[:BEGIN].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\t\r\n ").lower()
    if begin.startswith(b"%pdf"):
        return Message(gettext_noop("a PDF: send the workbook or csv file that it was made from"))
    if b"<html" in begin or begin.startswith((b"<!doctype", b"<table", b"<meta", b"<style")):
        return Message(
            gettext_noop(
                "a web page with the name of a spreadsheet: open it in a spreadsheet program, save"
                " it as “Excel Workbook (.xlsx)”, send that"
            )
        )
    if begin.startswith((b"<?xml", b"mime-version:", b"{\\rtf")):
        return Message(
            gettext_noop(
                "not a workbook or csv file, whatever its name: open it in a spreadsheet program,"
                " save it as “Excel Workbook (.xlsx)”, send that"
            )
        )
    return None if ending == _CSV else _wrong_ending(ending, data)


def _wrong_ending(ending: str, data: bytes) -> Message:
    is_text = b"\x00" not in data[:BEGIN]
    if ending == _XLSX and is_text:
        return Message(
            gettext_noop(
                "not a workbook, but plain text: if it is a csv file, give it a name that ends in"
                " .csv"
            )
        )
    if ending == _XLSX:
        return Message(
            gettext_noop(
                "not a workbook, whatever its name: open it in a spreadsheet program, save it as"
                " “Excel Workbook (.xlsx)”, send that"
            )
        )
    return Message(
        gettext_noop(
            "only .xlsx and .csv files can be read: save it as “Excel Workbook (.xlsx)”, send that"
        )
    )
