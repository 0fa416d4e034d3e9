"""What may fill a parameter of a questionnaire, and what a definition may declare."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from questionnaires.core import yaml_format
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.core.parameters import ParameterKind, fault_in
from questionnaires.core.translation_update import dump
from tests.builders import (
    RECENT_PERIOD,
    SINCE_YEAR,
    Fields,
    definition_of_questions,
    question,
)
from tests.unit.definition_findings import found

UNFILLED = "The questions need this: say what it is."
ONE_LINE = "This must be one line of at most 200 characters."
YEAR = "This must be a year in four figures, such as 2014."
WHOLE = "This must be a whole number in figures, such as 12."


def asked(*parameters: Fields, text: str = "Since {since_year}?") -> Definition:
    return definition_of_questions(question("q", text=text), parameters=list(parameters))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "two years"),
        ("text", "x" * 200),
        ("text", "‏שנתיים"),
        ("text", "<b>{area}</b>"),
        ("year", "2014"),
        ("year", "1066"),
        ("number", "0"),
        ("number", "999999999"),
    ],
)
def test_what_fits_has_no_fault(kind: str, value: str) -> None:
    assert fault_in(value, ParameterKind(kind)) == ""


@pytest.mark.parametrize(
    ("kind", "value", "fault"),
    [
        *((kind, blank, UNFILLED) for kind in ParameterKind for blank in ("", " \t", "\u200b")),
        *((kind, "2014\n2015", ONE_LINE) for kind in ParameterKind),
        ("text", "x" * 201, ONE_LINE),
        ("text", "two\x00years", ONE_LINE),
        ("text", "two\u2028years", ONE_LINE),
        ("year", "14", YEAR),
        ("year", "20145", YEAR),
        ("year", "0999", YEAR),
        ("year", "since 2014", YEAR),
        ("year", "2014 ", YEAR),
        ("year", "٢٠١٤", YEAR),
        ("number", "-1", WHOLE),
        ("number", "1.5", WHOLE),
        ("number", "1,000", WHOLE),
        ("number", "007", WHOLE),
        ("number", "1" * 10, WHOLE),
    ],
)
def test_what_does_not_fit_is_explained(kind: str, value: str, fault: str) -> None:
    assert fault_in(value, ParameterKind(kind)) == fault


def test_what_is_declared_may_stand_in_texts() -> None:
    assert found(asked(SINCE_YEAR)) == []


def test_what_is_not_declared_may_not() -> None:
    (error,) = found(asked(RECENT_PERIOD, text="In {recent_period}, {since_yaer}?"))
    assert error.endswith(
        "nothing fills {since_yaer}; known are {area}, {closing_date}, {contact}, {recent_period}"
    )


def test_a_misspelt_parameter_is_guessed() -> None:
    (error,) = found(asked(SINCE_YEAR, text="{since_year} {since_yaer}"))
    assert error.endswith("did you mean since_year?")


WRONG: dict[str, tuple[Sequence[Fields], list[str]]] = {
    "a name twice": (
        [SINCE_YEAR, SINCE_YEAR],
        [
            "error: parameters.1.name: {since_year} is already declared above: choose another name",
        ],
    ),
    "a name that every survey fills": (
        [SINCE_YEAR, {**RECENT_PERIOD, "name": "area"}],
        ["error: parameters.1.name: {area} is what every survey fills: choose another name"],
    ),
    "an example that is none": (
        [{**SINCE_YEAR, "example": "two years ago"}],
        [f"error: parameters.0.example: no survey could say this. {YEAR}"],
    ),
    "braces in its own words": (
        [{**SINCE_YEAR, "label": "since when in {area}"}],
        ["error: parameters.0.label: nothing is filled in here: take the braces out"],
    ),
    "one that no text says": (
        [SINCE_YEAR, RECENT_PERIOD],
        ["warning: parameters.1: no text says {recent_period}, so nobody would see it"],
    ),
}


@pytest.mark.parametrize(("parameters", "problems"), WRONG.values(), ids=WRONG)
def test_wrong_declarations_are_found(parameters: list[Fields], problems: list[str]) -> None:
    assert found(asked(*parameters, text="Since {since_year} in {area}?")) == problems


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do() -> None:
    text = yaml_format.dump(asked(SINCE_YEAR)).replace("kind: year", "kind: yaer")
    with pytest.raises(yaml_format.DefinitionError) as refused:
        yaml_format.parse(text, file="survey.yaml")
    assert str(refused.value) == (
        "survey.yaml:5: kind must be one of text, year, number; did you mean year?"
    )


def test_an_example_in_bare_figures_is_told_to_stand_in_quotes() -> None:
    text = yaml_format.dump(asked(SINCE_YEAR)).replace("example: '2014'", "example: 2014")
    with pytest.raises(yaml_format.DefinitionError) as refused:
        yaml_format.parse(text, file="survey.yaml")
    assert 'example is read as a number: put it in quotes ("2014")' in str(refused.value)


def test_an_instrument_carries_them_in_their_order() -> None:
    said = asked(SINCE_YEAR, RECENT_PERIOD, text="{recent_period} {since_year}")
    declared = compile_instrument(said).parameters
    assert [(one.name, one.is_text) for one in declared] == [
        ("since_year", False),
        ("recent_period", True),
    ]


def test_translators_are_told_what_it_stands_for() -> None:
    said = "#. keep {since_year}: the year from which training counts, for example 2014"
    assert said in dump(asked(SINCE_YEAR), "cy", {}).splitlines()
