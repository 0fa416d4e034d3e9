"""The snippets of all papers: blocks of code, and commands within sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

PROJECT = Path(__file__).resolve().parents[3]

COMMANDS = "commands"
"""The language of an indented block: what one types at a terminal."""

NOT_RUN = re.compile(r"<!-- not run: (.+) -->")

_markdown = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A block with its language and, if it says that it cannot be run, why."""

    paper: str
    line: int
    language: str
    content: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.paper}:{self.line}"


@cache
def papers() -> tuple[str, ...]:
    """The paths of all Markdown files of the project."""
    folders = (PROJECT, PROJECT / "docs", PROJECT / "larc_survey/frontend")
    found = {path for folder in folders[:1] for path in folder.glob("*.md")}
    found |= set(folders[1].rglob("*.md")) | set(folders[2].glob("*.md"))
    return tuple(sorted(str(path.relative_to(PROJECT)) for path in found))


@cache
def snippets() -> tuple[Snippet, ...]:
    """Every block of code of every paper, in order."""
    return tuple(snippet for paper in papers() for snippet in _of(paper))


def snippets_in(*languages: str, paper: str = "") -> list[Snippet]:
    """Those in one of *languages* that are to be run, of one *paper* if given."""
    return [
        snippet
        for snippet in snippets()
        if snippet.language in languages and not snippet.reason and paper in ("", snippet.paper)
    ]


def inline_code() -> Iterator[tuple[str, str]]:
    """Yield each paper with the code in its sentences and tables."""
    for paper in papers():
        for token in _tokens(paper):
            for child in token.children or ():
                if child.type == "code_inline":
                    yield paper, child.content


def _of(paper: str) -> Iterator[Snippet]:
    reason = ""
    for token in _tokens(paper):
        if token.type in ("fence", "code_block"):
            language = COMMANDS if token.type == "code_block" else token.info.strip()
            line = (token.map or [0])[0] + 1
            yield Snippet(paper, line, language, token.content, reason)
        mark = NOT_RUN.fullmatch(token.content.strip()) if token.type == "html_block" else None
        reason = mark[1] if mark else ""


def _tokens(paper: str) -> list[Token]:
    return _markdown.parse((PROJECT / paper).read_text(encoding="utf-8"))
