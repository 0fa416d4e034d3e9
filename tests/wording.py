"""Reading pages in the pseudo-language of brackets: every word that nobody could translate.

A `Reader` is a browser that asks for that language and keeps what it is shown. What people wrote
into the database is theirs and in their language; any other word has to stand in brackets, and any
date or time in the quotation marks of tests/formats/en_XA.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.dispatch import receiver
from django.http import HttpResponse
from django.test import Client
from django.test.signals import template_rendered

from tests.markup import Element, parse
from tests.pseudo import BRACKETED, CLOSE, OPEN, ROOT, pseudo

PROJECT = "larc_survey"
"""The app whose templates the others share."""

ATTRIBUTES = ("alt", "aria-description", "aria-label", "label", "placeholder", "title")
BUTTONS = frozenset({"button", "reset", "submit"})
FOR_THE_SCRIPT = frozenset(
    f"data-{re.sub('[A-Z]', lambda letter: f'-{letter[0].lower()}', name)}"
    for module in (ROOT / "larc_survey/frontend/js").glob("*.js")
    for name in re.findall(r"dataset\.(\w+)", module.read_text(encoding="utf-8"))
) - {"data-poll-value"}
"""Attributes that the script reads, some of which are words; the one left out names a value."""

UNSEEN = frozenset({"script", "style"})

NO_WORDS = re.compile(
    r"https?://\S+|(?<!\S)/\S*"  # addresses
    r"|\b[0-9a-f]{8}[0-9a-f-]*\b|\b[A-Z2-7]{32}\b|\b\w{4}(?:-\w{4}){3}\b"  # digests, keys, codes
)
MONTHS = "|".join(re.escape(pseudo(month)) for month in month_name[1:])
OF_THE_LOCALE = re.compile(r"«[^«»]*»")
NOT_OF_THE_LOCALE = re.compile(
    rf"(?:\d ?)?(?:{MONTHS})(?: \d{{4}})?|\b\d{{4}}-\d\d-\d\d\b"  # dates
    r"|\b\d{1,2}:\d\d\b|\b\d+,\d{3}\b|(?<!\w)\d{5,7}(?!\w)"  # times, large numbers
)
NOT_SHOWN = re.compile(
    r"\{% comment %\}.*?\{% endcomment %\}|\{[#%{].*?[#%}]\}|<[^>]*>", flags=re.DOTALL
)
"""What a template has besides its words."""

WORDS = re.compile(r"[^\W\d_][^\n⟦⟧]*")


class Reader(Client):
    """A browser that keeps every page it is shown; `data` are words that are in no database."""

    def __init__(self, *data: str, **options: Any) -> None:
        super().__init__(headers={"accept-language": BRACKETED}, **options)
        self.data = set(data)
        self.pages: list[tuple[str, str]] = []

    def request(self, **request: Any) -> HttpResponse:
        reply = super().request(**request)
        if not reply.streaming and reply.headers.get("Content-Type", "").startswith("text/html"):
            self.pages.append((request["PATH_INFO"], reply.content.decode()))
        return reply

    def assert_all_is_translated(self) -> None:
        """Fail if a page shows anything that is not from gettext, the locale or the database."""
        data = self.data | stored_texts()
        found = {
            f"{path}: {words}"
            for path, html in self.pages
            for words in untranslated(parse(html), data)
        }
        if found:
            pytest.fail("\n".join(sorted(found)), pytrace=False)


def untranslated(page: Element, data: Iterable[str]) -> list[str]:
    """Return what a person is shown on *page* that is neither translated nor among *data*."""
    texts = ["\n".join(_texts(page)), *_attributes(page)]
    return [words for text in texts for words in untranslated_in(text, data)]


def untranslated_in(text: str, data: Iterable[str]) -> list[str]:
    """Return the same for a plain *text*, such as an e-mail."""
    known = "|".join(map(re.escape, sorted(data, key=len, reverse=True)))
    text = re.sub(rf"(?<!\w)(?:{known})(?!\w)", "\n", NO_WORDS.sub("\n", text))
    written_here = NOT_OF_THE_LOCALE.findall(OF_THE_LOCALE.sub("", text))
    return written_here + WORDS.findall("".join(_outside_brackets(OF_THE_LOCALE.sub("", text))))


def _outside_brackets(text: str) -> Iterator[str]:
    depth = 0
    for character in text:
        depth += {OPEN: 1, CLOSE: -1}.get(character, 0)
        if depth == 0 and character != CLOSE:
            yield character


def _texts(element: Element) -> Iterator[str]:
    for part in element.content:
        if isinstance(part, str):
            yield part
        elif part.tag not in UNSEEN:
            yield from _texts(part)


def _attributes(page: Element) -> Iterator[str]:
    ids = {element["id"] for element in page.elements() if "id" in element}
    for element in page.elements():
        yield from (element[name] for name in ATTRIBUTES if name in element)
        if element.tag == "input" and element.get("type") in BUTTONS:
            yield element.get("value")
        for name, value in element.attributes.items():
            if name in FOR_THE_SCRIPT and value not in ids and not value.isdigit():
                yield value


def stored_texts() -> set[str]:
    """Return every text that people have written into the database."""
    return {
        text.strip()
        for model in apps.get_models()
        if Path(apps.get_app_config(model._meta.app_label).path).is_relative_to(ROOT)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
        for value in model._default_manager.values_list(field.name, flat=True)
        for text in re.split(r"\n|\{\w+\}", value or "")
        if len(text.strip()) > 1
    } | {name for _code, name in settings.LANGUAGES}


# Templates


class RenderedTemplates:
    """Collects the names of the templates that are rendered while it is in use."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __enter__(self) -> RenderedTemplates:
        receiver(template_rendered, dispatch_uid=self)(self._note)
        return self

    def _note(self, template: Any, **_signal: Any) -> None:
        self.names.add(template.name)

    def __exit__(self, *_error: object) -> None:
        template_rendered.disconnect(dispatch_uid=self)


def assert_all_templates_were_read(app: str, rendered: RenderedTemplates) -> None:
    """Fail if a template of *app* that has words is not among *rendered*.

    Which of the project's templates an app uses is its own matter, not the project's.
    """
    mine = _templates(app).keys() | _shared_by(app)
    if app == PROJECT:
        others = {path.parent.name for path in ROOT.glob("*/templates")} - {PROJECT}
        mine = _templates(PROJECT).keys() - set().union(*map(_shared_by, others))
    texts = _templates(PROJECT) | _templates(app)
    unseen = {name for name in mine if _has_words(texts[name])} - rendered.names
    assert not unseen, "no test reads " + ", ".join(sorted(unseen))


def _shared_by(app: str) -> set[str]:
    """Return the names of the project's templates that those of *app* name."""
    used = "".join(_templates(app).values())
    return {name for name in _templates(PROJECT) if f'"{name}"' in used}


def _templates(app: str) -> dict[str, str]:
    folder = ROOT / app / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.suffix in (".html", ".txt")
    }


def _has_words(template: str) -> bool:
    bare = NOT_SHOWN.sub("", template)
    return "translate" in template or "_(" in template or WORDS.search(bare) is not None
