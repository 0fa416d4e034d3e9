"""One page of questions after another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from questionnaires.core.routing import RoutePage
from questionnaires.forms import PageForm
from responses import actions
from responses.journey import Journey
from responses.language import chooses_language
from responses.mark import mark_of
from responses.posted import posted_page
from responses.views.access import with_journey
from responses.views.form_end import arrived_whole
from responses.views.outage import kept_in_an_outage
from responses.views.redirects import TO_CHECK, to_check, to_next, to_page, to_start
from responses.views.refusals import already_sent
from responses.views.rendering import rendered_page
from responses.views.response_cookie import with_cookie
from responses.views.resume_page import hand_out_code
from responses.views.script import kept_in_background, told_to_script

WITHOUT = "without"
"""Value of the button that goes back without what cannot be saved."""


@kept_in_an_outage
@told_to_script
@with_journey
def page(request: HttpRequest, journey: Journey, page_code: str) -> HttpResponse:
    """Show one page of the route, or do what a button of it asks for."""
    route_page = journey.page_at(page_code)
    if request.method != "POST":
        return _shown(request, journey, route_page)
    if not arrived_whole(request):
        return _cut_off(request, journey, route_page)
    if chooses_language(request):
        return _in_other_language(request, journey, route_page)
    if "_keep" in request.POST:
        return _keep_in_background(request, journey, route_page)
    if route_page is None:
        return _save_out_of_turn(request, journey, page_code)
    form = _sent_form(request, journey, route_page)
    if not form.was_rendered_for(request.POST):
        return _changed_meanwhile(request, journey, route_page)
    return _pressed(request, journey, route_page, form)


def _shown(request: HttpRequest, journey: Journey, route_page: RoutePage | None) -> HttpResponse:
    if route_page is None:
        return to_next(journey)
    return _rendered(request, journey, route_page, _form(journey, route_page))


def _pressed(
    request: HttpRequest, journey: Journey, route_page: RoutePage, form: PageForm
) -> HttpResponse:
    """Go back, save for later or go on, whichever button was pressed."""
    if "_back" in request.POST:
        return _go_back(request, journey, route_page, form)
    if "_later" in request.POST and form.only_lacks_answers():
        return _save_for_later(request, journey, route_page, form)
    if not form.is_valid():
        return _rendered(request, journey, route_page, form)
    if _is_empty_by_mistake(request, journey, form):
        return _ask_if_meant(request, journey, route_page, form)
    return _save(request, journey, route_page, form)


def _form(journey: Journey, route_page: RoutePage, data: Any = None) -> PageForm:
    return PageForm(route_page.questions, answers=journey.answers, texts=journey.texts, data=data)


def _as_typed(request: HttpRequest, journey: Journey, route_page: RoutePage) -> PageForm:
    return PageForm.as_typed(route_page.questions, texts=journey.texts, data=request.POST)


def _sent_form(request: HttpRequest, journey: Journey, route_page: RoutePage) -> PageForm:
    """Return the form as it was sent; one that is only shown again where an answer is cleared.

    A button beside radio buttons clears them. With script it sends nothing.
    """
    kept = _without_cleared(request.POST)
    if "_clear" in request.POST:
        return PageForm.as_typed(route_page.questions, texts=journey.texts, data=kept)
    return _form(journey, route_page, kept)


def _without_cleared(posted: QueryDict) -> QueryDict:
    kept = posted.copy()
    kept.pop(posted.get("_clear", ""), None)
    return kept


def _in_other_language(
    request: HttpRequest, journey: Journey, route_page: RoutePage | None
) -> HttpResponse:
    """Show the page in another language, with what was typed."""
    if route_page is None:
        return with_cookie(to_next(journey), request, journey)
    reply = _rendered(request, journey, route_page, _as_typed(request, journey, route_page))
    return with_cookie(reply, request, journey)


def _save(
    request: HttpRequest, journey: Journey, route_page: RoutePage, form: PageForm
) -> HttpResponse:
    if not actions.save_page(response_id=journey.response.pk, answers=form.answers):
        return already_sent(request, journey.response, route_page.page.code)
    saved = Journey(journey.response, {**journey.answers, **form.answers})
    if request.GET.get("return") == TO_CHECK:
        return to_next(saved, returning=True)
    following = saved.after(route_page.page.code)
    return to_page(saved, following) if following else to_check(saved)


def _go_back(
    request: HttpRequest, journey: Journey, route_page: RoutePage, form: PageForm
) -> HttpResponse:
    """Save what was given, demand nothing, and lead to the page before.

    What cannot be saved is shown with its error, and may then be left behind, but only by somebody
    who says so.
    """
    if not form.only_lacks_answers() and request.POST["_back"] != WITHOUT:
        return _rendered(request, journey, route_page, form, offers_back_without=True)
    if not _save_what_was_given(journey, form):
        return already_sent(request, journey.response, route_page.page.code)
    return _before(request, journey, route_page)


def _before(request: HttpRequest, journey: Journey, route_page: RoutePage) -> HttpResponseRedirect:
    if request.GET.get("return") == TO_CHECK and journey.is_complete:
        return to_check(journey)
    before = journey.before(route_page)
    return to_page(journey, before) if before else to_start(journey)


def _save_for_later(
    request: HttpRequest, journey: Journey, route_page: RoutePage, form: PageForm
) -> HttpResponse:
    """Save what is there; what is blank stays to be asked when the respondent comes back."""
    if not _save_what_was_given(journey, form):
        return already_sent(request, journey.response, route_page.page.code)
    return hand_out_code(journey)


def _keep_in_background(
    request: HttpRequest, journey: Journey, route_page: RoutePage | None
) -> HttpResponse:
    """Save the answers given so far, without the respondent's asking and without a word.

    A blank is no answer here: somebody may be about to write the text that they have just cleared.
    """
    form = _form(journey, route_page, request.POST) if route_page else None
    if form and form.was_rendered_for(request.POST):
        form.is_valid()
        given = {code: value for code, value in form.answers.items() if value is not None}
        actions.save_page(response_id=journey.response.pk, answers=given)
    return kept_in_background()


def _save_out_of_turn(request: HttpRequest, journey: Journey, page_code: str) -> HttpResponse:
    """Keep the answers of a page that another tab has put off the route or behind another page.

    They may lie on the route again; if they do not, they go when the answers are sent.
    """
    route_page = posted_page(journey.instrument, page_code, request.POST)
    if route_page is None:
        return to_next(journey)
    form = _form(journey, route_page, _without_cleared(request.POST))
    is_whole = form.is_valid()
    if not _save_what_was_given(journey, form):
        return already_sent(request, journey.response, page_code)
    context = {
        "survey": journey.survey,
        "is_whole": is_whole,
        "next_url": to_next(journey).url,
    }
    return render(request, "responses/page_moved.html", context, status=409)


def _save_what_was_given(journey: Journey, form: PageForm) -> bool:
    """Save the valid answers of *form*, blanks only where they take an answer's place."""
    given = {
        code: value
        for code, value in form.answers.items()
        if value is not None or code in journey.answers
    }
    return actions.save_page(response_id=journey.response.pk, answers=given)


def _cut_off(request: HttpRequest, journey: Journey, route_page: RoutePage | None) -> HttpResponse:
    """Refuse a form that lost its end on the way, and show what came over what is stored."""
    if route_page is None:
        return render(request, "400.html", status=400)
    form = PageForm.as_far_as_typed(
        route_page.questions, answers=journey.answers, texts=journey.texts, data=request.POST
    )
    notice = _(
        "What your browser sent arrived incomplete, so nothing of it is saved yet. Please look at "
        "the page again, fill in what is missing, and press the button once more."
    )
    around = {"notice": notice, "is_not_saved": True, "status": 400}
    return _rendered(request, journey, route_page, form, **around)


def _changed_meanwhile(
    request: HttpRequest, journey: Journey, route_page: RoutePage
) -> HttpResponse:
    """Show the page again as it is now, with what was typed into it as it was."""
    form = _as_typed(request, journey, route_page)
    notice = _(
        "An earlier answer was changed since you opened this page, so it asks something else now. "
        "It is not saved yet. What you entered is still there: please look at the page again."
    )
    around = {"notice": notice, "is_not_saved": True, "status": 409}
    return _rendered(request, journey, route_page, form, **around)


def _is_empty_by_mistake(request: HttpRequest, journey: Journey, form: PageForm) -> bool:
    """Whether to ask, once, if a page left wholly empty is meant to be (a survey's setting)."""
    is_empty = bool(form.answers) and not any(value is not None for value in form.answers.values())
    return journey.survey.asks_about_empty_pages and is_empty and "_meant" not in request.POST


def _ask_if_meant(
    request: HttpRequest, journey: Journey, route_page: RoutePage, form: PageForm
) -> HttpResponse:
    notice = _(
        "You have answered nothing on this page. If that is what you want, press Next again."
    )
    return _rendered(request, journey, route_page, form, notice=notice, asks_if_meant=True)


def _rendered(
    request: HttpRequest, journey: Journey, route_page: RoutePage, form: PageForm, **around: Any
) -> HttpResponse:
    return rendered_page(
        request,
        route_page,
        form,
        survey=journey.survey,
        mark=mark_of(journey.response.pk),
        part=journey.part_of(route_page),
        **around,
    )
