"""Text stays text, whatever it looks like, on every sheet of the workbook."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from random import Random
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from disclosure.table import protect
from exports.dataset import Reader
from exports.formats.content import Facts, sheets_of
from exports.formats.workbook import LONGEST_TEXT, WorkbookFile, clean, write
from fieldwork.models import Survey
from questionnaires.core.instrument import Instrument
from questionnaires.models import Version
from tests.builders import instrument_of_pages, options, page, question
from tests.strategies import compile_instrument as compiled
from tests.strategies import definitions, plausible_answers
from tests.text_strategies import ANY_WORDS

DAY = date(2026, 5, 4)

FORMULAS = [
    "=1+1",
    "=HYPERLINK(\"http://example.org\")",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "#N/A",
    "#REF!",
    "TRUE",
    "1e5",
    "0012",
    "<f>1+1</f>",
    "]]>",
    "&amp;",
    "a\0b\x0b\x1fc\ufffe\ud800",
    "x" * (LONGEST_TEXT + 10),
    " leading and trailing ",
    "two\nlines",
    "😀",
]  # fmt: skip


def written(texts: list[str]) -> BytesIO:
    target = BytesIO()
    with (
        WorkbookFile(target, title=texts[0], day=DAY) as workbook,
        workbook.sheet("Only", headings=texts, widths=[12] * len(texts), is_wrapped=True) as sheet,
    ):
        sheet.append(texts)
        sheet.append([number for number, _text in enumerate(texts)])
        sheet.append(texts)
    return target


def assert_no_formula(target: BytesIO) -> None:
    with ZipFile(target) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        for name in sheets:
            xml = archive.read(name).decode()
            assert not re.search(r"<f[\s/>]", xml)
            ElementTree.fromstring(xml)  # noqa: S314 - our own


def assert_cells(target: BytesIO, texts: list[str]) -> None:
    header, first, numbers, second = load_workbook(target)["Only"].iter_rows()
    for row in (header, first, second):
        assert {cell.data_type for cell in row} == {"s"}
        assert [newlines(cell.value) for cell in row] == [newlines(clean(text)) for text in texts]
    assert [cell.value for cell in numbers] == list(range(len(texts)))


def newlines(text: str) -> str:
    """XML knows one line end only."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", FORMULAS, ids=lambda text: ascii(text[:12]))
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    target = written([text])
    assert_no_formula(target)
    assert_cells(target, [text])


TEXTS = (st.text(max_size=20) | st.sampled_from(FORMULAS)).filter(clean)


@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_stays_text(texts: list[str]) -> None:
    target = written(texts)
    assert_no_formula(target)
    assert_cells(target, texts)


def test_an_empty_text_leaves_its_cell_empty() -> None:
    rows = load_workbook(written(["", "\0", "there"]))["Only"].iter_rows(values_only=True)
    assert [row for row in rows if row[2] == "there"] == [(None, None, "there")] * 3


def test_a_workbook_that_is_broken_off_touches_its_file_no_more() -> None:
    target = BytesIO()
    with pytest.raises(OSError, match="full"):
        break_off(target)
    target.close()
    gc.collect()  # an archive left open would write now, and Python would complain


def break_off(target: BytesIO) -> None:
    with (
        WorkbookFile(target, title="x", day=DAY) as workbook,
        workbook.sheet("Only", headings=["x"], widths=[12], is_wrapped=True),
    ):
        raise OSError("The disk is full.")


def test_text_stays_text_when_somebody_edits_the_cell() -> None:
    [cell] = load_workbook(written(["=1+1"]))["Only"]["A2:A2"][0]
    assert cell.number_format == "@"


def test_characters_that_xml_forbids_are_removed() -> None:
    assert clean("a\0b\x0b\x1fc\ufffe\ud800d\te\nf") == "abcd\te\nf"


def test_text_is_cut_where_a_cell_ends() -> None:
    assert len(clean("x" * 40_000)) == LONGEST_TEXT


def dataset_of(instrument: Instrument, random: Random) -> BytesIO:
    """Return a whole workbook with three responses, as an export writes it."""
    reader = Reader({1: instrument}, area_numbers=[1, 2], texts={"area": "=1+1"})
    rows = (reader.row(1, area, plausible_answers(instrument, random)) for area in (1, 2, 1))
    read = reader.dataset(rows)
    survey = Survey(title="=1+1", organisation="@SUM(A1)", version=Version(number=1))
    sheets = sheets_of(
        Facts(survey, DAY, is_interim=False), replace(read, table=protect(read.table))
    )
    target = BytesIO()
    write(target, sheets, title="=1+1", day=DAY, step=lambda: None)
    return target


@settings(max_examples=10)
@given(definitions(words=ANY_WORDS | st.sampled_from(FORMULAS[:10])), st.integers(0, 99))
def test_no_questionnaire_can_bring_a_formula_into_a_workbook(
    definition: object, seed: int
) -> None:
    target = dataset_of(compiled(definition), Random(seed))
    assert_no_formula(target)
    types = {cell.data_type for sheet in load_workbook(target) for row in sheet for cell in row}
    assert types == {"s", "n"}


def test_labels_that_look_like_formulas_reach_the_data_as_text() -> None:
    choices = options({"code": "a", "label": "=1+1"}, {"code": "b", "label": "=1+1 "})
    asked = question("q", choices=choices, required=True)
    workbook = load_workbook(dataset_of(instrument_of_pages(page("p", asked)), Random(1)))
    labels = [row[2].value for row in workbook["Data (labels)"].iter_rows(min_row=2)]
    assert labels == ["=1+1"] * 3
