"""Which local authority somebody means: by its names and codes, never by the nearest spelling.

Names are compared without regard to capitals, dots, hyphens, “&” or “and”, and the words that say
what kind of council it is. What a council was or is called besides stands in a written list, and so
do councils that have ended, districts, and places that are not in England: they are refused with
what is known about them. A spelling that is only near is a suggestion in the refusal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

CODE = re.compile(r"\b[EWSNKJ]\d{8}\b", re.IGNORECASE)
"""A code of the Office for National Statistics, as E06000023."""

KINDS = frozenset(
    "bc borough cc city corporation council county dc district lb lbc mbc mdc metropolitan royal "
    "unitary authority the".split()
)
"""Words that say what kind of council it is; “of” at an end goes with them."""

NEAR = 0.84
"""How alike two spellings are (of 1) before one is suggested for the other."""

MOST_SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority: its own code or key, the short name, and what it calls itself."""

    key: str
    name: str
    official_name: str = ""


@dataclass(frozen=True, slots=True)
class OtherName:
    """A line of the written list: what a name or code stands for.

    `kind` is `other` (another name or an earlier code of `means`), `ended` (a council that ended in
    `year`; `means` are those that followed), `district` (which has no children's services) or
    `elsewhere` (not in England).
    """

    text: str
    kind: str
    means: tuple[str, ...] = ()
    year: int = 0


NO_NAME = gettext_noop("this names no local authority")
UNKNOWN = gettext_noop("“%(text)s” is no local authority with children's services in England")
UNKNOWN_CODE = gettext_noop("%(code)s is no code of a local authority")
ENDED_CODE = gettext_noop("%(code)s is no code any more: it was that of %(name)s, which ended")
SEVERAL = gettext_noop("“%(text)s” can be %(names)s: which is meant?")
SUGGESTED = gettext_noop("“%(text)s” is on no list of local authorities: is %(names)s meant?")
ENDED = gettext_noop("%(text)s ended in %(year)s: is %(names)s meant, or several of them?")
JOINED = gettext_noop("%(text)s is part of %(names)s since %(year)s: is that meant?")
DISTRICT = gettext_noop("%(text)s is a district: its county council has the children's services")
ELSEWHERE = gettext_noop("%(text)s is not in England")
CONTRADICTION = gettext_noop("%(code)s is the code of %(coded)s, and the name says %(named)s")
TWO_CODES = gettext_noop("two codes stand here: which is meant?")


def plain(text: str) -> str:
    """Return *text* as names are compared: words in small letters, without the kinds of council."""
    simple = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    simple = re.sub(r"[.'’‘`´]", "", simple)
    words = [word for word in re.split(r"[\W_]+", simple) if word and word not in KINDS]
    while words and words[0] in {"of", "and"}:
        del words[0]
    while words and words[-1] in {"of", "and"}:
        del words[-1]
    return " ".join(word for word in words if word != "and")


@dataclass(frozen=True)
class Names:
    """The names and codes of *authorities*, with a written list of others."""

    authorities: tuple[Authority, ...]
    others: tuple[OtherName, ...] = ()
    _by_code: dict[str, Authority] = field(default_factory=dict, init=False)
    _by_name: dict[str, Authority] = field(default_factory=dict, init=False)
    _told: dict[str, OtherName] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        by_short_name = {one.name: one for one in self.authorities}
        for one in self.authorities:
            self._by_code[one.key.upper()] = one
            for name in (one.official_name, one.name):
                self._by_name[_without_london_alone(name)] = one
        for other in self.others:
            means = by_short_name.get(other.means[0]) if other.means else None
            if other.kind == "other" and means is not None:
                found = self._by_code if CODE.fullmatch(other.text) else self._by_name
                found[_key(other.text)] = means
            elif other.kind != "other":
                self._told[_key(other.text)] = other

    def find(self, text: str) -> Authority | Message:
        """Return the authority that *text* names, by a name, a code or both; or why there is none.

        A code and a name that contradict each other name nobody.
        """
        codes = {code.upper() for code in CODE.findall(text)}
        rest = CODE.sub(" ", text).strip(" \t\u00a0,;:()[]–-")
        if len(codes) > 1:
            return Message(TWO_CODES)
        if not codes:
            return self._named(rest)
        coded = self._coded(codes.pop())
        if isinstance(coded, Message) or not plain(rest):
            return coded
        named = self._named(rest)
        if isinstance(named, Message) or named == coded:
            return named
        code = CODE.findall(text)[0].upper()
        return Message(CONTRADICTION, {"code": code, "coded": coded.name, "named": named.name})

    def _coded(self, code: str) -> Authority | Message:
        if found := self._by_code.get(code):
            return found
        if told := self._told.get(code):
            return Message(ENDED_CODE, {"code": code, "name": told.means[0]})
        return Message(UNKNOWN_CODE, {"code": code})

    def _named(self, text: str) -> Authority | Message:
        name = _without_london_alone(text)
        if not name:
            return Message(NO_NAME)
        if found := self._by_name.get(name):
            return found
        shown = " ".join(text.split())
        if told := self._told_about(name, text):
            return _known(told, shown)
        return self._refused(name, shown)

    def _told_about(self, name: str, text: str) -> OtherName | None:
        """Return what is written about a name, or about each of two names with a stroke between."""
        either = [name, *(plain(part) for part in text.split("/"))]
        return next((self._told[one] for one in either if one in self._told), None)

    def _refused(self, name: str, shown: str) -> Message:
        words = name.split()
        names = {one.name: _without_london_alone(one.name).split() for one in self.authorities}
        whole = [one for one, its_words in names.items() if _holds(its_words, words)]
        if whole:
            sentence = SEVERAL if len(whole) > 1 else SUGGESTED
            return Message(sentence, {"text": shown, "names": _either(whole)})
        near = get_close_matches(name, list(self._by_name), n=1, cutoff=NEAR)
        if near:
            return Message(SUGGESTED, {"text": shown, "names": self._by_name[near[0]].name})
        return Message(UNKNOWN, {"text": shown})


def _key(text: str) -> str:
    return text.upper() if CODE.fullmatch(text) else plain(text)


def _without_london_alone(name: str) -> str:
    """Return the plain name; that of the City of London keeps its kind, for London is larger."""
    simple = plain(name)
    is_city = simple == "london" and "city" in name.casefold()
    without_of = simple.removeprefix("london of ")
    return "city of london" if is_city else without_of


def _holds(words: list[str], part: list[str]) -> bool:
    """Return whether *part* stands in *words*, whole words in a row."""
    return any(words[at : at + len(part)] == part for at in range(len(words)))


def _known(told: OtherName, shown: str) -> Message:
    values: Mapping[str, str | int] = {
        "text": shown,
        "year": told.year,
        "names": _either(told.means),
    }
    sentences = {"district": DISTRICT, "elsewhere": ELSEWHERE}
    ended = ENDED if len(told.means) > 1 else JOINED
    return Message(sentences.get(told.kind, ended), values)


def _either(names: Iterable[str]) -> str:
    several = list(names)
    more = ", …" if len(several) > MOST_SUGGESTED else ""
    return " / ".join(several[:MOST_SUGGESTED]) + more
