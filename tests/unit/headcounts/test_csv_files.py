"""csv files as programs and people write them: encodings, delimiters, quote marks, long rows."""

from __future__ import annotations

import codecs

import pytest

from tests.unit.headcounts.tables import (
    AGENCIES,
    COUNTED,
    LABELS,
    TABLE,
    csv,
    left_out,
    loaded,
    places,
    read,
    told,
)

HEADS = ["Area", *LABELS]
COUNTS = [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_delimiter_and_encoding_is_read(encoding: str, delimiter: str) -> None:
    rows = [["Children’s services – café"], *TABLE, ["Kent", "1\xa0204"]]
    reading = read(csv(rows, delimiter, encoding))
    assert loaded(reading) == {**COUNTED, "Kent": {"early_help": 1204}}


def test_utf_16_is_known_by_its_mark_in_either_order() -> None:
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        assert loaded(read(mark + csv(TABLE, "\t", encoding))) == COUNTED
        assert places(read(csv(TABLE, "\t", encoding))) == ["the whole file"]


@pytest.mark.parametrize("data", [b"Area,Educ\0ation", b"\x81\xff\x8d", b"\xff\xfea"])
def test_what_is_no_text_is_told(data: bytes) -> None:
    [(where, why)] = told(read(data))
    assert where == "the whole file"
    assert why.startswith("the letters in it cannot be read")


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_any_line_ends_are_read(end: bytes) -> None:
    assert loaded(read(csv(TABLE).replace(b"\r\n", end))) == COUNTED
    assert loaded(read(csv(TABLE).replace(b"\r\n", end).rstrip())) == COUNTED


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("sep=;", ";"), ("SEP=,", ","), ('"sep=|"', "|"), ("sep=;;;;;", ";"), ("sep=\t", "\t")],
)
def test_a_line_that_says_the_delimiter_is_obeyed_and_is_no_row(line: str, delimiter: str) -> None:
    rows = [["A title"], *TABLE]
    reading = read(f"{line}\r\n".encode() + csv(rows, delimiter))
    assert loaded(reading) == COUNTED
    assert list(left_out(reading)) == ["row 1"]
    assert loaded(read(codecs.BOM_UTF8 + f"{line}\r\n".encode() + csv(rows, delimiter))) == COUNTED


def test_a_line_that_says_another_delimiter_is_obeyed_too() -> None:
    assert places(read(b"sep=,\r\n" + csv(TABLE, ";"))) == ["the whole file"]


def test_the_delimiter_is_told_by_the_headings() -> None:
    title = ["Leeds, Bury, Kent, and all the others, by agency, as of today, 2026"]
    assert loaded(read(csv([title, title, *TABLE], ";"))) == COUNTED
    agencies = [["Area", *AGENCIES], ["Leeds", *range(1, 19)]]
    assert loaded(read(csv(agencies, ";"))) == loaded(read(csv(agencies)))


def test_headings_may_have_line_breaks_and_quote_marks() -> None:
    rows = [[head.replace("/", "/\n") for head in HEADS], *TABLE[1:], ['The "other" team,\n etc.']]
    assert loaded(read(csv(rows))) == COUNTED


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [("Bury", '"Bury', 3), ("Leeds", '"Leeds', 2), ("Health", '"Health', 1), ("90", '"9"0', 3)],
)
def test_a_quote_mark_that_does_not_close_is_told(old: str, new: str, row: int) -> None:
    [(where, why)] = told(read(csv(TABLE).replace(old.encode(), new.encode(), 1)))
    assert where == f"row {row}"
    assert why.startswith("a quote mark opens in this row")


def test_a_quote_mark_that_closes_rows_later_is_told() -> None:
    data = csv([*TABLE, ["Kent", *COUNTS]]).replace(b"Bury", b'"Bury').replace(b"Kent,1", b'Kent"')
    assert places(read(data)) == ["row 3"]


def test_rows_longer_than_the_heading_are_refused_and_not_judged() -> None:
    data = (
        "Area,Education,Health,Other\r\nLeeds,1,204,540,61\r\nBath, City of,1,2,3\r\n"
        "Narnia, Land of,1,<2,3\r\nKent,1,2,3,see note\r\nBury,1,2,x\r\n"
    )
    long = "5 cells where the heading has 4"
    assert told(read(data.encode())) == [
        ("row 2", f"{long}: “1,204” without quote marks is two cells"),
        ("row 3", f"{long}: “Bath, City of” has no quote marks around it"),
        ("row 4", f"{long}: “Narnia, Land of” has no quote marks around it"),
        ("row 5", long),
        ("D6", "“x” is not a whole number"),
    ]


def test_where_all_rows_are_too_long_only_that_is_told() -> None:
    assert places(read(b"Area,Education\r\nLeeds,1,204\r\nBury,2,100\r\n")) == ["row 2", "row 3"]


def test_long_rows_of_a_turned_table_are_refused() -> None:
    rows = "".join(f"{label},1,2\r\n" for label in LABELS).replace("\nOther,1,2", "\nOther,1,204,2")
    assert told(read(f"Group,Leeds,Bury\r\n{rows}".encode())) == [
        ("row 8", "4 cells where the heading has 3: “1,204” without quote marks is two cells")
    ]


def test_long_rows_of_long_form_are_refused() -> None:
    data = b"Area,Group,Staff\r\nLeeds,Education,1,204\r\nBury,Education,5\r\n"
    assert places(read(data)) == ["row 2"]


def test_a_name_in_the_heading_without_quote_marks_is_refused() -> None:
    rows = "".join(f"{label},1,2\r\n" for label in LABELS)
    assert told(read(f"Group,Leeds,Bath, City of\r\n{rows}".encode())) == [
        ("C1", "“Bath” is no area")
    ]


def test_blank_cells_after_the_heading_are_no_cells() -> None:
    assert loaded(read(csv([HEADS, ["Leeds", *COUNTS, "", ""]]))).keys() == {"Leeds"}
    assert loaded(read(csv([[*HEADS, ""], ["Leeds", *COUNTS, "x"]]))).keys() == {"Leeds"}


def test_rows_shorter_than_the_heading_have_blanks() -> None:
    reading = read(csv([HEADS, ["Leeds", 1, 2, 3, 4, 5], ["Bury", *COUNTS]]))
    assert "health" not in loaded(reading)["Leeds"]
    assert [one.where for one in reading.no_number] == ["G2", "H2"]


def test_totals_are_not_checked_where_rows_could_not_be_read() -> None:
    rows = csv([["Area", "Education"], ["Bury", 5], ["Total", 1209]]).replace(
        b"Bury", b"Leeds,1,204\r\nBury"
    )
    assert places(read(rows)) == ["row 2"]


def test_formulas_have_no_result() -> None:
    [(where, why)] = told(read(csv([HEADS, ["Leeds", "=1+1", *COUNTS[1:]]])))
    assert where == "B2"
    assert why.startswith("a formula whose result is not in the file")


@pytest.mark.parametrize(
    "data", [b"Area,Education\r\n" + b"," * 200_000, b"Area,Education\r\n" + b"a" * 200_000]
)
def test_more_cells_than_any_table_has_are_refused(data: bytes) -> None:
    assert told(read(data))[0][1].startswith("there are too many rows or cells in it")


def test_a_sheet_of_a_csv_file_has_no_name() -> None:
    reading = read(csv([HEADS, ["Leeds", "<5", *COUNTS[1:]]]))
    assert reading.tables == ()
    assert [finding.sheet for finding in reading.findings] == [None]
