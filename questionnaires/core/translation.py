"""The texts of a questionnaire in another language.

A translation is a mapping from the address of each text, such as `question role / hint`, to its
words. Addresses are made of codes, so a translation outlives any change of order or place. Which
fields are texts is said once, where the schema declares them (`definition.Translatable`), and one
walk over a definition both gathers them and puts others in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from questionnaires.core.definition import Definition, Part
from questionnaires.core.field_types import UNFIT
from questionnaires.core.problems import Problem, Severity
from questionnaires.core.raw_markup import raw_markup
from questionnaires.core.schema import translatable
from questionnaires.core.texts import PLACEHOLDER, Markup

Translation = Mapping[str, str]
"""Address -> words in one language."""

Translations = Mapping[str, Translation]
"""Language -> its translation; the language of the definition itself is not among them."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that respondents read, in the words of the definition.

    `what` says what kind of text it is and `about` quotes the text that it belongs to, such as the
    question of an answer; `max_length` is the most characters it may have, None for no limit, and
    `markup` what of Markdown works in it.
    """

    address: str
    words: str
    what: str
    about: str
    max_length: int | None
    markup: Markup


def texts_of(definition: Definition) -> dict[str, Text]:
    """Return all texts of *definition* that want translating, by address, in reading order.

    Texts without a word, such as "0 - 5", are the same in every language and are left out.
    """
    found: dict[str, Text] = {}

    def note(text: Text) -> str:
        found[text.address] = text
        return text.words

    _Rewriter(note).part(definition, "questionnaire")
    return found


def translated(definition: Definition, language: str, translation: Translation) -> Definition:
    """Return *definition* with the words of *translation*, a translation into *language*.

    A text that it lacks stays as it was written: a version that was published may be older than
    the idea that some field wants translating.
    """

    def word(text: Text) -> str:
        return translation.get(text.address, text.words)

    in_other_words = _Rewriter(word).part(definition, "questionnaire")
    return in_other_words.model_copy(update={"language": language})


def placeholders_in(words: str) -> set[str]:
    return set(PLACEHOLDER.findall(words))


# Checks


def check_translations(
    definition: Definition, translations: Translations, *, offered: Collection[str]
) -> list[Problem]:
    """Return what is wrong or doubtful in the *translations* of *definition*.

    *offered* are the languages that the interface speaks. The path of a problem ends with the
    language, or with the address of the text that it is about.
    """
    problems = [
        Problem(("translations", language), reason)
        for language in translations
        for reason in language_problems(definition, language, offered=offered)
    ]
    for language, translation in translations.items():
        problems += [
            Problem(("translations", language, address), reason)
            for address, reason in text_problems(definition, translation)
        ]
        problems += [
            Problem(("translations", language, address), reason, Severity.WARNING)
            for address, reason in text_doubts(definition, translation)
        ]
    return problems


def language_problems(
    definition: Definition, language: str, *, offered: Collection[str]
) -> Iterator[str]:
    """Yield why *definition* cannot be offered in *language* besides its own."""
    if language == definition.language:
        yield f"the questionnaire itself is written in {language}"
    elif language not in offered:
        spoken = ", ".join(offered)
        yield (
            f"the pages around the questions do not speak {language}, only {spoken}: translate "
            "the interface first (docs/translating.md)"
        )


def text_problems(definition: Definition, translation: Translation) -> Iterator[tuple[str, str]]:
    """Yield the address of each text that is not translated soundly, and what is wrong with it."""
    texts = texts_of(definition)
    for address, text in texts.items():
        if address not in translation:
            yield address, "is missing"
            continue
        for reason in _word_problems(text, translation[address]):
            yield address, reason
    for address in translation:
        if address not in texts:
            yield address, "is no text of the questionnaire"


def text_doubts(definition: Definition, translation: Translation) -> Iterator[tuple[str, str]]:
    """Yield the address of each text that will look otherwise than its translator meant."""
    for address, text in texts_of(definition).items():
        for raw in raw_markup(translation.get(address, ""), text.markup):
            yield address, raw.reason


def _word_problems(text: Text, words: str) -> Iterator[str]:
    if not words.strip():
        yield "is not translated"
        return
    wanted, given = placeholders_in(text.words), placeholders_in(words)
    for name in sorted(wanted - given):
        yield f"lacks {{{name}}}"
    for name in sorted(given - wanted):
        yield f"has {{{name}}}, which is not in the text that it translates"
    if text.max_length is not None and len(words) > text.max_length:
        yield f"has {len(words)} characters; at most {text.max_length} fit"
    if UNFIT.search(words):
        yield "has an invisible character in it that cannot be kept"


# The walk over a definition

_NAMES = {
    "panels": "panel",
    "sections": "section",
    "pages": "page",
    "questions": "question",
    "choices": "choice",
    "rows": "row",
    "continuum": "step",
}
"""By the field that lists them: what the parts are called in addresses."""

_BELONGING = frozenset({"choices", "rows", "continuum"})
"""Whose codes or numbers say nothing without the part that has them."""

AnyPart = TypeVar("AnyPart", bound=Part)


@dataclass(frozen=True, slots=True)
class _Rewriter:
    """Puts what `word` makes of each text in its place; parts that are retired stay."""

    word: Callable[[Text], str]

    def part(self, part: AnyPart, place: str, about: str = "") -> AnyPart:
        """Return *part*, whose address is *place*, rewritten with all that is below it."""
        changes: dict[str, Any] = {}
        leading = ""
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            mark = translatable(field)
            if mark and _has_words(value):
                text = Text(
                    address=f"{place} / {name}",
                    words=value,
                    what=mark.what,
                    about=leading or about,
                    max_length=_max_length(field),
                    markup=mark.markup,
                )
                changes[name] = self.word(text)
                leading = leading or value
            elif name in _NAMES:
                entries = enumerate(value, start=1)
                changes[name] = tuple(self.entry(e, name, n, place, leading) for n, e in entries)
        return part.model_copy(update=changes)

    def entry(self, entry: Any, listed_as: str, number: int, place: str, about: str) -> Any:
        """Return an entry of a list of parts rewritten; of a list of codes, as it is."""
        if not isinstance(entry, Part) or getattr(entry, "retired", False):
            return entry
        own_place = f"{_NAMES[listed_as]} {getattr(entry, 'code', number)}"
        if listed_as in _BELONGING:
            return self.part(entry, f"{place} / {own_place}", about)
        return self.part(entry, own_place)


def _max_length(field: FieldInfo) -> int | None:
    limits = [rule.max_length for rule in field.metadata if isinstance(rule, StringConstraints)]
    return min((limit for limit in limits if limit is not None), default=None)


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, PLACEHOLDER.sub("", text)))
