"""Markup in a text that respondents would see as it was typed.

Texts know a little Markdown (`texts.py`), some of them none. What an author typed for a program
that knows more stays on the page: `<b>`, `[here](https://…)`, `&nbsp;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from questionnaires.core.texts import Markup, has_emphasis, plain

_ELEMENTS = (
    "a abbr b big blockquote br button center cite code del details div em font footer form h1 h2 "
    "h3 h4 h5 h6 header hr i iframe img input ins kbd label li mark nobr ol option p pre q s "
    "script section select small span strike strong style sub summary sup table tbody td th thead "
    "tr tt u ul wbr"
)
_TAG = re.compile(
    rf"</?(?:{'|'.join(_ELEMENTS.split())})(?: [^<>=]{{1,40}}=[^<>]{{0,300}})?\s?/?>|<!--", re.I
)
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINK = re.compile(
    r"!?\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}(?:\s[^()\n]{0,200})?\)"
    r"|<(?:https?://|mailto:)[^<>\s]{1,500}>"
)
_HEADING = re.compile(r"^ {0,3}#{1,6} +(?!of\b)\S", re.M)
_RULE = re.compile(r"^ {0,3}(?:={3,}|-{3,}|\*{3,}|_{3,}) *$", re.M)
_CODE = re.compile(r"`[^`\n]{1,200}`|```")
_STRIKE = re.compile(r"~~[^~\s][^~]{0,200}~~")
_TABLE = re.compile(r"^ {0,3}\|[^\n]{1,500}\| *$", re.M)
_LINES = re.compile(r"^ {0,3}(?:[-+*]|[0-9]{1,3}[.)]|>) +\S", re.M)
_ESCAPE = re.compile(r"\\[*_]")

_ANYWHERE = (
    (_TAG, "HTML does not work here, and **bold** instead of it only in some texts"),
    (_LINK, "links do not work here: write the address itself"),
    (_HEADING, "headings do not work here: a page or panel has its title"),
    (_RULE, "lines across the page do not work here"),
    (_CODE, "backticks mean nothing here: use quotation marks"),
    (_STRIKE, "words cannot be struck out"),
    (_TABLE, "tables do not work here"),
)


class Raw(NamedTuple):
    """What will be shown as it was typed, and a sentence about it."""

    typed: str
    reason: str


def raw_markup(text: str, markup: Markup) -> Iterator[Raw]:
    """Yield what in *text* will be shown as it was typed, where *markup* works, and why."""
    for pattern, why in _ANYWHERE:
        found = pattern.search(text)
        if found:
            yield _told(found[0].strip(), why)
    yield from _entities(text)
    yield from _plain_only(text) if markup is Markup.NONE else _leftover(text)
    if markup is not Markup.BLOCK and "\n" in text.strip():
        found = _LINES.search(text)
        if found:
            where = "the text of a page and the body of a panel"
            yield _told(found[0].strip()[:-1].strip(), f"lists and quotations work only in {where}")


def _entities(text: str) -> Iterator[Raw]:
    for found in _ENTITY.finditer(text):
        if found[1].startswith("#") or f"{found[1]};" in html5:
            yield _told(found[0], "write the character itself")
            return


def _plain_only(text: str) -> Iterator[Raw]:
    """Yield markup that works in other texts."""
    if "**" in text or has_emphasis(text):
        sign = "**" if "**" in text else "*" if "*" in text else "_"
        yield _told(sign, "this text is plain, without bold and emphasis")
    elif found := _ESCAPE.search(text):
        yield _told(found[0], "this text is plain: a star needs no backslash")


def _leftover(text: str) -> Iterator[Raw]:
    if "**" in plain(_ESCAPE.sub("", text)):
        yield _told("**", "bold begins and ends right beside a word: **word**")


def _told(typed: str, why: str) -> Raw:
    shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
    return Raw(typed, f"{shown} will be shown as it is typed: {why}")
