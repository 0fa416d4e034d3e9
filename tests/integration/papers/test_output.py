"""Output that a paper shows is what a program says: produced again, line by line."""

from __future__ import annotations

from collections.abc import Callable

from questionnaires.core import yaml_format
from questionnaires.core.checks import check
from questionnaires.core.yaml_format import DefinitionError
from tests.integration.papers.blocks import snippets_in

FORMAT = "docs/questionnaire-format.md"

EXAMPLE = snippets_in("yaml", paper=FORMAT)[0].content

Changes = dict[str, str]

WRONG_FIELDS = {
    "required: true": "required: maybe",
    "{code: charity, label: A charity, value: 3}": "{code: charity, value: 3}",
    "release: keep\n            minimum": "relase: keep\n            minimum",
}
WRONG_PARTS = {
    "to schools in {area}": "to schools in {aera}",
    "choices: [charity, other]": "choices: [other]",
    "any_of: [practitioner]}\n    pages:\n      - code: visits": (
        "any_of: [practitoner]}\n    pages:\n      - code: visits"
    ),
}
NO_RELEASE = {"            release: drop\n\n          - code: purpo": "\n          - code: purpo"}


def changed(changes: Changes) -> str:
    text = EXAMPLE
    for right, wrong in changes.items():
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return text


def errors(changes: Changes) -> str:
    try:
        yaml_format.parse(changed(changes), file="visits.yaml")
    except DefinitionError as error:
        return str(error)
    return ""


def warnings(changes: Changes) -> str:
    return "\n".join(map(str, check(yaml_format.parse(changed(changes), file="visits.yaml"))))


SAID: dict[str, list[tuple[Callable[[Changes], str], Changes]]] = {
    FORMAT: [(errors, WRONG_FIELDS), (errors, WRONG_PARTS), (warnings, NO_RELEASE)],
}
"""By paper: how each of its outputs comes about, in their order."""


def test_each_output_comes_about_as_it_is_shown() -> None:
    shown = {paper: snippets_in("text", paper=paper) for paper in SAID}
    assert sum(map(len, shown.values())) == len(snippets_in("text"))
    for paper, ways in SAID.items():
        for snippet, (say, changes) in zip(shown[paper], ways, strict=True):
            assert say(changes) == snippet.content.strip(), snippet
