"""What a survey needs before it may open: one list, for its page and for the act of opening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Role
from fieldwork.models import Area, Headcount, Link, Membership, Survey
from fieldwork.parameters import parameters_of
from fieldwork.selectors import leads_of
from questionnaires.core.parameters import fault_in

MOST_NAMED = 5
"""Areas that one sentence names, when the same thing is missing in many."""

UNFILLED = re.compile(r"\[[^\]\n]+\](?!\()")
"""What a draft of a text leaves to be filled in: words in square brackets that are no link."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a survey needs; `code` names its page.

    `faults` are sentences about what is missing or wrong, none where all is well; `said` tells in
    short what is there.
    """

    code: str
    label: str
    said: str
    faults: tuple[str, ...]


LABELS: dict[str, Any] = {
    "details": gettext_lazy("Title, who asks, contact"),
    "dates": gettext_lazy("First and last day"),
    "texts": gettext_lazy("Privacy notice and other texts"),
    "parameters": gettext_lazy("What fills the questions"),
    "areas": gettext_lazy("Areas"),
    "links": gettext_lazy("Links"),
    "headcounts": gettext_lazy("How many people are asked"),
    "coordinators": gettext_lazy("Coordinators"),
    "team": gettext_lazy("Team"),
}


def checklist_of(survey: Survey) -> tuple[Item, ...]:
    """Return what *survey* needs to open, in the order in which people see to it."""
    areas = _areas(survey)
    found = {
        "details": (survey.organisation, _details(survey)),
        "dates": (_period(survey), _dates(survey)),
        "texts": ("", _texts(survey)),
        "parameters": ("", _parameters(survey)),
        "areas": (_how_many(areas), _whereabouts(survey, areas)),
        "links": ("", _lacking(areas, "has_link", _("No working link: %(areas)s."))),
        "headcounts": (survey.without_headcounts, _headcounts(survey, areas)),
        "coordinators": ("", _lacking(areas, "has_coordinator", _("No coordinator: %(areas)s."))),
        "team": _team(survey),
    }
    if not parameters_of(survey.version_id):
        del found["parameters"]
    return tuple(
        Item(code, str(LABELS[code]), str(said), tuple(faults))
        for code, (said, faults) in found.items()
    )


def _details(survey: Survey) -> Iterator[str]:
    if not survey.organisation:
        yield _("Say who asks.")
    if not survey.contact:
        yield _("Say whom respondents can ask.")


def _period(survey: Survey) -> str:
    if survey.opens_on is None or survey.closes_on is None:
        return ""
    days = {"first": date_format(survey.opens_on), "last": date_format(survey.closes_on)}
    return _("%(first)s to %(last)s") % days


def _dates(survey: Survey) -> Iterator[str]:
    if survey.opens_on is None:
        yield _("Say on which day it opens.")
    elif survey.is_draft and survey.opens_on < timezone.localdate():
        yield _("The first day is past: choose today or a later day.")
    if survey.closes_on is None:
        yield _("Say which day is the last.")


def _texts(survey: Survey) -> Iterator[str]:
    for name in Survey.TEXTS:
        if not getattr(survey, name):
            yield _("Nothing is said under “%(text)s”.") % {"text": Survey.label_of(name)}
    own = {name: getattr(survey, name) for name in survey.WORDS}
    for words in (own, *survey.words_by_language.values()):
        yield from _unfilled(words)
    for language, words_of in survey.words_by_language.items():
        if lacking := [name for name in survey.WORDS if _lacks(survey, words_of, name)]:
            labels = ", ".join(Survey.label_of(name) for name in lacking)
            told = {"language": language, "texts": labels}
            yield _("Not translated into “%(language)s” yet: %(texts)s.") % told


def _unfilled(words: Mapping[str, str]) -> Iterator[str]:
    for name, text in words.items():
        if left := UNFILLED.search(text):
            told = {"text": Survey.label_of(name), "words": left[0]}
            yield _("“%(text)s” still says “%(words)s”: fill it in.") % told


def _lacks(survey: Survey, words: dict[str, str], name: str) -> bool:
    return bool(getattr(survey, name)) and not words.get(name)


def _parameters(survey: Survey) -> Iterator[str]:
    for one in parameters_of(survey.version_id):
        if fault := fault_in(survey.parameters.get(one.name, ""), one.kind):
            yield f"{capfirst(one.label)}: {_(fault)}"


def _areas(survey: Survey) -> list[Any]:
    """Return the areas of *survey*, each with what there is for it."""
    of_area = {"area": OuterRef("pk")}
    coordinators = Membership.objects.filter(role=Role.COORDINATOR, user__is_active=True, **of_area)
    return list(
        Area.objects.filter(survey=survey)
        .select_related("local_authority")
        .annotate(
            has_link=Exists(Link.objects.filter(Link.HANDED_OUT, **of_area)),
            has_coordinator=Exists(coordinators),
            has_headcount=Exists(Headcount.objects.filter(asked__isnull=False, **of_area)),
        )
    )


def _how_many(areas: Sequence[Any]) -> str:
    if not areas:
        return ""
    return ngettext("%(count)d area", "%(count)d areas", len(areas)) % {"count": len(areas)}


def _whereabouts(survey: Survey, areas: Sequence[Any]) -> Iterator[str]:
    if not areas:
        yield _("Choose the areas in which people are asked.")
    strangers = [
        area for area in areas if area.local_authority.is_demonstration != survey.is_demonstration
    ]
    if strangers and survey.is_demonstration:
        yield _("A demonstration asks nobody in places that exist: %(areas)s.") % _named(strangers)
    elif strangers:
        yield _("These places do not exist: %(areas)s.") % _named(strangers)


def _lacking(areas: Sequence[Any], what: str, sentence: str) -> Iterator[str]:
    if lacking := [area for area in areas if not getattr(area, what)]:
        yield sentence % _named(lacking)


def _named(areas: Sequence[Any]) -> dict[str, str]:
    names = "; ".join(str(area) for area in areas[:MOST_NAMED])
    if (further := len(areas) - MOST_NAMED) > 0:
        names = ngettext(
            "%(names)s and %(count)d more", "%(names)s and %(count)d more", further
        ) % {"names": names, "count": further}
    return {"areas": names}


def _headcounts(survey: Survey, areas: Sequence[Any]) -> Iterator[str]:
    if not survey.without_headcounts:
        yield from _lacking(
            areas, "has_headcount", _("No headcount, and no reason for none: %(areas)s.")
        )


def _team(survey: Survey) -> tuple[str, list[str]]:
    """Two leads, because one may fall ill while people are answering."""
    leads = leads_of(survey.pk).count()
    said = ngettext("%(count)d lead", "%(count)d leads", leads) % {"count": leads}
    return said, [] if leads > 1 else [_("Add a second lead researcher.")]
