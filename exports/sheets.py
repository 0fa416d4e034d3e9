"""What stands on each sheet of an export's workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from disclosure.missing import NOT_ANSWERED, NOT_ASKED
from disclosure.release import Fate
from disclosure.rows import Cell, Rows
from exports.registry import Registry
from fieldwork.models import Survey

Row = Sequence[Cell]

NARROW, MIDDLE, WIDE, WIDEST = 12, 24, 60, 90
"""Widths of columns in characters."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cover says of an export besides its columns and rows."""

    survey: Survey
    cut_off: date
    is_interim: bool


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: a single table, with the width of each column in characters."""

    title: str
    about: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Row]
    is_data: bool = False


def plan_workbook(facts: Facts, registry: Registry, rows: Rows) -> list[SheetPlan]:
    """Return the sheets in their order; the list of contents is made from the others."""
    cover = _cover(facts, registry, rows)
    others = [
        _notes(registry),
        _codebook(registry),
        _value_labels(registry),
        _codes(registry, rows),
        _labels(registry, rows),
    ]
    return [cover, _contents([cover, *others]), *others]


def _cover(facts: Facts, registry: Registry, rows: Rows) -> SheetPlan:
    return SheetPlan(
        title=_("Cover"),
        about=_("Where the dataset comes from and how it was made"),
        headings=[_("Subject"), _("What there is to know")],
        widths=[MIDDLE, WIDEST],
        rows=_cover_rows(facts, registry, rows),
    )


def _cover_rows(facts: Facts, registry: Registry, rows: Rows) -> Iterator[Row]:
    survey = facts.survey
    questionnaire = {"title": registry.instrument.title, "number": survey.version.number}
    yield _("Survey"), survey.title
    yield _("Status"), _status(facts)
    if survey.is_demonstration:
        yield _("Demonstration"), _("All responses are synthetic: nobody gave these answers.")
    yield _("Carried out by"), survey.organisation
    yield _("Questionnaire"), _("%(title)s, version %(number)d") % questionnaire
    yield _("Responses up to"), date_format(facts.cut_off, "F Y")
    yield _("Number of responses"), len(rows)
    yield _("Number of columns"), len(registry.columns)
    yield _("What was left out"), _left_out_in_short()
    yield _("How it was made"), _how_it_was_made()


def _status(facts: Facts) -> str:
    if facts.is_interim:
        return _(
            "INTERIM. Made while the survey was open, by decision of a lead researcher. "
            "More responses may follow."
        )
    return _("Final. Made after the survey had closed.")


def _left_out_in_short() -> str:
    return _(
        "Responses that were not submitted. Everything that people typed, until somebody has "
        "reviewed it. Answers that are released in groups only. The names of the local "
        "authorities. Keys, links and times are not in the dataset either. The sheet Notes "
        "names each variable that was left out."
    )


def _how_it_was_made() -> str:
    return _(
        "From the submitted responses, each read along the questions that its respondent was "
        "led to. The rows were then put into a random order and numbered afresh. The number of "
        "a row means nothing outside this file."
    )


def _contents(sheets: Sequence[SheetPlan]) -> SheetPlan:
    return SheetPlan(
        title=_("Contents"),
        about="",
        headings=[_("Sheet"), _("What is on it")],
        widths=[MIDDLE, WIDEST],
        rows=[(sheet.title, sheet.about) for sheet in sheets],
    )


def _notes(registry: Registry) -> SheetPlan:
    return SheetPlan(
        title=_("Notes"),
        about=_("How to read the data, and which variables were left out"),
        headings=[_("Subject"), _("Note")],
        widths=[MIDDLE, WIDEST],
        rows=[*_reading_notes(), *_left_out(registry)],
    )


def _reading_notes() -> Iterator[Row]:
    yield (
        str(NOT_ASKED),
        _("Not asked: the answers given earlier did not lead to this question."),
    )
    yield (
        str(NOT_ANSWERED),
        _("Asked and not answered: the question was shown and left blank."),
    )
    yield (
        _("“Unsure”, “Don’t know”"),
        _("Answers with codes of their own, not missing values."),
    )
    yield (
        _("Base of a column"),
        _("Its rows without -8 and -9. Bases differ, because most questions may be left blank."),
    )
    yield (
        _("Questions with several answers"),
        _(
            "One column for each option: 1 if it was ticked, 0 if not. Where nothing at all was "
            "ticked, every one of these columns is -9."
        ),
    )
    yield (
        _("Area"),
        _(
            "The number of a local authority area was drawn by lot. It is the same in every "
            "dataset of this survey."
        ),
    )
    yield (
        _("The two sheets of data"),
        _("They hold the same rows in the same order: once as codes, once as labels."),
    )


def _left_out(registry: Registry) -> Iterator[Row]:
    subjects = {
        Fate.RECODED: _("Left out: released in groups only"),
        Fate.FREE_TEXT: _("Left out: free text, until somebody has reviewed it"),
        Fate.DROPPED: _("Left out: not declared as safe to release"),
    }
    for fate, subject in subjects.items():
        if registry.left_out[fate]:
            yield subject, ", ".join(variable.name for variable in registry.left_out[fate])


def _codebook(registry: Registry) -> SheetPlan:
    return SheetPlan(
        title=_("Codebook"),
        about=_("Each column of the data: the question behind it and who was asked"),
        headings=[
            _("Name"),
            _("Question"),
            _("Part"),
            _("Section"),
            _("Page"),
            _("Asked of"),
            _("Type"),
            _("Measure"),
        ],
        widths=[MIDDLE, WIDE, WIDE, MIDDLE, MIDDLE, WIDE, NARROW, NARROW],
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
            for column in registry.columns
        ],
    )


def _value_labels(registry: Registry) -> SheetPlan:
    return SheetPlan(
        title=_("Value labels"),
        about=_("What each code stands for, in each column that has codes"),
        headings=[_("Name"), _("Value"), _("Label")],
        widths=[MIDDLE, NARROW, WIDEST],
        rows=[
            (column.name, value, label)
            for column in registry.columns
            for value, label in column.labels.items()
        ],
    )


def _codes(registry: Registry, rows: Rows) -> SheetPlan:
    return SheetPlan(
        title=_("Data (codes)"),
        about=_("One row for each response, answers as codes"),
        headings=[column.name for column in registry.columns],
        widths=[NARROW] * len(registry.columns),
        rows=rows.numbered(),
        is_data=True,
    )


def _labels(registry: Registry, rows: Rows) -> SheetPlan:
    labels = [column.labels for column in registry.columns]
    return SheetPlan(
        title=_("Data (labels)"),
        about=_("The same rows, answers as labels"),
        headings=[column.name for column in registry.columns],
        widths=[MIDDLE] * len(registry.columns),
        rows=(
            [known.get(cell, cell) for known, cell in zip(labels, row, strict=True)]
            for row in rows.numbered()
        ),
        is_data=True,
    )
