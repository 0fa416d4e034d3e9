"""The catalogues of the interface's words: found in the sources, merged, checked and compiled.

A catalogue is `larc_survey/locale/<language>/LC_MESSAGES/django.po`, which translators edit, and
the `django.mo` beside it, which Django reads. The language of the sources has none. This needs no
program but Python (docs/decisions/0019-interface-languages.md), and no started Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
"""The functions that mark a message, and which of their arguments it is."""

FOR_TRANSLATORS = "Translators"
"""How a comment begins that is meant for translators."""

TEMPLATES = frozenset({".html", ".txt"})

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w*)\}|(%[sdf%])")
"""What code fills in: by name, in either notation, or by position."""

NUMBERS_TRIED = range(1001)
"""Numbers that show which of a language's plural forms stands for one number alone."""

HEADER = """\
# LARC Survey, words of the interface.
# How to translate them: docs/translating.md
#"""


# Finding


def find_messages(root: Path) -> Catalog:
    """Return every message in the sources of the project in the folder *root*."""
    found = Catalog()
    for source in _sources(root):
        for line, message, comments, context in _extracted(source):
            found.add(
                message,
                locations=[(source.relative_to(root).as_posix(), line)],
                auto_comments=comments,
                context=context,
            )
    return found


def _sources(root: Path) -> Iterator[Path]:
    """Yield the Python files and templates of every app, in a lasting order."""
    for app in sorted(path.parent for path in root.glob("*/apps.py")):
        python = (path for path in app.rglob("*.py") if "node_modules" not in path.parts)
        templates = (path for path in app.glob("templates/**/*") if path.suffix in TEMPLATES)
        yield from sorted([*python, *templates])


def _extracted(source: Path) -> Iterable[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = source.read_text(encoding="utf-8")
    if source.suffix in TEMPLATES:
        text = _as_python(text, source)
    elif "gettext" not in text:
        return ()  # most files: not worth the reading
    return extract(
        "python", BytesIO(text.encode()), KEYWORDS, [FOR_TRANSLATORS], strip_comment_tags=False
    )


def _as_python(template: str, source: Path) -> str:
    """Return calls of gettext that stand for the tags of a *template*, each on its line.

    Django writes them for xgettext. What is between them are words of one letter; a reader of
    Python minds only how the lines are indented.
    """
    lines = templatize(template, origin=str(source)).split("\n")
    return "\n".join(line.lstrip() for line in lines)


# Files


def folder_of(language: str, locale: Path) -> Path:
    """Return where the catalogue of a *language*, such as "cy", is in the folder *locale*."""
    return locale / to_locale(language) / "LC_MESSAGES"


def update(language: str, messages: Catalog, locale: Path) -> Catalog:
    """Bring a catalogue in line with *messages*, compile it, and return it; make it if need be.

    A message that changed a little keeps its translation, marked as fuzzy: not used before
    somebody has looked at it. A message that is gone is gone.
    """
    folder = folder_of(language, locale)
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = read(language, locale) or _new(language)
    catalogue.update(messages, update_header_comment=False, update_creation_date=False)
    with (folder / "django.po").open("wb") as file:
        write_po(file, catalogue, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    (folder / "django.mo").write_bytes(compiled(catalogue))
    return catalogue


def _new(language: str) -> Catalog:
    return Catalog(
        to_locale(language),
        header_comment=HEADER,
        project="LARC Survey",
        version="1",
        msgid_bugs_address="docs/translating.md",
        fuzzy=False,
    )


def read(language: str, locale: Path) -> Catalog | None:
    """Return the catalogue of a *language* as it is in its file, None where there is none yet."""
    path = folder_of(language, locale) / "django.po"
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """Return what Django reads: messages that are translated in all their forms, and not fuzzy.

    An empty form would be shown as nothing, where a message that is not there shows as English.
    """
    whole = Catalog(catalogue.locale_identifier, fuzzy=False)
    whole.mime_headers = catalogue.mime_headers
    for message in _expected(catalogue):
        if all(_forms(message.string)) and not message.fuzzy:
            whole.add(message.id, message.string, context=message.context)
    target = BytesIO()
    write_mo(target, whole)
    return target.getvalue()


# Checking


def problems(language: str, messages: Catalog, locale: Path) -> list[str]:
    """Return what keeps the catalogue of a *language* from being complete, in sentences."""
    catalogue = read(language, locale)
    if catalogue is None:
        return [f"{language}: there is no catalogue yet; run `make messages`."]
    found = [
        f"{language}: {reason}: {_shown(message)}"
        for message in _expected(messages)
        for reason in _problems_of(message, catalogue)
    ]
    found += [
        f"{language}: no longer in the sources: {_shown(message)}"
        for message in _expected(catalogue)
        if messages.get(_key(message), message.context) is None
    ]
    path = folder_of(language, locale) / "django.mo"
    if not path.exists() or path.read_bytes() != compiled(catalogue):
        found.append(f"{language}: django.mo is not made from django.po; run `make messages`.")
    return found


def _expected(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue, without the header that stands among them."""
    return (message for message in catalogue if message.id)


def _problems_of(message: Message, catalogue: Catalog) -> Iterator[str]:
    translation = catalogue.get(_key(message), message.context)
    if translation is None:
        yield "not in the catalogue"
    elif translation.fuzzy:
        yield "marked as fuzzy"
    elif not all(_forms(translation.string)):
        yield "not translated"
    elif translation.pluralizable != message.pluralizable:
        yield "other plural forms"
    elif not _placeholders_agree(message, translation, catalogue):
        yield "other placeholders"


def _placeholders_agree(message: Message, translation: Message, catalogue: Catalog) -> bool:
    """Whether every form fills in what the message does.

    A plural form that stands for one number alone may leave the number out ("one code").
    """
    wanted = _placeholders(_forms(message.id)[-1])
    forms = [_placeholders(form) for form in _forms(translation.string)]
    if not message.pluralizable:
        return forms == [wanted]
    if any(name.startswith("%") for name in wanted):
        return all(form == wanted for form in forms)
    alone = _forms_for_one_number(catalogue)
    return all(
        set(form) <= set(wanted) if number in alone else form == wanted
        for number, form in enumerate(forms)
    )


def _forms_for_one_number(catalogue: Catalog) -> set[int]:
    form_of = c2py(catalogue.plural_expr)
    forms = [form_of(number) for number in NUMBERS_TRIED]
    return {form for form in forms if forms.count(form) == 1}


def _placeholders(text: str) -> list[str]:
    """Return what is filled in: names in any order, positions in theirs."""
    found = [match[1] or match[3] or f"{{{match[2]}}}" for match in PLACEHOLDER.finditer(text)]
    return sorted(found, key=lambda name: (name.startswith("%"), "" if name[0] == "%" else name))


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _key(message: Message) -> str:
    """Return the words by which a message is looked up: those of the singular."""
    return _forms(message.id)[0]


def _shown(message: Message) -> str:
    return repr(_key(message))
