"""The CSV files of an export: the rows of its workbook, in a dialect that every program reads."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from zipfile import ZipFile

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.spreadsheets import FORMULA
from exports.formats.content import Sheet
from exports.formats.csv_archive import write
from exports.models import Export
from responses.models import Response
from tests.integration.exports.workbooks import Made

PRACTITIONER = {
    "role": {"choice": "practitioner"},
    "feelings": {"choices": ["sad"]},
    "years": 7,
}


@pytest.fixture
def made(respond: Callable[..., Response], new_export: Callable[..., Export]) -> Made:
    for answers in ({}, PRACTITIONER, {"role": {"choice": "manager"}}):
        respond(answers)
    return Made(new_export())


def file_of(made: Made, name: str) -> list[dict[str, str]]:
    with ZipFile(made.archive) as archive, archive.open(f"{name}.csv") as raw:
        return list(csv.DictReader(TextIOWrapper(raw, "utf-8", newline="")))


def as_text(rows: list[dict]) -> list[dict[str, str]]:
    return [{name: str(cell) for name, cell in row.items()} for row in rows]


@pytest.mark.django_db
def test_they_hold_what_the_workbook_holds(made: Made) -> None:
    """The same rows in the same order, and the same codebook."""
    assert file_of(made, "data-codes") == as_text(made.codes)
    assert file_of(made, "data-labels") == as_text(made.labels)
    codebook = [{k: v or "" for k, v in row.items()} for row in made.table("Codebook")]
    assert file_of(made, "codebook") == codebook


@pytest.mark.django_db
def test_there_is_a_file_for_each_sheet(made: Made) -> None:
    with ZipFile(made.archive) as archive:
        assert archive.namelist() == [
            f"{name}.csv"
            for name in (
                "cover",
                "contents",
                "notes",
                "codebook",
                "value-labels",
                "data-codes",
                "data-labels",
            )
        ]
        assert archive.testzip() is None


@pytest.mark.django_db
def test_the_dialect_is_that_of_rfc_4180_in_utf_8_without_a_mark(made: Made) -> None:
    with ZipFile(made.archive) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert not content.startswith(b"\xef\xbb\xbf")
            assert content.endswith(b"\r\n")
            assert content.decode()


@pytest.mark.django_db
def test_pandas_reads_codes_as_whole_numbers(made: Made) -> None:
    with ZipFile(made.archive) as archive, archive.open("data-codes.csv") as file:
        table = pandas.read_csv(file)
    assert list(table.columns)[:2] == ["respondent", "area"]
    assert {str(table[name].dtype) for name in ("respondent", "area", "role")} == {"int64"}
    assert not table.isna().any().any()


def written(rows: list[list]) -> list[list[str]]:
    target = BytesIO()
    sheet = Sheet("only", "Only", "", [f"c{n}" for n in range(len(rows[0]))], rows)
    write(target, [sheet], title="", day=date(2026, 5, 4), step=lambda: None)
    with ZipFile(target) as archive:
        text = archive.read("only.csv").decode()
    _headings, *read = csv.reader(StringIO(text, newline=""))
    return read


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'say "a"', "a,b", "two\nlines", "1 - 5", " x"]
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    [read] = written([texts])
    for text, back in zip(texts, read, strict=True):
        assert not back.startswith(FORMULA)
        assert back == (f"'{text}" if text.startswith(FORMULA) else text)


def test_numbers_below_zero_stay_numbers() -> None:
    assert written([[-9, -8, 1.5, 3]]) == [["-9", "-8", "1.5", "3"]]
