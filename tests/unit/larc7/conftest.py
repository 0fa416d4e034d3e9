"""LARC 7, and what its source asks."""

from __future__ import annotations

from pathlib import Path

import pytest

import questionnaires
from questionnaires.core import yaml_format
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.question import Question

FILE = Path(questionnaires.__file__).parent / "definitions" / "larc7.yaml"


OPTIONS_IN_THE_SOURCE = {
    # Section A, for all respondents
    "agency": 18,
    "lscb": 2,
    "role": 3,
    "age_groups": 5,
    "specialist_service": 3,
    "service_support": 7,
    "threshold": 5,
    "agency_has": 2,
    "area_has": 3,
    # Section B, for frontline practitioners and carers
    "children_3_months": 9,
    "children_last_year": 9,
    "change": 8,
    "feelings": 10,
    "supervision": 5,
    "training": 3,
    "training_available": 3,
    "support_used": 15,
    "support_wanted": 15,
    # Section C, for managers and commissioners
    "manager_children_3_months": 9,
    "manager_children_last_year": 9,
    "manager_change": 7,
    "manager_feelings": 10,
    "manager_training": 3,
    "manager_support_used": 15,
}
"""Question -> options of single and multiple choice, misprints settled."""


ROWS_AND_POINTS_IN_THE_SOURCE = {
    "groups": (10, 6),
    "factors": (10, 6),
    "knowledge": (7, 6),
    "confidence": (6, 6),
    "training_impact": (5, 5),
    "support_impact": (4, 6),
    "manager_groups": (11, 6),
    "manager_factors": (10, 6),
    "manager_knowledge": (6, 6),
    "manager_confidence": (6, 6),
    "manager_leadership": (4, 6),
    "manager_training_impact": (5, 5),
    "manager_support_impact": (4, 6),
}
"""Stem of a grid -> its rows, over both pages where it is split, and its scale points."""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return yaml_format.parse(FILE.read_text(encoding="utf-8"), file=FILE.name)


@pytest.fixture(scope="module")
def larc7(definition: Definition) -> Instrument:
    return compile_instrument(definition)


def questions_of_type(instrument: Instrument, *names: str) -> list[Question]:
    return [question for question in instrument.questions.values() if question.type.name in names]
