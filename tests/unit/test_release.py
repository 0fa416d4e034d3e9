"""The allow-list: what leaves the database, and what stays whatever its author wrote."""

from dataclasses import dataclass

import pytest

from disclosure.release import ReleaseDecision, release_decision, release_decision_over_versions
from disclosure.vocabulary import Measure, Release
from questionnaires.core.question import Question
from tests.builders import compiled, instrument_of_pages, options, page, question


@dataclass(frozen=True)
class Declaration:
    release: str
    measure: str = "one category"


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("keep", ReleaseDecision.LEAVES),
        ("recode", ReleaseDecision.RECODED),
        ("free_text", ReleaseDecision.FREE_TEXT),
        ("drop", ReleaseDecision.DROPPED),
        ("", ReleaseDecision.DROPPED),
        ("Keep", ReleaseDecision.DROPPED),
        ("anything else", ReleaseDecision.DROPPED),
    ],
)
def test_only_what_is_declared_keep_leaves(release: str, expected: ReleaseDecision) -> None:
    assert release_decision(Declaration(release)) is expected


def test_what_was_typed_is_free_text_even_if_it_is_declared_keep() -> None:
    assert release_decision(Declaration("keep", measure="text")) is ReleaseDecision.FREE_TEXT


def test_typed_answers_that_are_dropped_stay_dropped() -> None:
    assert release_decision(Declaration("drop", measure="text")) is ReleaseDecision.DROPPED


def test_every_release_and_every_measure_of_a_questionnaire_has_a_fate() -> None:
    leaving = {
        (release, measure)
        for release in Release
        for measure in Measure
        if release_decision(Declaration(release, measure)) is ReleaseDecision.LEAVES
    }
    assert leaving == {(Release.KEEP, measure) for measure in Measure if measure != Measure.TEXT}


def test_a_question_without_a_declaration_is_dropped() -> None:
    [variable] = instrument_of_pages(page("p", question("q", "number", release=None))).variables()
    assert release_decision(variable) is ReleaseDecision.DROPPED


def test_of_a_recoded_question_only_its_groups_leave() -> None:
    groups = [
        {"code": "low", "label": "Low", "choices": ["a"]},
        {"code": "high", "label": "High", "choices": ["b", "c"]},
    ]
    recode = {"code": "q_group", "label": "In groups", "groups": groups}
    asked = compiled(
        question("q", choices=options("a", "b", "c"), release="recode", recodes=[recode])
    )
    assert names(asked, ReleaseDecision.LEAVES) == ["q_group"]


def test_please_specify_is_free_text_whatever_its_question_is() -> None:
    choices = options("a", {"code": "other", "label": "Other", "specify": "Which?"})
    asked = compiled(question("q", choices=choices))
    assert names(asked, ReleaseDecision.FREE_TEXT) == ["q_other_text"]


def names(asked: Question, becomes: ReleaseDecision) -> list[str]:
    return [one.name for one in asked.type.variables(asked) if release_decision(one) is becomes]


KEPT, DROPPED, WORDS = Declaration("keep"), Declaration("drop"), Declaration("free_text")


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([KEPT], ReleaseDecision.LEAVES),
        ([KEPT, KEPT], ReleaseDecision.LEAVES),
        ([KEPT, DROPPED], ReleaseDecision.DROPPED),
        ([DROPPED, KEPT], ReleaseDecision.DROPPED),
        ([KEPT, WORDS, KEPT], ReleaseDecision.FREE_TEXT),
    ],
)
def test_a_variable_of_several_versions_leaves_only_if_each_lets_it(
    versions: list[Declaration], expected: ReleaseDecision
) -> None:
    assert release_decision_over_versions(versions) is expected
