"""What an export says, as plain tables: each format writes them in its own way.

Its own words are English, as the variable names are: a dataset is one file for all who analyse it,
and is made outside of any request (docs/decisions/0019-interface-languages.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from disclosure.missing import NOT_ANSWERED, NOT_ASKED
from disclosure.release import ReleaseDecision
from disclosure.table import Table
from disclosure.vocabulary import Cell
from exports.dataset import Dataset
from fieldwork.models import Survey

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cover says of an export besides its columns and rows."""

    survey: Survey
    cut_off: date
    is_interim: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the tables; those of data have a row for each response, as codes or as labels.

    `name` is what it is called where it is a file of its own.
    """

    name: str
    title: str
    about: str
    headings: Sequence[str]
    rows: Iterable[Row]
    is_data: bool = False
    is_labelled: bool = False


def sheets_of(facts: Facts, dataset: Dataset) -> list[Sheet]:
    """Return the sheets in their order; the list of contents is made from the others."""
    cover = _cover(facts, dataset)
    table = dataset.table
    others = [
        _notes(dataset),
        _codebook(table),
        _value_labels(table),
        _codes(table),
        _labels(table),
    ]
    return [cover, _contents([cover, *others]), *others]


def _cover(facts: Facts, dataset: Dataset) -> Sheet:
    return Sheet(
        name="cover",
        title="Cover",
        about="Where the dataset comes from and how it was made",
        headings=["Subject", "What there is to know"],
        rows=_cover_rows(facts, dataset),
    )


def _cover_rows(facts: Facts, dataset: Dataset) -> Iterator[Row]:
    survey = facts.survey
    yield "Survey", survey.title
    yield "Status", _status(facts)
    if survey.is_demonstration:
        yield "Demonstration", "All responses are synthetic: nobody gave these answers."
    yield "Carried out by", survey.organisation
    yield "Questionnaire", f"{dataset.title}, {_versions(dataset)}"
    yield "Responses up to", date_format(facts.cut_off, "YEAR_MONTH_FORMAT")
    yield "Number of responses", len(dataset.table)
    yield "Number of columns", len(dataset.table.columns)
    yield "What was left out", _left_out_in_short()
    yield "How it was made", _how_it_was_made()


def _versions(dataset: Dataset) -> str:
    *others, last = (str(number) for number in dataset.versions)
    return f"versions {', '.join(others)} and {last}" if others else f"version {last}"


def _status(facts: Facts) -> str:
    if facts.is_interim:
        return (
            "INTERIM. Made while the survey was open, by decision of a lead researcher. "
            "More responses may follow."
        )
    return "Final. Made after the survey had closed."


def _left_out_in_short() -> str:
    return (
        "Responses that were not submitted. All words that people typed. Answers that are "
        "released in groups only. The names of the local authorities. Keys, links and times are "
        "not in the dataset either. The sheet Notes names each variable that was left out."
    )


def _how_it_was_made() -> str:
    return (
        "From the submitted responses, each read along the questions that its respondent was "
        "led to. The rows were then put into a random order and numbered again. The number of "
        "a row means nothing outside this file."
    )


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    return Sheet(
        name="contents",
        title="Contents",
        about="",
        headings=["Sheet", "What is on it"],
        rows=[(sheet.title, sheet.about) for sheet in sheets],
    )


def _notes(dataset: Dataset) -> Sheet:
    return Sheet(
        name="notes",
        title="Notes",
        about="How to read the data, and which variables were left out",
        headings=["Subject", "Note"],
        rows=[*_reading_notes(), *_notes_on_versions(dataset), *_left_out(dataset)],
    )


def _reading_notes() -> Iterator[Row]:
    yield (
        str(NOT_ASKED),
        "Not asked: the answers given earlier did not lead to this question.",
    )
    yield (
        str(NOT_ANSWERED),
        "Asked and not answered: the question was shown and left blank.",
    )
    yield (
        "“Unsure”, “Don’t know”",
        "Answers with codes of their own, not missing values.",
    )
    yield (
        "Base of a column",
        "Its rows without -8 and -9. Bases differ, because most questions may be left blank.",
    )
    yield (
        "Questions with several answers",
        (
            "One column for each option: 1 if it was ticked, 0 if not. Where nothing at all was "
            "ticked, every one of these columns is -9."
        ),
    )
    yield (
        "Area",
        (
            "The number of a local authority area was drawn by lot. It is the same in every "
            "dataset of this survey."
        ),
    )
    yield (
        "The two sheets of data",
        "They hold the same rows in the same order: once as codes, once as labels.",
    )


def _notes_on_versions(dataset: Dataset) -> Iterator[Row]:
    if len(dataset.versions) > 1:
        yield (
            "Versions of the questionnaire",
            (
                f"Respondents answered {_versions(dataset)}, and each response was read by its "
                "own. Columns that the last version no longer has stand behind the others. What a "
                "respondent's version did not hold is -8, not asked. Questions and labels are "
                "worded as in the last version that has them; a code means the same in each."
            ),
        )


def _left_out(dataset: Dataset) -> Iterator[Row]:
    subjects = {
        ReleaseDecision.RECODED: "Left out: released in groups only",
        ReleaseDecision.FREE_TEXT: "Left out: free text, until somebody has reviewed it",
        ReleaseDecision.DROPPED: "Left out: not declared as safe to release",
    }
    for decision, subject in subjects.items():
        if dataset.left_out[decision]:
            yield subject, ", ".join(dataset.left_out[decision])


def _codebook(table: Table) -> Sheet:
    return Sheet(
        name="codebook",
        title="Codebook",
        about="Each column of the data: the question behind it and who was asked",
        headings=[
            "Name",
            "Question",
            "Part",
            "Section",
            "Page",
            "Asked of",
            "Type",
            "Measure",
        ],
        rows=[
            (
                column.name,
                column.question,
                column.part,
                column.section,
                column.page,
                column.asked_of,
                column.type,
                column.measure,
            )
            for column in table.columns
        ],
    )


def _value_labels(table: Table) -> Sheet:
    return Sheet(
        name="value-labels",
        title="Value labels",
        about="What each code stands for, in each column that has codes",
        headings=["Name", "Value", "Label"],
        rows=[
            (column.name, value, label)
            for column in table.columns
            for value, label in column.labels.items()
        ],
    )


def _codes(table: Table) -> Sheet:
    return Sheet(
        name="data-codes",
        title="Data (codes)",
        about="One row for each response, answers as codes",
        headings=[column.name for column in table.columns],
        rows=table.rows(),
        is_data=True,
    )


def _labels(table: Table) -> Sheet:
    labels = [column.labels for column in table.columns]
    return Sheet(
        name="data-labels",
        title="Data (labels)",
        about="The same rows, answers as labels",
        headings=[column.name for column in table.columns],
        rows=(
            [known.get(cell, cell) for known, cell in zip(labels, row, strict=True)]
            for row in table.rows()
        ),
        is_data=True,
        is_labelled=True,
    )
