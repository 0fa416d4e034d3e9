"""The respondent's pages: start, one page after another, check, thank you.

Each page posts to itself, is validated and saved here, and redirects. Where the respondent stands
comes from the signed cookie; where they may go comes from the route.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from fieldwork.models import Link, Survey
from fieldwork.selectors import link_with_survey, texts_for
from questionnaires.core.routing import Stop
from questionnaires.forms import PageForm
from questionnaires.rendering import inline_text_html, panel_html, text_html
from questionnaires.selectors import instrument_of
from responses import actions
from responses.journey import Journey
from responses.models import Response
from responses.place import belongs_to, mark_of, remember, response_id_of
from responses.reading import answers_by_section
from responses.selectors import response_at

P = ParamSpec("P")
JourneyView = Callable[Concatenate[HttpRequest, Journey, P], HttpResponse]

TO_CHECK = "check"
"""Value of `return` in an address: after this page, back to checking the answers."""

never_stored = cache_control(no_store=True, private=True)


def _response_of(request: HttpRequest, code: str) -> Response | None:
    response_id = response_id_of(request)
    return response_at(code, response_id) if response_id else None


def with_journey(view: JourneyView[P]) -> Callable[..., HttpResponse]:
    """Give *view* the journey of the response that the cookie names, while it may be answered."""

    @never_stored
    @wraps(view)
    def wrapped(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = _response_of(request, code)
        if response is None:
            return _place_lost(request, code)
        if request.method == "POST" and not belongs_to(request.POST.get("place"), response.pk):
            return _other_response(request, response)
        if response.is_submitted:
            return redirect("thank_you", code)
        if response.area.survey.state() is not Survey.State.OPEN:
            return _not_open(request, response.area.survey)
        return view(request, Journey(response), *args, **kwargs)

    return wrapped


@require_safe
@never_stored
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the survey is, and let the respondent begin, go on or begin again."""
    link = link_with_survey(code)
    if link is None and code != code.lower():
        return redirect("start", code.lower())
    if link is None:
        return render(request, "responses/unknown_link.html", status=404)
    survey = link.area.survey
    if survey.state() is not Survey.State.OPEN:
        return _not_open(request, survey)
    texts = texts_for(link.area)
    panels = instrument_of(survey.version_id).start_panels
    context = {
        "survey": survey,
        "code": code,
        "panels": [panel_html(panel, texts=texts) for panel in panels],
        "earlier": _response_of(request, code),
    }
    return render(request, "responses/start.html", context)


@never_stored
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a response, or go on with the one under way unless a new one is asked for."""
    link = link_with_survey(code) if request.method == "POST" else None
    if link is None or link.area.survey.state() is not Survey.State.OPEN:
        return redirect("start", code)
    response = None if "afresh" in request.POST else _response_of(request, code)
    if response is None or response.is_submitted:
        return _begin_afresh(link)
    return _onward(Journey(response))


def _begin_afresh(link: Link) -> HttpResponse:
    response = actions.begin_response(link=link)
    response.link, response.area = link, link.area
    journey = Journey(response)
    reply = _to_stop(journey, journey.route[0])
    remember(reply, link_code=link.code, response_id=response.pk)
    return reply


@with_journey
def page(request: HttpRequest, journey: Journey, page_code: str) -> HttpResponse:
    """Show one page of the route, or save it and go on."""
    stop = journey.stop_at(page_code)
    if stop is None:
        return _onward(journey)
    data = request.POST if request.method == "POST" else None
    form = PageForm(stop.questions, answers=journey.answers, texts=journey.texts, data=data)
    if form.is_valid():
        return _save(request, journey, stop, form)
    return render(request, "responses/page.html", _page_context(request, journey, stop, form))


def _save(request: HttpRequest, journey: Journey, stop: Stop, form: PageForm) -> HttpResponse:
    if not actions.save_page(response_id=journey.response.pk, answers=form.cleaned_data):
        return redirect("thank_you", journey.response.link.code)
    saved = Journey(journey.response, {**journey.answers, **form.cleaned_data})
    if request.GET.get("return") == TO_CHECK:
        return _onward(saved, returning=True)
    following = saved.after(stop.page.code)
    return _to_stop(saved, following) if following else _to_check(saved)


def _page_context(
    request: HttpRequest, journey: Journey, stop: Stop, form: PageForm
) -> dict[str, object]:
    texts = journey.texts
    return {
        "form": form,
        "survey": journey.survey,
        "section": inline_text_html(stop.section.title, texts=texts),
        "title": inline_text_html(stop.page.title, texts=texts),
        "text": text_html(stop.page.text, texts=texts),
        "panels": [panel_html(panel, texts=texts) for panel in stop.page.panels],
        "place": mark_of(journey.response.pk),
        "back_url": _back_url(request, journey, stop),
    }


def _back_url(request: HttpRequest, journey: Journey, stop: Stop) -> str:
    code = journey.response.link.code
    if request.GET.get("return") == TO_CHECK and journey.is_complete:
        return reverse("check_answers", args=[code])
    before = journey.before(stop)
    return (
        reverse("page", args=[code, before.page.code]) if before else reverse("start", args=[code])
    )


@with_journey
def check_answers(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show all answers of the route by section, or submit them."""
    if not journey.is_complete:
        return _onward(journey)
    if request.method == "POST":
        actions.submit(response_id=journey.response.pk)
        return redirect("thank_you", journey.response.link.code)
    context = {
        "survey": journey.survey,
        "sections": answers_by_section(journey),
        "place": mark_of(journey.response.pk),
        "back_url": reverse("page", args=[journey.response.link.code, journey.route[-1].page.code]),
    }
    return render(request, "responses/check_answers.html", context)


@require_safe
@never_stored
def thank_you(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the answers have arrived and what happens next."""
    response = _response_of(request, code)
    if response is None or not response.is_submitted:
        return redirect("start", code)
    survey, texts = response.area.survey, texts_for(response.area)
    context = {
        "survey": survey,
        "thank_you": text_html(survey.thank_you_text, texts=texts),
        "support": text_html(survey.support_text, texts=texts),
    }
    return render(request, "responses/thank_you.html", context)


def _place_lost(request: HttpRequest, code: str) -> HttpResponse:
    """Send a visitor without a place to the start; tell one who sent a page what became of it."""
    if request.method != "POST" or link_with_survey(code) is None:
        return redirect("start", code)
    return render(request, "responses/place_lost.html", {"code": code}, status=409)


def _other_response(request: HttpRequest, response: Response) -> HttpResponse:
    """Refuse a page that was drawn for another response than the one the cookie names now."""
    context = {"survey": response.area.survey, "code": response.link.code}
    return render(request, "responses/other_response.html", context, status=409)


def _not_open(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Say that the survey has not begun, or is over."""
    over = survey.state() is Survey.State.CLOSED
    template = "responses/closed.html" if over else "responses/not_yet_open.html"
    return render(request, template, {"survey": survey}, status=410 if over else 200)


def _onward(journey: Journey, *, returning: bool = False) -> HttpResponseRedirect:
    """Redirect to the first page not saved yet, or to checking the answers."""
    stop = journey.next_unsaved()
    return _to_check(journey) if stop is None else _to_stop(journey, stop, returning=returning)


def _to_stop(journey: Journey, stop: Stop, *, returning: bool = False) -> HttpResponseRedirect:
    url = reverse("page", args=[journey.response.link.code, stop.page.code])
    return HttpResponseRedirect(f"{url}?return={TO_CHECK}" if returning else url)


def _to_check(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("check_answers", args=[journey.response.link.code]))
