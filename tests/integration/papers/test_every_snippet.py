"""No snippet of a paper goes untried: each has a test for its language, or a known reason."""

from __future__ import annotations

import re

from tests.integration.papers.blocks import COMMANDS, PROJECT, papers, snippets

TRIED = {
    COMMANDS: "test_commands.py",
    "sh": "test_commands.py",
    "json": "test_stored_answers.py",
    "po": "test_translations.py",
    "python": "test_python.py",
    "text": "test_output.py",
    "yaml": "test_questionnaires.py",
}
"""By language: where its snippets are run, or judged by the program that would run them."""

NOT_RUN = {
    "docs/architecture.md": ["a drawing"],
    "docs/questionnaire-format.md": ["a list of files"],
}
"""By paper: why the snippets that say so themselves are not run, in their order."""


def test_every_paper_is_read() -> None:
    there = {str(path.relative_to(PROJECT)) for path in PROJECT.glob("*/**/*.md")}
    ours = {path for path in there if not re.match(r"\.|.*node_modules|var/", path)}
    assert ours <= set(papers())
    assert {"README.md", "CONTRIBUTING.md", "docs/guides/researchers.md"} <= set(papers())


def test_every_snippet_has_a_test() -> None:
    untried = [str(one) for one in snippets() if not one.reason and one.language not in TRIED]
    assert untried == []
    folder = PROJECT / "tests/integration/papers"
    assert {path.name for path in folder.glob("test_*.py")} >= set(TRIED.values())


def test_what_is_not_run_is_listed_with_its_reason() -> None:
    told: dict[str, list[str]] = {}
    for snippet in snippets():
        if snippet.reason:
            told.setdefault(snippet.paper, []).append(snippet.reason)
    assert told == NOT_RUN
