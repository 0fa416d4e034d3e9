"""What respondents could not read, or could not tell apart, in the texts of a definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from questionnaires.core.conditions import ShownWhen
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument, Section
from questionnaires.core.odd_characters import is_blank
from questionnaires.core.problems import Path, Problem, Severity
from questionnaires.core.question import TooManyCombinations
from questionnaires.core.raw_markup import raw_markup
from questionnaires.core.reachability import Reachability
from questionnaires.core.schema import questions_in, texts_in, translatable
from questionnaires.core.texts import plain


def blank_texts(definition: Definition) -> Iterator[Problem]:
    """A text has something to see, though one that may be left out does no harm without."""
    for path, text, field in texts_in(definition):
        if text and is_blank(text):
            severity = Severity.ERROR if field.is_required() else Severity.WARNING
            reason = f"{path[-1]} is empty: nobody would see anything of it"
            yield Problem(path, reason, severity)


def markup_to_be_seen(definition: Definition) -> Iterator[Problem]:
    """What does not work in a text is shown as it is typed: is that meant?"""
    for path, text, field in texts_in(definition):
        mark = translatable(field)
        for raw in raw_markup(text, mark.markup) if mark else ():
            yield Problem(path, raw.reason, Severity.WARNING, raw.typed)


class _Named(NamedTuple):
    """Something that people know by a text.

    `shown` are the conditions under which they meet it. Two that share one of their `stems`, the
    beginnings of their columns, are halves of one thing and read the same on purpose.
    """

    path: Path
    code: str
    text: str
    shown: tuple[ShownWhen, ...] = ()
    stems: frozenset[str] = frozenset()


def equal_labels(definition: Definition) -> Iterator[Problem]:
    """Answers, rows and groups that read the same cannot be told apart."""
    rows: dict[str, list[_Named]] = {}
    for path, question in questions_in(definition):
        yield from _equal("choices", _labelled(path, "choices", question.choices))
        # The rows of a grid that was split stand in one list.
        named = rows.setdefault(question.variable or question.code, [])
        named += _labelled(path, "rows", question.rows)
        for n, recode in enumerate(question.recodes):
            groups = _labelled((*path, "recodes", n), "groups", recode.groups)
            yield from _equal("groups", groups)
    for named in rows.values():
        yield from _equal("rows", named)


def _labelled(path: Path, listed: str, parts: Iterable[Any]) -> list[_Named]:
    return [
        _Named((*path, listed, n, "label"), part.code, part.label)
        for n, part in enumerate(parts)
        if not getattr(part, "retired", False)
    ]


def equal_titles(instrument: Instrument, reach: Reachability) -> Iterator[Problem]:
    """What one respondent meets beside one another has a heading of its own."""
    sections = [
        _Named(("sections", s, "title"), section.code, section.title, (section.shown_when,))
        for s, section in enumerate(instrument.sections)
    ]
    yield from _equal("sections", sections, reach)
    for s, section in enumerate(instrument.sections):
        pages, questions = _within(section, ("sections", s))
        yield from _equal("pages of one section", pages, reach)
        yield from _equal("questions of one section", questions, reach)


def _within(section: Section, path: Path) -> tuple[list[_Named], list[_Named]]:
    """Return the pages of *section* by their titles, and its questions by their texts."""
    pages, questions = [], []
    for p, page in enumerate(section.pages):
        at: Path = (*path, "pages", p)
        shown = (section.shown_when, page.shown_when)
        stems = frozenset(question.variable for question in page.questions)
        pages.append(_Named((*at, "title"), page.code, page.title, shown, stems))
        for q, one in enumerate(page.questions):
            place: Path = (*at, "questions", q, "text")
            when = (*shown, one.shown_when)
            stem = frozenset({one.variable})
            questions.append(_Named(place, one.code, one.text, when, stem))
    return pages, questions


_COMPARED = 10
"""With how many that read the same each is compared."""


def _equal(kind: str, parts: list[_Named], reach: Reachability | None = None) -> Iterator[Problem]:
    """Yield those of *parts* that read like an earlier one which the same people meet."""
    alike: dict[str, list[_Named]] = {}
    for part in parts:
        earlier = alike.setdefault(" ".join(plain(part.text).casefold().split()), [])
        for other in earlier[-_COMPARED:]:
            are_two = part.code != other.code and not part.stems & other.stems
            if are_two and _met_together(part, other, reach):
                reason = f"two {kind} read the same, {other.code} and {part.code}"
                yield Problem(part.path, f"{reason}: {_WHY[kind]}", Severity.WARNING)
                break
        earlier.append(part)


_WHY = {
    "choices": "nobody can tell them apart",
    "rows": "nobody can tell them apart",
    "groups": "nobody can tell them apart in a dataset",
    "sections": "give each a title of its own",
    "pages of one section": "give each a title of its own",
    "questions of one section": (
        "say what is different, or give them the same `variable` if they are one grid on two pages"
    ),
}


def _met_together(one: _Named, other: _Named, reach: Reachability | None) -> bool:
    """Return whether some respondent meets both, as far as can be known."""
    if reach is None:
        return True
    try:
        return reach.can_meet(*one.shown, *other.shown)
    except TooManyCombinations:
        return True
