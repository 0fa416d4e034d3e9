"""Cells as workbooks store them: results, formulas without one, dates, percentages, texts."""

from __future__ import annotations

import pytest

from tests.unit.headcounts.tables import (
    MAIN,
    OFFICE,
    PACKAGE,
    PARTS,
    TABLE,
    book,
    loaded,
    raw_book,
    raw_row,
    raw_table,
    raw_text,
    read,
    told,
)

HERE = "<c><v>1</v></c>"
FORMULA = (
    "a formula whose result is not in the file: open it in a spreadsheet program, save, send again"
    " (or paste values)"
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("<c><v>58</v></c>", 58),
        ('<c t="n"><v> 58 </v></c>', 58),
        ("<c><v>1E3</v></c>", 1000),
        ("<c><v>58.000000000000007</v></c>", 58),
        ("<c><v>-0</v></c>", 0),
        ("<c><f>Other!A1</f><v>58</v></c>", 58),
        ('<c><f t="shared" si="0"/><v>58</v></c>', 58),
        ('<c><f t="array" ref="B2">SUM([1]Sheet1!A1:A9)</f><v>58</v></c>', 58),
        ('<c t="str"><f>A1</f><v>1,204</v></c>', 1204),
        ('<c t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>', 12),
        ('<c t="inlineStr"><is><t>12</t><rPh><t>9</t></rPh></is></c>', 12),
        ('<c t="str"><v>58_x000D_</v></c>', 58),
        ('<c s="99"><v>58</v></c>', 58),
        ('<c r="$B$2"><v>58</v></c>', 58),
    ],
)
def test_stored_results_are_taken(cell: str, number: int) -> None:
    assert loaded(read(raw_book(raw_table(cell, HERE))))["Leeds"]["early_help"] == number


@pytest.mark.parametrize(
    "cell",
    ["<c/>", "<c><v/></c>", '<c t="str"><f>IF(A1,1,"")</f><v></v></c>', '<c t="inlineStr"/>'],
)
def test_blank_results_are_no_number(cell: str) -> None:
    reading = read(raw_book(raw_table(cell, HERE)))
    assert loaded(reading) == {"Leeds": {"children_in_care": 1}}
    assert [one.where for one in reading.no_number] == ["B2"]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("<c><f>A1</f></c>", FORMULA),
        ("<c><f>A1</f><v/></c>", FORMULA),
        ('<c><f t="shared" si="0"/><v></v></c>', FORMULA),
        ('<c t="str"><f>A1</f></c>', FORMULA),
        ('<c t="e"><v>#N/A</v></c>', "“#N/A” is an error, not a number"),
        ('<c t="e"><f>A1</f><v>#REF!</v></c>', "“#REF!” is an error, not a number"),
        ('<c t="b"><v>1</v></c>', "“TRUE” is not a whole number"),
        ("<c><v>1.5</v></c>", "“1.5” is not a whole number"),
        ("<c><v>-3</v></c>", "“-3” is not a whole number"),
        ("<c><v>nan</v></c>", "“nan” is not a whole number"),
        ("<c><v>1e300</v></c>", "“1e+300” is more people than there can be (at most 1,000,000)"),
        ('<c t="str"><v>=1+1</v></c>', "“=1+1” is not a whole number"),
    ],
)
def test_what_is_no_headcount_is_told(cell: str, why: str) -> None:
    assert told(read(raw_book(raw_table(cell, HERE)))) == [("B2", why)]


def test_formulas_without_results_are_all_told() -> None:
    rows = [[*row] for row in TABLE]
    rows[1][1], rows[1][2], rows[2][5] = "=1+1", "=SUM(Other!A1)", "=F2-205"
    assert told(read(book(rows))) == [("B2", FORMULA), ("C2", FORMULA), ("F3", FORMULA)]


@pytest.mark.parametrize(
    "code", ["0", "0000", "#,##0", "#,##0.00", '0 "days"', "[Red]0", "@", "0.0E+0"]
)
def test_the_format_of_a_number_does_not_matter(code: str) -> None:
    formats = {f"{column}2": code for column in "BCDEFGH"}
    assert loaded(read(book(TABLE, formats=formats)))["Leeds"]["education"] == 1430


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "d-mmm", "[h]:mm", "[$-809]d mmmm yyyy", "mmm-yy"])
def test_a_number_that_is_shown_as_a_date_is_one(code: str) -> None:
    [(where, why)] = told(read(book(TABLE, formats={"B2": code})))
    assert where == "B2"
    assert "is a date" in why


@pytest.mark.parametrize("code", ["0%", "0.00%", "[Red]0%", '0"%"'])
def test_a_number_that_is_shown_as_a_percentage_is_one(code: str) -> None:
    assert told(read(book(TABLE, formats={"B2": code}))) == [
        ("B2", "“12000%” is a percentage, not a whole number")
    ]


def styled(style: str) -> dict[str, str]:
    links = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="r9" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    return {
        "xl/_rels/workbook.xml.rels": links,
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{style}</styleSheet>',
    }


@pytest.mark.parametrize("number", [14, 22, 27, 46, 57])
def test_formats_that_stand_in_no_file_are_known(number: int) -> None:
    styles = f'<cellStyleXfs><xf/><xf/></cellStyleXfs><cellXfs><xf numFmtId="{number}"/></cellXfs>'
    [(where, why)] = told(read(raw_book(raw_table("<c><v>5</v></c>"), **styled(styles))))
    assert where == "B2"
    assert "is a date" in why


@pytest.mark.parametrize("date", ["99999999", "-5", "1e20"])
def test_dates_that_are_none_are_told_as_what_they_are(date: str) -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    [(_where, why)] = told(read(raw_book(raw_table(f"<c><v>{date}</v></c>"), **styled(styles))))
    assert "is a date" in why


def test_texts_are_shared_or_not() -> None:
    links = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="r8" Type="{OFFICE}/sharedStrings" Target="texts.xml"/></Relationships>',
    )
    texts = (
        f'<sst xmlns="{MAIN}"><si><r><t>Edu</t></r><r><t>cation</t></r><rPh><t>no</t></rPh></si>'
        "<si><t>Kent</t></si></sst>"
    )
    rows = raw_row(raw_text("Area"), '<c t="s"><v>0</v></c>')
    rows += raw_row('<c t="s"><v>1</v></c>', "<c><v>7</v></c>")
    data = raw_book(rows, **{"xl/_rels/workbook.xml.rels": links, "xl/texts.xml": texts})
    assert loaded(read(data)) == {"Kent": {"education": 7}}


def test_rows_and_cells_may_say_where_they_are() -> None:
    rows = (
        f'<row r="3"><c r="B3" t="inlineStr"><is><t>Area</t></is></c>{raw_text("Education")}</row>'
        f'<row r="7">{raw_text("x")}<c r="B7" t="inlineStr"><is><t>Kent</t></is></c>'
        '<c r="C7"><v>7</v></c></row>'
    )
    reading = read(raw_book(rows))
    assert loaded(reading) == {"Kent": {"education": 7}}


def test_rows_of_drawings_are_no_rows() -> None:
    drawing = '{}<controls><anchor><row>5</row><c r="B2"><v>99</v></c></anchor></controls>'
    data = raw_book(raw_table("<c><v>5</v></c>"), drawing)
    assert loaded(read(data)) == {"Leeds": {"early_help": 5}}


def test_comments_links_and_filters_do_not_matter() -> None:
    around = (
        '<sheetProtection sheet="1" password="ed3e"/>{}<autoFilter ref="A1:B2"><filterColumn'
        ' colId="0"><customFilters><customFilter val="odd*"/></customFilters></filterColumn>'
        f'</autoFilter><hyperlinks><hyperlink xmlns:r="{OFFICE}" ref="A1:XFD1048576" r:id="r1"/>'
        '</hyperlinks><legacyDrawing xmlns:r="none" r:id="none"/>'
    )
    links = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Target="http://x"'
        f' TargetMode="External" Type="{OFFICE}/hyperlink"/></Relationships>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": links}
    assert loaded(read(raw_book(raw_table("<c><v>5</v></c>"), around, **parts))) == {
        "Leeds": {"early_help": 5}
    }
