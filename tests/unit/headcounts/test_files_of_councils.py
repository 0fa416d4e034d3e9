"""Files as councils send them, each with several of the things that are hard about them at once."""

from __future__ import annotations

from openpyxl import Workbook

from tests.unit.headcounts.tables import (
    CODES,
    LABELS,
    TABLE,
    book,
    csv,
    fill,
    left_out,
    loaded,
    read,
    saved,
    told,
)


def test_a_councils_own_return() -> None:
    rows = [
        ["Workforce return – number of staff", *[None] * 8],
        ["Return date: 02/03/2026    Source: HR"],
        [],
        ["Local authority", "Children’s services", None, None, None, "EDUCATION", *LABELS[5:]],
        [None, "Early Help/Family Support/\nChildren with Disabilities", "Children in  care"],
        ["Leeds", 12, 8, 1, 4, 1640, 702, 96, 2463],
        ["Bury\xa0", 63, 71, 8, 9, "1,904", "811 ", " 88", 2954],
        [],
        ["Total", 75, 79, 9, 13, 3544, 1513, 184, 5417],
        [],
        ["* Education includes maintained schools only (41 schools)."],
    ]
    rows[3].append("Total")
    rows[4] += ["Youth Offending ", "General / Other"]
    merged = ["A1:I1", "A4:A5", "B4:E4", "F4:F5", "G4:G5", "H4:H5", "I4:I5"]
    reading = read(book(rows, merged))
    assert loaded(reading)["Bury"] == dict(zip(CODES, [63, 71, 8, 9, 1904, 811, 88], strict=True))
    assert left_out(reading) == {
        "column I": "“Total”: a total that agrees",
        "rows 1-2": "a note: no numbers of groups",
        "row 9": "“Total”: a total that agrees",
        "row 11": "a note: no numbers of groups",
    }


def test_a_turned_csv_file() -> None:
    counts = [(12, 8), (1, "n/a"), (2, 3), (0, 5), ("1,204", 930), (512, 377), (6, None)]
    rows = [
        ["Number of people asked to take part", "", "", ""],
        ["", "", "", ""],
        ["Agency group", "Leeds", "Bath, City of", "Total"],
        *([label, *pair] for label, pair in zip(LABELS, counts, strict=True)),
        ["All groups", "1,737", "1,323", "3,060"],
    ]
    totals = [20, 1, 5, 5, "2,134", 889, 6]
    for row, total in zip(rows[3:10], totals, strict=True):
        row.append(total)
    reading = read(csv(rows, encoding="utf-8-sig"))
    assert loaded(reading)["Leeds"]["education"] == 1204
    assert loaded(reading)["Leeds"]["general"] == 0
    assert [(one.where, one.area, one.group, one.text) for one in reading.no_number] == [
        ("C5", "Bath, City of", "children_in_care", "n/a"),
        ("C10", "Bath, City of", "other", ""),
    ]
    assert left_out(reading) == {
        "row 1": "a note: no numbers of groups",
        "column D": "“Total”: a total that agrees",
        "row 11": "“All groups”: a total that agrees",
    }


def test_what_excel_writes_on_a_pc_with_semicolons() -> None:
    rows = [
        ["Headcounts – children’s workforce survey", *[""] * 8],
        ["Council", *(label.replace("'", "’") for label in LABELS), "Total"],
        ["leeds council", 104, 77, 16, 13, "1\xa0004", 438, 52, "1\xa0704"],
        [""] * 9,
        ["BURY", 205, 160, 30, 26, "1\xa0502", 640, 80, "2\xa0643"],
        ["TOTAL", 309, 237, 46, 39, "2\xa0506", "1\xa0078", 132, "4\xa0347"],
        [""] * 9,
    ]
    reading = read(b"sep=;\r\n" + csv(rows, ";", "cp1252"))
    assert loaded(reading)["Leeds"]["education"] == 1004
    assert left_out(reading) == {
        "column I": "“Total”: a total that agrees",
        "row 1": "a note: no numbers of groups",
        "row 4": "blank",
        "row 6": "“TOTAL”: a total that agrees",
    }


def test_a_template_with_notes_first() -> None:
    workbook = Workbook()
    fill(workbook.worksheets[0], [["How to fill in"], ["1. Put one number in each white cell"]])
    sheet = workbook.create_sheet("Headcounts")
    fill(sheet, [*TABLE, ["Total", 210, 159, 53, 36, 2634, 1150, 135]])
    sheet.protection.enable()
    lookup = workbook.create_sheet("Lookup")
    fill(lookup, [["Agency groups", "Code"], *([label, 1] for label in LABELS)])
    lookup.sheet_state = "hidden"
    workbook.active = 0
    reading = read(saved(workbook))
    assert len(loaded(reading)) == 2
    assert [one.sheet for one in reading.left_out] == ["Sheet", "Lookup", "Headcounts"]


def test_an_officer_who_is_not_sure() -> None:
    rows = [
        ["Local authority", *LABELS],
        ["Leeds", 120, 88, "<5", 19, 1430, 610, 75],
        ["Bury", 131, "c.20", 22, 17, "n/a", 540, ""],
        ["Kent", 98, 64, 14, "TBC", "1,310", 480, "'52"],
        ["Poole", "20+", 70, "10-15", "-", 1220, 500, 60],
        ["Derby", 110, "72*", "18 (2 vacant)", "N/A", 1100, " 455 ", "58.0"],
        ["Derbyshire", *[""] * 7],
    ]
    wrong = {
        "D2": "<5",
        "C3": "c.20",
        "E4": "TBC",
        "B5": "20+",
        "D5": "10-15",
        "E5": "-",
        "C6": "72*",
        "D6": "18 (2 vacant)",
    }
    expected = [(where, f"“{text}” is not a whole number") for where, text in wrong.items()]
    assert told(read(csv(rows))) == expected
    assert told(read(book(rows))) == expected
