"""Translations as gettext PO files, one beside the definition file for each language.

Translators and their programs (Poedit, Weblate and others) know the format. Each text is one entry:
`msgctxt` is its address, `msgid` its words in the definition, `msgstr` the translation. Comments
say what the text is, which placeholders stay, and how long it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from questionnaires.core.definition import Definition
from questionnaires.core.file_problems import FileError, FileProblem
from questionnaires.core.problems import Severity
from questionnaires.core.translation import (
    Text,
    Translation,
    text_doubts,
    text_problems,
    texts_of,
)


class TranslationError(FileError):
    """A translation file that cannot be loaded."""


def parse(text: str, *, file: str, definition: Definition, language: str) -> dict[str, str]:
    """Return the translation of *definition* into *language* that *text* holds, by address.

    *file* is its name in errors. Raise TranslationError unless each text is translated from the
    words it has today, with its placeholders, and there is nothing else in the file.
    """
    header, messages = read_messages(text, file)
    texts = texts_of(definition)
    entries: dict[str, Message] = {}
    problems = list(_header_problems(header, file, language))
    unsound: set[str] = set()
    for message in messages:
        address = message.context or ""
        reason = _entry_problem(message, texts.get(address), is_second=address in entries)
        if reason:
            problems.append(_problem(file, message, address, reason))
            unsound.add(address)
        entries.setdefault(address, message)
    translation = {address: translation_in(message) for address, message in entries.items()}
    problems += [
        _problem(file, entries.get(address), address, reason)
        for address, reason in text_problems(definition, translation)
        if address not in unsound
    ]
    if problems:
        raise TranslationError(problems)
    return translation


def doubts(
    text: str, translation: Translation, *, file: str, definition: Definition
) -> list[FileProblem]:
    """Return what is doubtful in the *translation* that `parse` found in *text*."""
    _header, messages = read_messages(text, file)
    lines = {message.context: message.lineno or 1 for message in messages}
    return [
        FileProblem(file, lines.get(address, 1), f"{address}: {reason}", Severity.WARNING)
        for address, reason in text_doubts(definition, translation)
    ]


def _problem(file: str, entry: Message | None, address: str, reason: str) -> FileProblem:
    """Return the problem with an *entry*, or with the whole file where it has none."""
    line = (entry and entry.lineno) or 1
    return FileProblem(file, line, f"{address}: {reason}" if address else reason)


def _entry_problem(message: Message, text: Text | None, *, is_second: bool) -> str:
    """Return what is wrong with an entry as such, "" for nothing."""
    if not message.context:
        return "msgctxt is missing, which says whose text this is"
    if is_second:
        return "stands twice here"
    if not isinstance(message.id, str):
        return "has a plural, which no text of a questionnaire has"
    if text is not None and message.id != text.words:
        return "the text has changed since: run translate_questionnaire, then look at it again"
    if message.fuzzy:
        return "is marked as fuzzy: look at it again, then take the mark away"
    return ""


def translation_in(message: Message) -> str:
    """Return the translation in *message*, tidied as a definition tidies the text itself."""
    if not isinstance(message.id, str) or not isinstance(message.string, str):
        return ""  # a plural, which `parse` refuses
    is_tidy = message.id == message.id.strip()
    return message.string.strip() if is_tidy else message.string


def _header_problems(header: str, file: str, language: str) -> Iterator[FileProblem]:
    """A copy of a file for another language, not yet translated again, would pass all else."""
    said = str(message_from_string(header)["Language"] or "").strip()
    if said and _main_language(said) != _main_language(language):
        reason = f"its header says that it is in {said}, its name says {language}"
        yield FileProblem(file, 1, reason)


def _main_language(tag: str) -> str:
    return re.split("[-_]", tag.lower())[0]


class _Entries(Catalog):
    """Gathers what a parser finds in a file: all of it, also an entry that stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.header = ""
        self.entries: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:  # noqa: A002 - Babel's name
        if message.id or message.context:
            self.entries.append(message)
        else:
            self.header = str(message.string)


_LINE = re.compile(
    r"""\s*(?:
        \#.*
        | (?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ ])?"(?:[^"\\]|\\.)*"
    )?\s*""",
    re.VERBOSE,
)
"""Babel reads what is not quoted as it can; a translation must not lose its first letter so."""


def read_messages(text: str, file: str) -> tuple[str, list[Message]]:
    """Return the header of a PO file and its entries, those that are marked as obsolete left out.

    Raise TranslationError where it is none.
    """
    # Only "\n" ends a line: other characters that Python takes for line ends may stand in a text.
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not _LINE.fullmatch(line):
            raise TranslationError([FileProblem(file, number, f"not a PO file: {line.strip()}")])
    entries = _Entries()
    try:
        parser = PoFileParser(entries, ignore_obsolete=True, abort_invalid=True)
        parser.parse("" if line.startswith("#~") else line for line in lines)
    except PoFileError as error:
        reason = str(error).removesuffix(f" on {error.lineno}")
        problem = FileProblem(file, error.lineno + 1, f"not a PO file: {reason}")
        raise TranslationError([problem]) from None
    return entries.header, entries.entries
