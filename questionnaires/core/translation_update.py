"""Writing the PO file of a translation, and bringing one up to date with its definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Message
from babel.messages.pofile import normalize

from questionnaires.core.definition import Definition
from questionnaires.core.translation import (
    Text,
    Translation,
    placeholders_in,
    texts_of,
)
from questionnaires.core.translation_file import read_messages, translation_in


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in a file; `previous` are the file's lines with the words it was translated from.

    `remarks` are translators' own comments.
    """

    text: Text
    translation: str = ""
    is_fuzzy: bool = False
    previous: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """The text of a file brought up to date, and how many of its entries want what."""

    text: str
    texts: int
    to_translate: int
    to_look_at: int
    dropped: int


def dump(definition: Definition, language: str, translation: Translation) -> str:
    """Return the *translation* of *definition* into *language* as the text of a PO file."""
    entries = [
        Entry(text, translation.get(text.address, "")) for text in texts_of(definition).values()
    ]
    return _written(_head(definition, language), entries, definition.placeholders)


def update(definition: Definition, language: str, text: str | None, *, file: str) -> Update:
    """Return the translation file *text*, None for a new one, brought up to date.

    Translations of texts that did not change stay. Where a text did, the entry is marked as fuzzy
    and quotes the earlier words. A text without a translation that reads like another, translated
    one is given that translation, marked as fuzzy. What is no text any more is dropped. Raise
    TranslationError where *text* is no PO file.
    """
    _header, messages = read_messages(text, file) if text is not None else ("", [])
    before: dict[str, Message] = {}
    for message in messages:
        before.setdefault(message.context or "", message)
    known = {
        str(message.id): translation_in(message)
        for message in reversed(messages)
        if translation_in(message) and not message.fuzzy
    }
    texts = texts_of(definition)
    entries = [_entry(text, before.get(text.address), known) for text in texts.values()]
    return Update(
        text=_written(
            _head_of(text or "") or _head(definition, language), entries, definition.placeholders
        ),
        texts=len(entries),
        to_translate=sum(not entry.translation for entry in entries),
        to_look_at=sum(entry.is_fuzzy for entry in entries),
        dropped=len(before.keys() - texts.keys()),
    )


def _entry(text: Text, before: Message | None, known: Mapping[str, str]) -> Entry:
    """Return the entry of *text*, *before* being the one that the file had."""
    comments = before.user_comments if before else []
    remarks = tuple(comment for comment in comments if not comment.startswith("|"))
    if before is None or not translation_in(before):
        suggestion = known.get(text.words, "")
        return Entry(text, suggestion, bool(suggestion), remarks=remarks)
    translation = translation_in(before)
    if before.id != text.words:
        previous = f"#| msgid {normalize(str(before.id), prefix='#| ')}"
        return Entry(text, translation, True, previous, remarks)
    if before.fuzzy:
        previous = "\n".join(f"#{comment}" for comment in comments if comment.startswith("|"))
        return Entry(text, translation, True, previous, remarks)
    return Entry(text, translation, remarks=remarks)


def _written(head: str, entries: Iterable[Entry], placeholders: Mapping[str, str]) -> str:
    lines = ("\n".join(_lines(entry, placeholders)) + "\n" for entry in entries)
    return "\n".join([head, *lines])


def _lines(entry: Entry, placeholders: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of *entry* in the order of GNU gettext's manual.

    *placeholders* say by name what they stand for. Babel's own writer would break the quoted
    earlier words in the middle of a line.
    """
    text = entry.text
    yield from (f"# {remark}".rstrip() for remark in entry.remarks)
    yield from (f"#. {comment}" for comment in _comments(text, placeholders))
    flags = ["fuzzy"] if entry.is_fuzzy else []
    if placeholders_in(text.words):
        flags.append("python-brace-format")
    if flags:
        yield f"#, {', '.join(flags)}"
    if entry.previous:
        yield entry.previous
    yield f"msgctxt {normalize(text.address)}"
    yield f"msgid {normalize(text.words)}"
    yield f"msgstr {normalize(entry.translation)}"


def _comments(text: Text, placeholders: Mapping[str, str]) -> Iterator[str]:
    """Yield what a translator wants to know about *text*."""
    about = " ".join(text.about.split())
    yield f"{text.what}: {about}" if about else text.what
    for name in sorted(placeholders_in(text.words)):
        yield f"keep {{{name}}}: {placeholders[name]}"
    if text.max_length is not None:
        yield f"at most {text.max_length} characters"


_HEAD = re.compile(r'(?:#.*\n)*msgid ""\nmsgstr .*\n(?:".*\n)*')


def _head_of(text: str) -> str:
    """Return the head of a file as its translator left it, "" where there is none."""
    found = _HEAD.match(text)
    return found[0] if found else ""


def _head(definition: Definition, language: str) -> str:
    return f"""\
# The texts of the questionnaire {definition.slug} in another language.
# How it is done is told in docs/translating.md.
msgid ""
msgstr ""
"Project-Id-Version: {definition.slug}\\n"
"Language: {_locale_name(language)}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def _locale_name(language: str) -> str:
    """Return *language* as gettext writes it: `cy`, `en_GB`, `zh_Hans`."""
    main, *rest = language.split("-")
    return "_".join([main, *(tag.upper() if len(tag) == 2 else tag.title() for tag in rest)])
