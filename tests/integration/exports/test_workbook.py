"""The workbook as its users open it: sheets, tables, what stands on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zipfile import ZipFile

import pytest
from django.utils.formats import date_format

from exports.models import Export
from fieldwork.models import Survey
from responses.models import Response
from tests.integration.exports.workbooks import SHEETS, Made

pytestmark = pytest.mark.django_db

NewExport = Callable[..., Export]


@pytest.fixture
def made(respond: Callable[..., Response], new_export: NewExport) -> Made:
    respond({"role": {"choice": "manager"}, "agency": {"choice": "police"}})
    feelings = {"choices": ["sad"]}
    respond({"role": {"choice": "practitioner"}, "feelings": feelings, "years": 4})
    return Made(new_export())


def test_it_has_the_seven_sheets_in_order(made: Made) -> None:
    assert made.workbook.sheetnames == SHEETS


def test_the_list_of_contents_names_all_other_sheets(made: Made) -> None:
    listed = [row["Sheet"] for row in made.table("Contents")]
    assert listed == [title for title in SHEETS if title != "Contents"]
    assert all(row["What is on it"] for row in made.table("Contents"))


@pytest.mark.parametrize("title", SHEETS)
def test_each_sheet_is_one_table_from_a1(made: Made, title: str) -> None:
    sheet = made.workbook[title]
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "B2"
    headings = [cell.value for cell in sheet[1]]
    assert all(headings)
    assert len(set(headings)) == len(headings)
    assert all(cell.font.bold for cell in sheet[1])
    assert not sheet["A2"].font.bold
    assert all(row[0].value not in (None, "") for row in sheet.iter_rows())
    assert all(sheet.column_dimensions[cell.column_letter].width >= 12 for cell in sheet[1])


def test_the_cover_says_where_the_data_come_from(made: Made, survey: Survey) -> None:
    cover = made.pairs("Cover")
    assert cover["Survey"] == survey.title
    assert cover["Questionnaire"] == "Test, version 1"
    assert cover["Responses up to"] == date_format(survey.closes_on, "F Y")
    assert cover["Number of responses"] == 2
    assert cover["Status"].startswith("Final")
    assert "synthetic" in cover["Demonstration"]


def test_a_survey_of_real_people_is_not_called_a_demonstration(
    new_export: NewExport, survey: Survey
) -> None:
    survey.is_demonstration = False
    assert "Demonstration" not in Made(new_export()).pairs("Cover")


def test_an_interim_export_says_so_on_its_cover(new_export: NewExport) -> None:
    assert Made(new_export(is_interim=True)).pairs("Cover")["Status"].startswith("INTERIM")


def test_the_notes_name_what_was_left_out(made: Made) -> None:
    notes = made.pairs("Notes")
    left_out = " ".join(note for subject, note in notes.items() if subject.startswith("Left out"))
    assert set(left_out.replace(",", "").split()) == {
        "agency",
        "agency_other_text",
        "comment",
        "nickname",
    }
    assert "comment" in notes["Left out: free text, until somebody has reviewed it"]


def test_the_notes_explain_the_missing_values(made: Made) -> None:
    notes = made.pairs("Notes")
    assert notes["-8"].startswith("Not asked")
    assert notes["-9"].startswith("Asked and not answered")


def test_the_codebook_describes_a_column(made: Made) -> None:
    codebook = {row["Name"]: row for row in made.table("Codebook")}
    assert codebook["support_upper"] == {
        "Name": "support_upper",
        "Question": "What about support?",
        "Part": "Upper",
        "Section": "Section practice",
        "Page": "Page support",
        "Asked of": "Respondents for whom role is any of “Practitioner” and feelings was answered",
        "Type": "grid",
        "Measure": "one category",
    }
    assert codebook["role"]["Asked of"] == "Everyone"
    assert codebook["agency_group"]["Part"] == "Agency, in groups"


def test_wordings_are_filled_for_the_round_but_name_no_area(made: Made) -> None:
    codebook = {row["Name"]: row for row in made.table("Codebook")}
    assert codebook["years"]["Question"] == "Years in [local authority] since 2020?"


def test_every_code_in_the_data_has_a_label(made: Made) -> None:
    labelled = {(row["Name"], row["Value"]) for row in made.table("Value labels")}
    unlabelled = {(name, value) for row in made.codes for name, value in row.items()} - labelled
    assert unlabelled == {("respondent", 1), ("respondent", 2), ("years", 4)}


def test_missing_values_are_labelled_for_every_question(made: Made) -> None:
    labels = {(row["Name"], row["Value"]): row["Label"] for row in made.table("Value labels")}
    assert labels["years", -8] == "Not asked"
    assert labels["years", -9] == "Asked and not answered"
    assert ("area", -9) not in labels


def test_labels_and_codes_are_the_same_rows(made: Made) -> None:
    labels = {(row["Name"], row["Value"]): row["Label"] for row in made.table("Value labels")}
    translated = [
        {name: labels.get((name, value), value) for name, value in row.items()}
        for row in made.codes
    ]
    assert made.labels == translated
    assert {row["role"] for row in made.labels} == {"Manager", "Practitioner"}
    assert {row["feelings_sad"] for row in made.labels} == {"Not asked", "Ticked"}


def test_the_file_says_the_day_and_nothing_finer(made: Made, today: date) -> None:
    properties = made.workbook.properties
    midnight = f"{today.isoformat()}T00:00:00"
    assert properties.created.isoformat() == midnight
    assert properties.modified.isoformat() == midnight
    assert properties.creator == "LARC Survey"
    assert properties.lastModifiedBy is None
    with ZipFile(made.file) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_an_export_without_responses_is_a_workbook_too(new_export: NewExport) -> None:
    made = Made(new_export())
    assert (made.responses, made.codes, made.labels) == (0, [], [])
