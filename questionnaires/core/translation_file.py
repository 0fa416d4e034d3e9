"""Translations as gettext PO files, one beside the definition file for each language.

Translators and their programs (Poedit, Weblate and others) know the format. Each text is one entry:
`msgctxt` is its address, `msgid` its words in the definition, `msgstr` the translation. Comments
say what the text is, which placeholders stay, and how long it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_string

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, normalize

from questionnaires.core.definition import Definition
from questionnaires.core.file_problems import FileError, FileProblem
from questionnaires.core.problems import Severity
from questionnaires.core.texts import PLACEHOLDERS
from questionnaires.core.translation import (
    Text,
    Translation,
    placeholders_in,
    text_doubts,
    text_problems,
    texts_of,
)


class TranslationError(FileError):
    """A translation file that cannot be loaded."""


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


# Reading


def parse(text: str, *, file: str, definition: Definition, language: str) -> dict[str, str]:
    """Return the translation of *definition* into *language* that *text* holds, by address.

    *file* is its name in errors. Raise TranslationError unless each text is translated from the
    words it has today, with its placeholders, and there is nothing else in the file.
    """
    header, messages = _read(text, file)
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
    translation = {address: _translation_in(message) for address, message in entries.items()}
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
    _header, messages = _read(text, file)
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


def _translation_in(message: Message) -> str:
    """Return the translation in *message*, tidied as a definition tidies the text itself."""
    if not isinstance(message.id, str) or not isinstance(message.string, str):
        return ""  # a plural, which `parse` refuses
    is_tidy = message.id == message.id.strip()
    return message.string.strip() if is_tidy else message.string


def _header_problems(header: str, file: str, language: str) -> Iterator[FileProblem]:
    """A copy of a file for another language, not yet translated anew, would pass all else."""
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


def _read(text: str, file: str) -> tuple[str, list[Message]]:
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


# Writing


def dump(definition: Definition, language: str, translation: Translation) -> str:
    """Return the *translation* of *definition* into *language* as the text of a PO file."""
    entries = [
        Entry(text, translation.get(text.address, "")) for text in texts_of(definition).values()
    ]
    return _written(_head(definition, language), entries)


def update(definition: Definition, language: str, text: str | None, *, file: str) -> Update:
    """Return the translation file *text*, None for a new one, brought up to date.

    Translations of texts that did not change stay. Where a text did, the entry is marked as fuzzy
    and quotes the earlier words. A text without a translation that reads like another, translated
    one is given that translation, marked as fuzzy. What is no text any more is dropped. Raise
    TranslationError where *text* is no PO file.
    """
    _header, messages = _read(text, file) if text is not None else ("", [])
    before: dict[str, Message] = {}
    for message in messages:
        before.setdefault(message.context or "", message)
    known = {
        str(message.id): _translation_in(message)
        for message in reversed(messages)
        if _translation_in(message) and not message.fuzzy
    }
    texts = texts_of(definition)
    entries = [_entry(text, before.get(text.address), known) for text in texts.values()]
    return Update(
        text=_written(_head_of(text or "") or _head(definition, language), entries),
        texts=len(entries),
        to_translate=sum(not entry.translation for entry in entries),
        to_look_at=sum(entry.is_fuzzy for entry in entries),
        dropped=len(before.keys() - texts.keys()),
    )


def _entry(text: Text, before: Message | None, known: Mapping[str, str]) -> Entry:
    """Return the entry of *text*, *before* being the one that the file had."""
    comments = before.user_comments if before else []
    remarks = tuple(comment for comment in comments if not comment.startswith("|"))
    if before is None or not _translation_in(before):
        suggestion = known.get(text.words, "")
        return Entry(text, suggestion, bool(suggestion), remarks=remarks)
    translation = _translation_in(before)
    if before.id != text.words:
        previous = f"#| msgid {normalize(str(before.id), prefix='#| ')}"
        return Entry(text, translation, True, previous, remarks)
    if before.fuzzy:
        previous = "\n".join(f"#{comment}" for comment in comments if comment.startswith("|"))
        return Entry(text, translation, True, previous, remarks)
    return Entry(text, translation, remarks=remarks)


def _written(head: str, entries: Iterable[Entry]) -> str:
    return "\n".join([head, *("\n".join(_lines(entry)) + "\n" for entry in entries)])


def _lines(entry: Entry) -> Iterator[str]:
    """Yield the lines of *entry* in the order of GNU gettext's manual.

    Babel's own writer would break the quoted earlier words in the middle of a line.
    """
    text = entry.text
    yield from (f"# {remark}".rstrip() for remark in entry.remarks)
    yield from (f"#. {comment}" for comment in _comments(text))
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


def _comments(text: Text) -> Iterator[str]:
    """Yield what a translator wants to know about *text*."""
    about = " ".join(text.about.split())
    yield f"{text.what}: {about}" if about else text.what
    for name in sorted(placeholders_in(text.words)):
        yield f"keep {{{name}}}: {PLACEHOLDERS[name]}"
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
