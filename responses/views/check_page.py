"""Checking the answers, sending them, and the thanks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fieldwork.selectors import texts_for
from questionnaires.rendering import survey_text_html
from responses import actions
from responses.journey import Journey
from responses.language import chooses_language
from responses.mark import mark_of
from responses.review import answers_by_section
from responses.views.access import response_of, with_journey
from responses.views.caching import never_stored
from responses.views.form_end import arrived_whole
from responses.views.outage import kept_in_an_outage
from responses.views.redirects import to_check, to_next
from responses.views.response_cookie import ending_with_browser, with_cookie
from responses.views.resume_page import hand_out_code
from responses.views.script import told_to_script


@kept_in_an_outage
@told_to_script
@with_journey
def check_answers(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show all answers of the route by section, or submit them, or keep them for later."""
    if chooses_language(request):
        return with_cookie(to_check(journey), request, journey)
    if "_later" in request.POST:
        return hand_out_code(journey)
    if not journey.is_complete:
        return to_next(journey)
    if request.method == "POST" and arrived_whole(request):
        return _submit(request, journey)
    context = {
        "survey": journey.survey,
        "sections": answers_by_section(journey),
        "mark": mark_of(journey.response.pk),
        "back_url": reverse("page", args=[journey.response.link.code, journey.route[-1].page.code]),
    }
    return render(request, "responses/check_answers.html", context)


def _submit(request: HttpRequest, journey: Journey) -> HttpResponse:
    actions.submit(response_id=journey.response.pk)
    reply = redirect("thank_you", journey.response.link.code)
    return ending_with_browser(reply, request, journey)


@require_safe
@never_stored
def thank_you(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the answers have arrived and what happens next."""
    response = response_of(request, code)
    if response is None or not response.is_submitted:
        return redirect("start", code)
    survey, texts = response.area.survey, texts_for(response.area)
    context = {
        "survey": survey,
        "thank_you": survey_text_html(survey.thank_you_text, texts=texts),
        "support": survey_text_html(survey.support_text, texts=texts),
    }
    return render(request, "responses/thank_you.html", context)
