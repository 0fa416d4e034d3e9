"""Which sheet holds the table: the one that is shown and has headings of groups over numbers."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.unit.headcounts.tables import (
    COUNTED,
    LABELS,
    MAIN,
    OFFICE,
    PACKAGE,
    PARTS,
    TABLE,
    books,
    fill,
    loaded,
    raw_book,
    raw_table,
    read,
    saved,
    told,
)

NOTES = [["How to fill in"], ["Health"], ["Education"], ["room 214"]]
LOOKUP = [
    ["Agency groups", "Areas", "Code"],
    *([label, f"Area {at}", at] for at, label in enumerate(LABELS)),
]


def test_notes_and_hidden_sheets_are_left_out() -> None:
    sheets = {"READ ME": NOTES, "Headcounts": TABLE, "Lookup": LOOKUP}
    reading = read(books(sheets, hidden=["Lookup"]))
    assert loaded(reading) == COUNTED
    assert reading.tables == ("Headcounts",)
    assert [(one.sheet, one.where, str(one.message)) for one in reading.left_out] == [
        ("READ ME", "the whole sheet", "no headcount table"),
        ("Lookup", "the whole sheet", "hidden: not read"),
    ]


def test_a_list_of_groups_with_codes_is_no_table() -> None:
    assert loaded(read(books({"Headcounts": TABLE, "Lookup": LOOKUP}))) == COUNTED


def test_workings_that_name_an_agency_are_no_table() -> None:
    workings = [["Team", "Staff"], ["Fostering", 61], ["Adoption", 48]]
    assert loaded(read(books({"Headcounts": TABLE, "Workings": workings}))) == COUNTED


def test_an_empty_table_beside_a_full_one_is_none() -> None:
    assert loaded(read(books({"2026": TABLE, "2027": [TABLE[0], ["Leeds"]]}))) == COUNTED


def test_two_tables_are_refused_by_their_names() -> None:
    reading = read(books({"2025": TABLE, "2026": TABLE}))
    assert told(reading) == [
        ("the whole file", "2 sheets hold a headcount table: 2025, 2026. Which is it?")
    ]
    assert reading.tables == ("2025", "2026")


def test_one_of_two_tables_can_be_chosen() -> None:
    reading = read(books({"2025": [TABLE[0], TABLE[1]], "2026": TABLE}), sheet="2026")
    assert loaded(reading) == COUNTED
    assert [(one.sheet, str(one.message)) for one in reading.left_out] == [
        ("2025", "a headcount table that was not chosen")
    ]


def test_sheets_named_for_areas_are_several_tables() -> None:
    one = [list(row) for row in zip(LABELS, range(7), strict=True)]
    assert read(books({"Leeds": one, "Bury": one})).tables == ("Leeds", "Bury")


def test_a_sheet_without_a_table_cannot_be_chosen() -> None:
    assert told(read(books({"A": NOTES, "B": TABLE}), sheet="A")) == [
        ("the whole file", "the sheet “A” holds no headcount table")
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_table_on_a_hidden_sheet_is_not_read(state: str) -> None:
    workbook = Workbook()
    fill(workbook.worksheets[0], NOTES)
    hidden = workbook.create_sheet("Return")
    fill(hidden, TABLE)
    hidden.sheet_state = state
    [(where, why)] = told(read(saved(workbook)))
    assert where == "the whole file"
    assert why.endswith("hidden sheets are not read")


def test_charts_are_left_out() -> None:
    workbook = Workbook()
    fill(workbook.worksheets[0], TABLE)
    workbook.create_chartsheet("Chart")
    reading = read(saved(workbook))
    assert loaded(reading) == COUNTED
    assert [(one.sheet, str(one.message)) for one in reading.left_out] == [
        ("Chart", "a chart: no headcount table")
    ]


def test_a_workbook_without_any_table_is_told() -> None:
    assert told(read(books({"Return": [["Area", "Nurses"], ["Leeds", 5]]}))) == [
        (
            "the whole file",
            "no headcount table: there are no headings with the names of the groups",
        )
    ]


def test_links_to_other_files_are_not_followed() -> None:
    relationships = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' TargetMode="External" Type="{OFFICE}/worksheet" Target="file:///etc/passwd"/>'
        "</Relationships>"
    )
    data = raw_book(raw_table("<c><v>5</v></c>"), **{"xl/_rels/workbook.xml.rels": relationships})
    assert told(read(data))[0][0] == "the whole file"


def test_a_part_may_have_a_full_path_and_capitals() -> None:
    relationships = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", "/XL/Worksheets/Sheet1.xml"
    )
    data = raw_book(raw_table("<c><v>5</v></c>"), **{"xl/_rels/workbook.xml.rels": relationships})
    assert loaded(read(data)) == {"Leeds": {"early_help": 5}}


def test_strict_open_xml_is_read_like_any_other() -> None:
    strict = {
        name: content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in PARTS.items()
    }
    data = raw_book(raw_table("<c><v>5</v></c>"), **strict)
    assert loaded(read(data)) == {"Leeds": {"early_help": 5}}
