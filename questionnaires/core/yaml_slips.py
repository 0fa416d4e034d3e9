"""What is valid YAML and yet not what its author meant: words lost, or read as something else.

YAML cuts a text at ` #`, ends it at a comma in braces, and lets quotes that nobody closed swallow
the lines below. None of this is an error to it, so a respondent would be the first to notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from questionnaires.core.odd_characters import (
    CURLY_QUOTES,
    MEANT,
    ODD_SPACES,
    UNSEEN,
    first_odd,
    named,
    without_odd,
)
from questionnaires.core.schema import FIELDS, TEXTS
from questionnaires.core.yaml_notes import Finding, Notes, Quoted

FIELD = rf"(?:{'|'.join(sorted(FIELDS, key=len, reverse=True))})"
ENTRY = r" *(?:- +)*"
"""What stands before the first field of a line."""

_ODD_COLON = f"[{''.join(sign for sign, meant in MEANT.items() if meant == ':')}]"
_STRUCTURE = rf"(?:- +)*(?:\{{ *)?(?:['\"]?{FIELD}['\"]? *:|- *\{{)"
_UNSPACED = rf"(?:- +)*({FIELD})(?: *{_ODD_COLON}|:(?=\S))"

STRUCTURE = re.compile(f" *{_STRUCTURE}")
"""How a line begins that is no line of a text but a field or an entry."""

UNSPACED = re.compile(f" *{_UNSPACED}.*")
"""A line that begins with a field whose colon lacks its space, or is no colon."""

_LIST = r"(?:[-*+>]|[0-9]{1,2}[.)]) +\S"

LIST_LINE = re.compile(f" *{_LIST}")
"""A line of a list or quotation in Markdown."""

FOLDED_WRONG = re.compile(rf"\s(?:{_STRUCTURE}|{_UNSPACED}|{_LIST})")
"""Within a text: what a reader of the file would take for something else at a line's beginning."""

CUT = "since # begins a comment: put the text in quotes, or the comment on a line of its own"

_FIELD_AND_MORE = re.compile(
    rf"({FIELD})(?:[\s:\"'{CURLY_QUOTES}{ODD_SPACES}{UNSEEN}]|{_ODD_COLON})"
)
_COLON = re.compile(r"[ \n]*:")
_COMMENT = re.compile(r" +#")
_COMMENT_BELOW = re.compile(r"(?:[ \t]*\n)+( *)#\w")


def slips(root: yaml.Node, text: str, notes: Notes) -> Iterator[Finding]:
    """Yield what in *text*, read as the nodes below *root*, its author cannot have meant."""
    yield from swallowed(text, notes.quoted)
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _key, value in node.value]
            yield from _slips_in_group(node, text, notes)


def swallowed(text: str, quoted: list[Quoted]) -> Iterator[Finding]:
    """Yield the first text in quotes that goes on over lines which are no lines of a text.

    After it inside and outside have changed their places, so what else is found says nothing.
    """
    for one in quoted:
        lines = text[one.start : one.end].split("\n")
        for before, line in pairwise(lines):
            if STRUCTURE.match(line) and not before.endswith("\\"):
                mark = text[one.start]
                reason = f"the quotation mark {mark} that opens a text here is not closed: close it"
                yield Finding(one.line + 1, reason)
                return


def _slips_in_group(node: yaml.MappingNode, text: str, notes: Notes) -> Iterator[Finding]:
    before: tuple[yaml.Node, yaml.Node] | None = None
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if node.flow_style and (" " in key.value.strip() or _stands_alone(key, value, text)):
            yield Finding(key.start_mark.line + 1, _no_field(key.value, before))
            continue
        before = key, value
        if found := _run_on(key.value):
            yield Finding(key.start_mark.line + 1, f"{found} needs a colon and a space after it")
        is_here = value.start_mark.index >= key.end_mark.index  # and no alias of what is elsewhere
        if is_here and isinstance(value, yaml.ScalarNode):
            yield from _unclosed_line(value, text)
            if key.value in TEXTS:
                yield from _joined(key, value, text)
                yield from _cut(key, value, text, in_braces=bool(node.flow_style))
                yield from _named(key, value, notes)


def _run_on(name: str) -> str:
    """Return the field with which a *name* begins that goes on for want of its colon, or ""."""
    is_known = without_odd(name).strip() in FIELDS
    found = None if is_known else _FIELD_AND_MORE.match(name)
    return found[1] if found else ""


def _stands_alone(key: yaml.Node, value: yaml.Node, text: str) -> bool:
    """Return whether *key* is in braces without any colon."""
    is_nothing = value.start_mark.index == value.end_mark.index
    return is_nothing and not _COLON.match(text, key.end_mark.index)


def _no_field(name: str, before: tuple[yaml.Node, yaml.Node] | None) -> str:
    """Return what is wrong where a *name* in braces is none; *before* is the field before it."""
    odd = first_odd(name)
    if odd and FOLDED_WRONG.match(f" {without_odd(name)}"):
        return f"there is {named(odd)}, which only looks right: put a space there"
    if unspaced := UNSPACED.fullmatch(name):
        return f"{unspaced[1]} needs a colon and a space after it"
    if before is None:
        return f"{name} is no field: a text that begins with {{ must be put in quotes"
    reason = "a comma ends a text in braces: put the whole text in quotes"
    field, value = before
    if not isinstance(value, yaml.ScalarNode) or value.style:
        return reason
    whole = f"{value.value}, {name}"
    if set(whole) & set(CURLY_QUOTES):
        return f'{reason}, straight ones (")'
    is_short = len(whole) < 80 and '"' not in whole
    return f'{reason} ({field.value}: "{whole}")' if is_short else reason


def _unclosed_line(value: yaml.ScalarNode, text: str) -> Iterator[Finding]:
    """Yield a line of a text without quotes that was meant as a field."""
    if value.style or value.start_mark.line == value.end_mark.line:
        return
    lines = text[value.start_mark.index : value.end_mark.index].split("\n")
    for number, line in enumerate(lines[1:], start=value.start_mark.line + 2):
        unspaced = UNSPACED.fullmatch(line)
        if unspaced:
            yield Finding(number, f"{unspaced[1]} needs a colon and a space after it")


def _joined(key: yaml.ScalarNode, value: yaml.ScalarNode, text: str) -> Iterator[Finding]:
    """Yield a list that becomes one line, since YAML joins the lines of a text without `|`."""
    if value.style not in (None, ">"):
        return
    lines = text[value.start_mark.index : value.end_mark.index].split("\n")
    entries = [n for n, line in enumerate(lines[1:], start=1) if LIST_LINE.match(line)]
    if len(entries) > 1:
        line = value.start_mark.line + 1 + entries[0]
        reason = f"this list would become one line: write {key.value}: | and begin on the next line"
        yield Finding(line, reason)


def _cut(
    key: yaml.ScalarNode, value: yaml.ScalarNode, text: str, *, in_braces: bool
) -> Iterator[Finding]:
    """Yield where a text ends before its author meant it to."""
    comment = _COMMENT.match(text, value.end_mark.index)
    line = value.end_mark.line + 1
    if value.style in ("|", ">"):
        if not value.value:
            reason = f"a text that begins with {value.style} must be put in quotes"
            yield Finding(
                key.start_mark.line + 1,
                f"{key.value} is empty: {reason}, or begin on the next line",
            )
    elif value.style:
        if comment and text[comment.end() : comment.end() + 1].isalnum():
            reason = f"{key.value} ends with its quotes, and what follows from # on is lost"
            yield Finding(line, f"{reason}: put all of it in the quotes")
    elif comment:
        state = "ends here" if value.value else "is empty"
        yield Finding(line, f"{key.value} {state}, {CUT}")
    else:
        yield from _cut_below(key, value, text, in_braces=in_braces)


def _cut_below(
    key: yaml.ScalarNode, value: yaml.ScalarNode, text: str, *, in_braces: bool
) -> Iterator[Finding]:
    """Yield a line that would go on with a text if it did not begin with #."""
    below = _COMMENT_BELOW.match(text, value.end_mark.index)
    if below and (in_braces or len(below[1]) > key.start_mark.column):
        line = value.end_mark.line + 1 + below[0].count("\n")
        yield Finding(line, f"{key.value} ends above, {CUT}")


def _named(key: yaml.ScalarNode, value: yaml.ScalarNode, notes: Notes) -> Iterator[Finding]:
    """Yield a text that lost its beginning because `&` gives a name to what follows."""
    name = notes.anchored.get(id(value))
    if name is not None and id(value) not in notes.repeated:
        reason = f"&{name} is read as a name that nothing repeats, not as a part of {key.value}"
        yield Finding(key.start_mark.line + 1, f"{reason}: put the text in quotes")
