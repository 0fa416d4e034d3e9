"""Two made-up languages, which show on a page what did not go through gettext or the locale.

    en-xa  ⟦Ñééxt páágéé⟧: in brackets, accented, about 40 % longer
    ar-xb  from right to left: each of the longer words is written backwards, on a page of dir="rtl"

Their catalogues hold every message of the project, of Django and of allauth, so a word without
brackets on a page in en-xa is one that no translator would meet. `pseudo` translates any text.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import allauth
import django
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from larc_survey.catalogues import compiled, find_messages, folder_of

ROOT = Path(__file__).parent.parent
BRACKETED = "en-xa"
RIGHT_TO_LEFT = "ar-xb"

OPEN, CLOSE = "⟦", "⟧"
BACKWARDS, AS_BEFORE = "\u202e", "\u202c"
"""Unicode's RIGHT-TO-LEFT OVERRIDE, and the end of it."""

KEPT = re.compile(
    r"%\(\w+\)[sdf]|%[sdf%]|\{\w*\}"  # what code fills in
    r"|<[^<>]*>|&#?\w+;"  # markup
    r"|https?://\S+"
)
BLOCK_MARK = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+|>\s*)*")
"""What begins a line of a list or quotation in the texts of a questionnaire."""

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
CHOICES = re.compile(r"\w+(?:,\w+)+")
"""Such as Django's "yes,no,maybe", which is taken apart."""

LENGTHENED = str.maketrans({vowel: vowel * 2 for vowel in "aeiouAEIOU"})
ACCENTED = str.maketrans(
    "aceginosuyzACEGINOSUYZ",
    "áçéğíñöšúýžÁÇÉĞÍÑÖŠÚÝŽ",
)


def pseudo(text: str, language: str = BRACKETED) -> str:
    """Return *text* in a pseudo-language; placeholders, markup and line breaks stay."""
    if CHOICES.fullmatch(text):
        return ",".join(pseudo(choice, language) for choice in text.split(","))
    return "\n".join(_line(line, LANGUAGES_MADE[language]) for line in text.split("\n"))


def _line(line: str, translate: Callable[[str], str]) -> str:
    mark = BLOCK_MARK.match(line)
    begin = mark.end() if mark else 0
    words = line[begin:].rstrip()
    return line[:begin] + translate(words) + line[begin + len(words) :] if words else line


def _bracketed(words: str) -> str:
    return (
        OPEN
        + _each_word(words, lambda word: word.translate(LENGTHENED).translate(ACCENTED))
        + CLOSE
    )


def _backwards(words: str) -> str:
    return _each_word(words, lambda word: BACKWARDS + word.translate(LENGTHENED) + AS_BEFORE)


def _each_word(words: str, change: Callable[[str], str]) -> str:
    parts, end = [], 0
    for kept in KEPT.finditer(words):
        parts += [WORD.sub(lambda word: change(word[0]), words[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, WORD.sub(lambda word: change(word[0]), words[end:])])


LANGUAGES_MADE = {BRACKETED: _bracketed, RIGHT_TO_LEFT: _backwards}
LANGUAGES = [
    (BRACKETED, "Pseudo-English"),
    (RIGHT_TO_LEFT, _backwards("Pseudo-Arabic")),
]
"""For the setting of this name: each language under its own name."""


# Catalogues


def ensure_catalogues() -> Path:
    """Return the folder of the compiled catalogues, for LOCALE_PATHS.

    The first process of a test run makes them and takes them away; the processes of xdist and
    what tests start inherit the address.
    """
    if "PSEUDO_LOCALES" not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="larc-pseudo-locales-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _write_catalogues(folder)
        os.environ["PSEUDO_LOCALES"] = str(folder)
    return Path(os.environ["PSEUDO_LOCALES"])


def _write_catalogues(folder: Path) -> None:
    messages = [message for catalogue in _all_messages() for message in catalogue if message.id]
    for language in LANGUAGES_MADE:
        target = folder_of(language, folder)
        target.mkdir(parents=True)
        (target / "django.mo").write_bytes(compiled(_translated(messages, language)))


def _all_messages() -> Iterator[Catalog]:
    yield find_messages(ROOT)
    packages = [Path(package.__file__ or "").parent for package in (django, allauth)]
    for place in ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", ""):
        for package in packages:
            path = package / place / "locale/en/LC_MESSAGES/django.po"
            if path.exists():
                with path.open("rb") as file:
                    yield read_po(file)


def _translated(messages: list[Message], language: str) -> Catalog:
    catalogue = Catalog(language.partition("-")[0], fuzzy=False)
    for message in messages:
        catalogue.add(message.id, _forms(message, catalogue, language), context=message.context)
    return catalogue


def _forms(message: Message, catalogue: Catalog, language: str) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return pseudo(message.id, language)
    one, other = (pseudo(text, language) for text in message.id)
    return (one, *[other] * (catalogue.num_plurals - 1))
