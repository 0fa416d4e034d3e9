"""Coming back later, on this device or another, with a code that only the respondent has."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.site import whole_address
from questionnaires.languages import offered_languages
from responses import actions
from responses.forms import ResumeForm
from responses.journey import Journey
from responses.language import activate_language, activate_language_asked_for, chooses_language
from responses.mark import mark_of
from responses.models import Response
from responses.resume import code_of, tidied
from responses.selectors import code_entered, response_to_resume
from responses.views.access import with_journey
from responses.views.caching import never_stored
from responses.views.outage import kept_in_an_outage
from responses.views.redirects import to_code, to_code_in_address, to_next, to_saved
from responses.views.refusals import MAY_FINISH, not_open
from responses.views.response_cookie import with_cookie


def hand_out_code(journey: Journey) -> HttpResponse:
    """Make the response findable by its code and lead to the page that shows it."""
    if actions.give_resume_code(response_id=journey.response.pk) is None:
        return redirect("thank_you", journey.response.link.code)
    return to_saved(journey)


@kept_in_an_outage
@with_journey
def saved(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show the code to come back with, as often as it is asked for: it never changes."""
    stored = journey.response.resume_digest
    if stored is None:
        return to_next(journey)
    if chooses_language(request):
        return with_cookie(to_saved(journey), request, journey)
    code = code_of(journey.response.pk, stored)
    context = {
        "survey": journey.survey,
        "code": code,
        "address": whole_address(reverse("resume_with", args=[code])),
        "next_url": to_next(journey).url,
        "mark": mark_of(journey.response.pk),
    }
    return render(request, "responses/saved_for_later.html", context)


@kept_in_an_outage
@never_stored
def resume(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for a resume code and lead to the first unanswered page.

    An address with the code in it only fills the form: programs that look at links in advance must
    not be taken for the respondent.
    """
    if code and (elsewhere := to_code_in_address(request)):
        return elsewhere
    language = activate_language_asked_for(request)
    if chooses_language(request):
        return _ask_for_code(request, ResumeForm(initial=request.POST.dict(), language=language))
    form = ResumeForm(request.POST or None, initial={"code": code}, language=language)
    return _answer(request, form) if form.is_valid() else _ask_for_code(request, form)


def _answer(request: HttpRequest, form: ResumeForm) -> HttpResponse:
    """Lead to what the code in *form* opens, or ask again."""
    typed = form.cleaned_data["code"]
    entered = code_entered(typed)
    if entered and not entered.is_to_resume:
        return to_code(request, entered)
    response = response_to_resume(tidied(typed))
    if response is None:
        form.refuse()
        return _ask_for_code(request, form)
    return _let_in(request, response)


def _ask_for_code(request: HttpRequest, form: ResumeForm) -> HttpResponse:
    context = {"form": form, "languages": offered_languages()}
    return render(request, "responses/resume.html", context)


def _let_in(request: HttpRequest, response: Response) -> HttpResponse:
    activate_language(request, response.area)
    if response.area.survey.state() not in MAY_FINISH:
        return not_open(request, response.area.survey)
    journey = Journey(response)
    return with_cookie(to_next(journey), request, journey)
