"""Drawing a page of questions, whatever brought the respondent to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fieldwork.models import Survey
from questionnaires.core.routing import Stop
from questionnaires.forms import PageForm
from questionnaires.rendering import inline_text_html, panel_html, text_html


def drawn_page(
    request: HttpRequest,
    stop: Stop,
    form: PageForm,
    *,
    survey: Survey,
    place: str,
    status: int = 200,
    **around: Any,
) -> HttpResponse:
    """Return the page of *stop* with the questions in *form* and the mark *place* in it.

    *around* holds what the template shows where it is given: `part`, `back_url`, `notice` (a
    sentence above the page), `is_not_saved` (whether that sentence is about an outage) and
    `asks_if_meant`.
    """
    texts = form.texts
    context = {
        "form": form,
        "survey": survey,
        "section": inline_text_html(stop.section.title, texts=texts),
        "title": inline_text_html(stop.page.title, texts=texts),
        "text": text_html(stop.page.text, texts=texts),
        "panels": [panel_html(panel, texts=texts) for panel in stop.page.panels],
        "place": place,
        **around,
    }
    return render(request, "responses/page.html", context, status=status)
