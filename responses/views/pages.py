"""One page of questions after another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from questionnaires.core.routing import Stop
from questionnaires.forms import PageForm
from questionnaires.rendering import inline_text_html, panel_html, text_html
from responses import actions
from responses.journey import Journey
from responses.place import mark_of
from responses.views.access import with_journey
from responses.views.onward import TO_CHECK, onward, to_check, to_stop
from responses.views.resuming import hand_out_code


@with_journey
def page(request: HttpRequest, journey: Journey, page_code: str) -> HttpResponse:
    """Show one page of the route, or save it and go on, or save it to come back later."""
    stop = journey.stop_at(page_code)
    if stop is None:
        return onward(journey)
    data = request.POST if request.method == "POST" else None
    form = PageForm(stop.questions, answers=journey.answers, texts=journey.texts, data=data)
    if data is not None and "later" in data and form.only_lacks_answers():
        return _save_for_later(request, journey, form)
    if form.is_valid() and not _asks_if_meant(request, journey, form):
        return _save(request, journey, stop, form)
    return render(request, "responses/page.html", _page_context(request, journey, stop, form))


def _save(request: HttpRequest, journey: Journey, stop: Stop, form: PageForm) -> HttpResponse:
    if not actions.save_page(response_id=journey.response.pk, answers=form.cleaned_data):
        return redirect("thank_you", journey.response.link.code)
    saved = Journey(journey.response, {**journey.answers, **form.cleaned_data})
    if request.GET.get("return") == TO_CHECK:
        return onward(saved, returning=True)
    following = saved.after(stop.page.code)
    return to_stop(saved, following) if following else to_check(saved)


def _save_for_later(request: HttpRequest, journey: Journey, form: PageForm) -> HttpResponse:
    """Save what is there; what is blank stays to be asked when the respondent comes back."""
    given = {
        code: value
        for code, value in form.cleaned_data.items()
        if value is not None or code in journey.answers
    }
    if not actions.save_page(response_id=journey.response.pk, answers=given):
        return redirect("thank_you", journey.response.link.code)
    return hand_out_code(request, journey)


def _asks_if_meant(request: HttpRequest, journey: Journey, form: PageForm) -> bool:
    """Whether to ask, once, if a page left wholly empty is meant to be (a survey's setting)."""
    is_empty = bool(form.cleaned_data) and not any(
        value is not None for value in form.cleaned_data.values()
    )
    return journey.survey.asks_about_empty_pages and is_empty and "meant" not in request.POST


def _page_context(
    request: HttpRequest, journey: Journey, stop: Stop, form: PageForm
) -> dict[str, Any]:
    texts = journey.texts
    return {
        "form": form,
        "survey": journey.survey,
        "section": inline_text_html(stop.section.title, texts=texts),
        "part": journey.part_of(stop),
        "title": inline_text_html(stop.page.title, texts=texts),
        "text": text_html(stop.page.text, texts=texts),
        "panels": [panel_html(panel, texts=texts) for panel in stop.page.panels],
        "place": mark_of(journey.response.pk),
        "back_url": _back_url(request, journey, stop),
        "asks_if_meant": form.is_bound and form.is_valid(),
    }


def _back_url(request: HttpRequest, journey: Journey, stop: Stop) -> str:
    code = journey.response.link.code
    if request.GET.get("return") == TO_CHECK and journey.is_complete:
        return reverse("check_answers", args=[code])
    before = journey.before(stop)
    return (
        reverse("page", args=[code, before.page.code]) if before else reverse("start", args=[code])
    )
