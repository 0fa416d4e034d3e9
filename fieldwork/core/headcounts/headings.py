"""Which group a heading names, and what the other rows and columns of a table are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fieldwork.core.headcounts.reading import Group
from fieldwork.core.headcounts.words import plain


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading names: a group, one of its agencies, or what could be either of them.

    `label` is without the word before its colon.
    """

    group: str
    label: str
    is_group: bool
    is_agency: bool

    def or_else(self, other: Heading) -> Heading:
        """Return this heading, which the *other* may be meant by just as well."""
        is_group, is_agency = self.is_group or other.is_group, self.is_agency or other.is_agency
        return Heading(self.group, self.label, is_group, is_agency)


class Other(StrEnum):
    """What a row or column is that holds no headcounts."""

    TOTAL = "total"
    AREA = "area"
    MEASURE = "measure"
    """“Headcount”: names what the numbers are."""
    ASIDE = "aside"
    """A code, a contact, a comment, a date or a source: its numbers are none of people."""
    UNKNOWN = "unknown"


_TOTAL = re.compile(
    r"(?!.*(?:%|per ?cent))(?:(?:(?:grand|overall|combined|row|column) |sub[- ]?)?totals?\b.*"
    r"|.*\b(?:sub[- ]?)?totals?(?: \([^)]*\))?|all(?! others?\b)(?: [\w'&-]+){0,3}|overall|sum)"
)
_SUBTOTAL = re.compile(r".*\bsub[- ]?totals?\b.*")
_GRAND_TOTAL = re.compile(r"(?:grand|overall) .*|all\b.*|overall")
_OF_AREA = r"(?:of |for )?(?:the )?(?:local authority|authority|council|area|la|lad|lea)"
_AREA = re.compile(
    rf"(?:name )?{_OF_AREA}(?: name)?|local authorit(?:y|ies)|areas|councils|authorities|name"
)
_MEASURE = re.compile(
    r"(?:total )?(?:head ?counts?|numbers?|no\.?|count|staff|people|employees|workforce|value)"
    r"(?: .*)?"
)
_ASIDES = (
    rf"(?:(?:ons|gss|dfe|region|agency|group|{_OF_AREA}) )*(?:code|id|ref|reference)s?"
    rf"(?: \([^)]*\))?|(?:la|lad|dfe|lea|row|serial) (?:no\.?|number)|ons|gss|urn|uprn|#",
    r"(?:(?:main|lead|your|council|local) )*contact"
    r"(?: (?:name|person|no\.?|number|phone|telephone|tel|email|e-mail|details|officer))*",
    r"(?:contact )?(?:tel|telephone|phone|mobile|fax|extension|ext)\.?(?: (?:no\.?|number))?",
    r"e-?mail(?: address)?|name of contact|lead(?: officer)?|officer|(?:completed|returned) by"
    r"|your name|job title|post ?code|address",
    r"(?:(?:any|other|further|additional|your|general) )*(?:comment|note|remark|caveat)s?"
    r"(?: (?:and|/|&) (?:comment|note|remark|caveat)s?)?(?: \([^)]*\))?",
    r"(?:data )?sources?(?: of (?:the )?(?:data|numbers|figures|information))?",
    r"date(?: (?:of|completed|returned|received|sent|submitted|updated)(?: \w+){0,3})?"
    r"|(?:return|data|census|snapshot|submission|completion|reference) date|as at|last updated",
)
_ASIDE = re.compile("|".join(_ASIDES))


def other_heading(text: str) -> Other:
    """Return what a heading says that names no group."""
    words = plain(text)
    for pattern, kind in (
        (_ASIDE, Other.ASIDE),
        (_TOTAL, Other.TOTAL),
        (_AREA, Other.AREA),
        (_MEASURE, Other.MEASURE),
    ):
        if pattern.fullmatch(words):
            return kind
    return Other.UNKNOWN


def is_subtotal(text: str) -> bool:
    return _SUBTOTAL.fullmatch(plain(text)) is not None


def is_grand_total(text: str) -> bool:
    return _GRAND_TOTAL.fullmatch(plain(text)) is not None


def is_numbering(text: str) -> bool:
    """Return whether a heading could be that of a column which only counts the rows."""
    return plain(text) in {"no", "no.", "nr", "nr."}


class Headings:
    """The labels of all groups and agencies, with and without the word before their colon."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = {group.code: group for group in groups}
        self.prefixes: set[str] = set()
        self._full: dict[str, Heading | None] = {}
        self._bare: dict[str, Heading | None] = {}
        for label, heading in _all(groups):
            self._add(self._full, plain(label), heading)
            prefix, colon, rest = plain(label).partition(":")
            if colon:
                self.prefixes.add(prefix)
                self._add(self._bare, rest, heading)

    @staticmethod
    def _add(known: dict[str, Heading | None], words: str, heading: Heading) -> None:
        before = known.get(words, heading)
        # What is a label of two groups names neither.
        is_one = before is not None and before.group == heading.group
        known[words] = before.or_else(heading) if before is not None and is_one else None

    def heading(self, text: str, above: str = "") -> Heading | None:
        """Return what a heading names, None for no group; *above* stands over (or beside) it."""
        words, over = plain(text), plain(above)
        if over in self.prefixes and not words.startswith(f"{over}:"):
            return self._full.get(f"{over}:{words}")
        if words in self._full:
            return self._full[words]
        return self._bare.get(words)

    def is_label(self, text: str) -> bool:
        """Return whether *text* by itself names a group or an agency."""
        return self.heading(text) is not None


def _all(groups: Sequence[Group]) -> Iterator[tuple[str, Heading]]:
    for group in groups:
        yield group.label, Heading(group.code, _bare_label(group.label), True, False)
        for agency in group.agencies:
            yield agency, Heading(group.code, _bare_label(agency), False, True)


def _bare_label(label: str) -> str:
    return (label.partition(":")[2] or label).strip()


def clashes(headings: Sequence[Heading], known: Headings) -> Iterator[tuple[int, int]]:
    """Yield positions of two *headings* of one table that cannot both stand: the later one first.

    A heading twice, or a group by itself and by its agencies.
    """
    as_agency = {heading: _is_agency(heading, headings, known) for heading in set(headings)}
    for later, heading in enumerate(headings):
        for earlier, before in enumerate(headings[:later]):
            is_same_group = before.group == heading.group
            are_agencies = as_agency[before] and as_agency[heading]
            if is_same_group and (before.label == heading.label or not are_agencies):
                yield later, earlier
                break


def _is_agency(heading: Heading, headings: Sequence[Heading], known: Headings) -> bool:
    """Return whether *heading* is meant as an agency where its label is one of a group as well.

    “Other” is the agency in a table by agencies, and where all others of its group are there.
    """
    if not (heading.is_group and heading.is_agency):
        return heading.is_agency
    if all(one.is_agency for one in headings):
        return True
    there = {one.label for one in headings if one.group == heading.group and one.is_agency}
    agencies = known.groups[heading.group].agencies
    return len(agencies) > 1 and len(there) == len(agencies)
