"""What questions are called where several stand in a list: each by a name that no other has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from questionnaires.core.instrument import Page
from questionnaires.core.routing import RoutePage
from questionnaires.rendering import Texts, inline_text_html


def question_names(route_pages: Iterable[RoutePage], texts: Texts) -> dict[str, SafeString]:
    """Return the names of all questions of *route_pages*, as HTML by their codes.

    A name is the stem of its question. The halves of a long grid share theirs, so whatever has
    the same stem gets the title of its page in brackets besides.
    """
    pages: dict[SafeString, dict[str, Page]] = defaultdict(dict)
    for route_page in route_pages:
        for question in route_page.questions:
            stem = inline_text_html(question.text, texts=texts)
            pages[stem][question.code] = route_page.page
    names: dict[str, SafeString] = {}
    for stem, page_of in pages.items():
        names |= zip(page_of, _told_apart(stem, list(page_of.values()), texts), strict=True)
    return names


def _told_apart(stem: SafeString, pages: Sequence[Page], texts: Texts) -> list[SafeString]:
    """Return *stem* once for each of *pages* on which it stands, each time with other words."""
    if len(pages) == 1:
        return [stem]
    marks: list[str] = [inline_text_html(page.title, texts=texts) for page in pages]
    if len(set(marks)) < len(marks):
        count = len(marks)
        marks = [_("%(n)s of %(count)s") % {"n": n, "count": count} for n in range(1, count + 1)]
    return [format_html("{} ({})", stem, mark) for mark in marks]
