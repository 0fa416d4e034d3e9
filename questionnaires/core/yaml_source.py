"""The text of a definition file as plain data, with the line of each of its parts.

Plain YAML with some departures from PyYAML's defaults, all for authors' sake: `Yes` and `No` are
words, not booleans, and nothing is taken for a date or a number in base 8 or 60. A key that stands
twice is an error, and so is what YAML reads otherwise than its author surely meant it
(`yaml_slips`). Anchors and aliases (`&scale`, `*scale`) share lists, as in any YAML, within limits:
a few lines of aliases that repeat aliases could stand for more than a computer holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from questionnaires.core.odd_characters import named
from questionnaires.core.problems import Path
from questionnaires.core.yaml_notes import Finding, Notes, Quoted
from questionnaires.core.yaml_slips import slips
from questionnaires.core.yaml_syntax import explained

MAX_BYTES = 1_000_000
"""Of a file; LARC 7 has 56,000."""

MAX_PARTS = 50_000
"""Texts, lists and groups of fields, an alias counted as all that it repeats; LARC 7 has 3,800."""

MAX_DEPTH = 40
"""Lists and groups of fields inside of one another; LARC 7 has 13."""

MAX_TEXT = 20_000
"""Characters of one text."""


class Unreadable(Exception):
    """A text that is no definition file; `findings` say where and why."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings


@dataclass(frozen=True)
class Source:
    """What a file holds; `lines` are those on which its parts begin, `text` is all of it."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    text: str = ""

    def line_of(self, path: Path, excerpt: str = "") -> int:
        """Return the line of the part at *path*, or of the nearest part around it.

        In a text of several lines it is the one with *excerpt*, if that stands in one line.
        """
        while path and path not in self.lines:
            path = path[:-1]
        first = self.lines.get(path, 1)
        if excerpt:
            lines = self._text_lines[first - 1 : self._line_after(first) - 1]
            return first + next((n for n, line in enumerate(lines) if excerpt in line), 0)
        return first

    def _line_after(self, line: int) -> int:
        """Return the next line below *line* on which a part begins."""
        place = bisect_right(self._begun, line)
        return self._begun[place] if place < len(self._begun) else len(self._text_lines) + 1

    @cached_property
    def _begun(self) -> list[int]:
        return sorted(set(self.lines.values()))

    @cached_property
    def _text_lines(self) -> list[str]:
        return self.text.split("\n")


def read(text: str) -> Source:
    """Return the data in *text*; raise Unreadable with all that is wrong in it as YAML."""
    if len(text) > MAX_BYTES:
        raise Unreadable(too_big())
    if unprintable := list(_unprintable(text)):
        raise Unreadable(*unprintable)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Unreadable(explained(error, text, loader.notes)) from None
    except (ValueError, OverflowError):  # no character has such a number
        reason = "there is no such character: take the backslash and what follows it away"
        raise Unreadable(Finding(loader.line + 1, reason)) from None
    if root is None:
        return Source()
    _refuse_too_much(root, {})
    lines: dict[Path, int] = {}
    findings = [*_locate(root, (), lines), *slips(root, text, loader.notes)]
    if findings:
        raise Unreadable(*findings)
    return Source(loader.construct_document(root), lines, text)


def too_big() -> Finding:
    """Return what is said of a file that is bigger than any questionnaire."""
    return Finding(1, f"the file is too big: at most {MAX_BYTES:,} bytes are read")


_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not allow; and three line breaks that YAML knows and no editor counts."""


def _unprintable(text: str) -> Iterator[Finding]:
    for match in _UNPRINTABLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Finding(line, f"there is {named(match[0])}, which nobody sees: delete it")
        return


_TOO_DEEP = "lists and groups are nested too deeply here"


class _Loader(yaml.SafeLoader):
    """Safe YAML whose bare words stay words; it notes what nodes do not tell."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.notes = Notes()
        self._depth = 0

    def scan_flow_scalar(self, style: str) -> yaml.ScalarToken:
        self.notes.quoted.append(Quoted(self.line, self.index))
        token: yaml.ScalarToken = super().scan_flow_scalar(style)
        start, end = token.start_mark, token.end_mark
        self.notes.quoted[-1] = Quoted(start.line, start.index, end.line, end.index)
        return token

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # in PyYAML's stubs
        self._refuse(event)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        if isinstance(event, yaml.AliasEvent):
            self.notes.repeated.add(id(node))
        elif event.anchor is not None:
            self.notes.anchored[id(node)] = event.anchor
        return node

    def _refuse(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if self._depth == MAX_DEPTH:
            raise Unreadable(Finding(line, _TOO_DEEP))
        if getattr(event, "tag", None) is not None:
            reason = "a text that begins with ! must be put in quotes"
            raise Unreadable(Finding(line, reason))
        if len(getattr(event, "value", "")) > MAX_TEXT:
            raise Unreadable(Finding(line, f"a text has at most {MAX_TEXT:,} characters"))


_PLAIN = {
    "tag:yaml.org,2002:bool": re.compile(r"^(?:true|false)$"),
    "tag:yaml.org,2002:int": re.compile(r"^-?(?:0|[1-9][0-9]{0,30})$"),
    "tag:yaml.org,2002:float": re.compile(r"^-?[0-9]+\.[0-9]+$"),
    "tag:yaml.org,2002:null": re.compile(r"^(?:~|null|)$"),
}
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, _pattern, None)


_UNDER_WAY = (0, 0)


def _refuse_too_much(node: yaml.Node, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return how many parts *node* has with all that it repeats, and how deep it is.

    Raise Unreadable where that is too much, or has no end. *known* are the nodes seen already, so
    that what is repeated is counted and never walked again.
    """
    line = node.start_mark.line + 1
    if known.get(id(node)) == _UNDER_WAY:
        raise Unreadable(Finding(line, "what begins here repeats itself without end"))
    if id(node) not in known:
        known[id(node)] = _UNDER_WAY
        below = [_refuse_too_much(part, known) for part in _parts_of(node)]
        size = 1 + sum(size for size, _height in below)
        height = 1 + max((height for _size, height in below), default=0)
        if size > MAX_PARTS:
            reason = f"with all that is repeated by * there are more than {MAX_PARTS:,} parts here"
            raise Unreadable(Finding(line, reason))
        if height > MAX_DEPTH:
            raise Unreadable(Finding(line, _TOO_DEEP))
        known[id(node)] = (size, height)
    return known[id(node)]


def _parts_of(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _locate(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Iterator[Finding]:
    """Note the line of every part below *node*; yield each key that stands twice or is no word."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            if isinstance(item, yaml.ScalarNode):  # a code may be looked for by itself
                lines.setdefault((*path, item.value), item.start_mark.line + 1)
            yield from _locate(item, (*path, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _locate_field(key, value, path, lines)


def _locate_field(
    key: yaml.Node, value: yaml.Node, path: Path, lines: dict[Path, int]
) -> Iterator[Finding]:
    line = key.start_mark.line + 1
    if not isinstance(key, yaml.ScalarNode):
        yield Finding(line, "a text that begins with { or [ must be put in quotes")
        return
    part = (*path, key.value)
    if part in lines:
        yield Finding(line, f"{key.value} stands twice here, first in line {lines[part]}")
        return
    lines[part] = line
    yield from _locate(value, part, lines)
