"""Questionnaires in papers load: whole ones as they stand, parts within a small one around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from questionnaires.core import yaml_format
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from tests.builders import definition, definition_of_pages, options, page, question, section
from tests.integration.papers.blocks import Snippet, snippets_in

YAML = snippets_in("yaml")


@pytest.mark.parametrize("snippet", YAML, ids=str)
def test_it_loads_without_an_error_or_a_warning(snippet: Snippet) -> None:
    if snippet.content.startswith("#") or "slug:" in snippet.content:
        found = yaml_format.parse(snippet.content, file="visits.yaml")
    else:
        found = around(yaml.safe_load(snippet.content))
    assert check(found) == []


def around(part: Any) -> Definition:
    """Return a small questionnaire with *part* where it belongs, by the fields that it has."""
    if isinstance(part, list):
        return definition_of_pages(*part)
    if "shown_when" in part:
        return definition(
            section("first", page("asked_first", *asked_by(part["shown_when"]))),
            section("then", page("then", question("then")), **part),
        )
    return definition_of_pages(page("only", question("only", type_of(part), **part)))


def asked_by(shown_when: Any) -> Iterator[dict[str, Any]]:
    """The questions that conditions ask for, with the choices that they name."""
    choices: dict[str, set[str]] = {}
    for condition in [*shown_when.get("all", ()), *shown_when.get("any", ())]:
        named = {*condition.get("any_of", ()), *condition.get("none_of", ())}
        choices.setdefault(condition["question"], {"another"}).update(named)
    for code, named in choices.items():
        yield question(code, "multiple", choices=options(*sorted(named)))


def type_of(part: Any) -> str:
    return "multiple" if "choices" in part else "text"


def test_the_example_uses_every_type_as_it_says() -> None:
    example = yaml_format.parse(YAML[0].content, file="visits.yaml")
    pages = [page for section in example.sections for page in section.pages]
    assert {question.type for page in pages for question in page.questions} == set(ANSWER_TYPES)
