"""What must hold between the parts of a definition."""

from __future__ import annotations

import pytest
from hypothesis import given

from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from questionnaires.core.problems import Severity
from tests.builders import (
    definition,
    definition_of_pages,
    definition_of_questions,
    options,
    page,
    question,
    section,
)
from tests.strategies import definitions
from tests.unit.definition_findings import FIRST, KNOWN, found

PANEL = {"code": "meaning", "title": "Meaning", "body": "Words"}


@given(definitions())
def test_a_sound_definition_has_no_errors(sound: Definition) -> None:
    assert all(problem.severity is Severity.WARNING for problem in check(sound))


def test_codes_of_sections_pages_and_panels_are_taken_once() -> None:
    twice = definition(
        section("same", page("one")),
        section("same", page("one")),
        panels=[PANEL, PANEL],
    )
    assert found(twice) == [
        "error: panels.1.code: code meaning is already taken by an earlier one",
        "error: sections.1.code: code same is already taken by an earlier one",
        "error: sections.1.pages.0.code: code one is already taken by an earlier one",
    ]


def test_things_of_different_kinds_may_share_a_code() -> None:
    shared = definition(
        section("role", page("role", question("role", choices=options("role")))),
        panels=[{**PANEL, "code": "role"}],
    )
    assert found(shared) == []


def test_panels_that_do_not_exist_are_found_on_the_start_and_on_pages() -> None:
    checked = definition_of_pages(
        page("one", panels=["meaning", "meanign"]), panels=[PANEL], start_panels=["gone"]
    )
    assert found(checked) == [
        "error: start_panels.0: there is no panel gone",
        "error: sections.0.pages.0.panels.1: there is no panel meanign; did you mean meaning?",
    ]


def test_placeholders_are_looked_for_in_every_text() -> None:
    checked = definition_of_pages(
        page("one", text="{a}", title="In {area}"),
        title="{b}",
        panels=[{**PANEL, "continuum": [{"name": "{c}", "description": "x"}], "source": "{d}"}],
    )
    assert sorted(found(checked)) == [
        f"error: panels.0.continuum.0.name: nothing fills {{c}}; {KNOWN}",
        f"error: panels.0.source: nothing fills {{d}}; {KNOWN}",
        f"error: sections.0.pages.0.text: nothing fills {{a}}; {KNOWN}",
        f"error: title: nothing fills {{b}}; {KNOWN}",
    ]


@pytest.mark.parametrize(
    ("minimum", "warned"), [(None, True), (-7, True), (-6.5, False), (0, False)]
)
def test_a_number_that_could_be_read_as_missing_is_a_warning(
    minimum: float | None, *, warned: bool
) -> None:
    checked = definition_of_questions(question("balance", "number", minimum=minimum, decimals=1))
    warning = (
        f"warning: {FIRST}.minimum: set minimum above -7: "
        "datasets write -7, -8 and -9 for missing values"
    )
    assert found(checked) == ([warning] if warned else [])


def test_a_question_without_a_release_is_a_warning() -> None:
    assert found(definition_of_questions(question("role", release=None))) == [
        f"warning: {FIRST}: role declares no release, so no dataset will hold it"
    ]


@pytest.mark.parametrize("release", ["keep", "drop", "free_text"])
def test_a_question_with_any_release_is_not(release: str) -> None:
    assert found(definition_of_questions(question("role", release=release))) == []
