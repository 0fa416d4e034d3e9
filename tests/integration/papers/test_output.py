"""Output that a paper shows is what a program says: produced again, line by line."""

from __future__ import annotations

from collections.abc import Callable

from questionnaires.core import yaml_format
from questionnaires.core.yaml_format import DefinitionError
from tests.integration.papers.blocks import snippets_in

FORMAT = "docs/questionnaire-format.md"

EXAMPLE = snippets_in("yaml", paper=FORMAT)[0].content

Changes = dict[str, str]

SLIPS = {
    "Which of these describes your role best?": "Which role #1 is yours?",
    "label: Manager, value: 1": "label: Manager, senior, value: 1",
}
TAB = {"            hint: Please tick one answer.\n": "\t    hint: Please tick one answer.\n"}
WRONG_FIELDS = {
    "slug: school-visits": "slug: school_visits",
    "required: true": "required: yes",
    "label: A charity, value: 3": "label: , value: 3",
    "release: drop\n\n          - code: purpo": "relase: drop\n\n          - code: purpo",
}
WRONG_PARTS = {
    "to schools in {area}": "to schools in {aera}",
    "choices: [charity, other]": "choices: [other]",
    "any_of: [practitioner]}\n    pages:\n      - code: visits": (
        "any_of: [practitoner]}\n    pages:\n      - code: visits"
    ),
}
DOUBTFUL = {
    "title: About this survey": "title: About <b>this</b> survey",
    "label: Other, value: 4": "label: A charity, value: 4",
    "any_of: [manager]}": "any_of: [manager]}\n        - {question: role, none_of: [manager]}",
}


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
    file = yaml_format.read(changed(changes), file="visits.yaml")
    return "\n".join(map(str, file.warnings))


SAID: dict[str, list[tuple[Callable[[Changes], str], Changes]]] = {
    FORMAT: [
        (errors, SLIPS),
        (errors, TAB),
        (errors, WRONG_FIELDS),
        (errors, WRONG_PARTS),
        (warnings, DOUBTFUL),
    ],
}
"""By paper: how each of its outputs comes about, in their order."""


def test_each_output_comes_about_as_it_is_shown() -> None:
    shown = {paper: snippets_in("text", paper=paper) for paper in SAID}
    assert sum(map(len, shown.values())) == len(snippets_in("text"))
    for paper, ways in SAID.items():
        for snippet, (say, changes) in zip(shown[paper], ways, strict=True):
            assert say(changes) == snippet.content.strip(), snippet
