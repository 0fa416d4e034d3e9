"""Rendering a page of questions, whatever brought the respondent to it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from fieldwork.models import Area, Link, Survey
from fieldwork.selectors import texts_for
from questionnaires.core.routing import RoutePage
from questionnaires.forms import PageForm
from questionnaires.rendering import inline_text_html, panel_html, text_html
from questionnaires.selectors import instrument_of
from responses.cookie import cookie_of
from responses.language import activate_language
from responses.mark import FIELD
from responses.posted import posted_page, posted_version


def rendered_page(
    request: HttpRequest,
    route_page: RoutePage,
    form: PageForm,
    *,
    survey: Survey,
    mark: str,
    status: int = 200,
    **around: Any,
) -> HttpResponse:
    """Return the page of *route_page* with the questions in *form* and the *mark* in it.

    *around* holds what the template shows where it is given: `part`, `notice` (a sentence above the
    page), `is_not_saved` (whether that sentence is about what was sent), `asks_if_meant` and
    `offers_back_without`.
    """
    words = words_of(route_page, form.texts)
    context = {"form": form, "survey": survey, "mark": mark, **words, **around}
    return render(request, "responses/page.html", context, status=status)


def words_of(route_page: RoutePage, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the words around the questions of a page, as HTML."""
    return {
        "section": inline_text_html(route_page.section.title, texts=texts),
        "title": inline_text_html(route_page.page.title, texts=texts),
        "text": text_html(route_page.page.text, texts=texts),
        "panels": [panel_html(panel, texts=texts) for panel in route_page.page.panels],
    }


def page_as_sent(
    request: HttpRequest, link: Link, page_code: str, *, notice: str, status: int
) -> HttpResponse | None:
    """Return the page with all that was sent from it, None where there is no such page.

    No response is read, so this needs no database once the instrument is compiled. *link* came with
    its area, authority and survey.
    """
    posted = request.POST
    area = _area_as_sent(link, posted)
    activate_language(request, area, cookie_of(request))
    instrument = instrument_of(area.survey.version_id, get_language())
    route_page = posted_page(instrument, page_code, posted)
    if route_page is None:
        return None
    form = PageForm.as_typed(route_page.questions, texts=texts_for(area), data=posted)
    said: dict[str, Any] = {"notice": notice, "is_not_saved": True, "status": status}
    mark = posted.get(FIELD, "")
    return rendered_page(request, route_page, form, survey=area.survey, mark=mark, **said)


def _area_as_sent(link: Link, posted: QueryDict) -> Area:
    """Return the area of *link* with the version from which the page was rendered.

    It is a copy: other requests may read the link that is remembered.
    """
    area = copy(link.area)
    area.survey = copy(area.survey)
    area.survey.version_id = posted_version(area.survey, posted)
    return area
