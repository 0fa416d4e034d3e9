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
from responses.place import mark_of
from responses.reading import answers_by_section
from responses.views.access import never_stored, response_of, with_journey
from responses.views.onward import onward, to_check, told_to_script
from responses.views.outage import kept_in_an_outage
from responses.views.resuming import code_in_other_language, hand_out_code
from responses.views.speaking import chooses_language, with_place


@kept_in_an_outage
@told_to_script
@with_journey
def check_answers(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show all answers of the route by section, or submit them, or keep them for later."""
    if chooses_language(request):
        return _in_other_language(request, journey)
    if "later" in request.POST:
        return hand_out_code(request, journey)
    if not journey.is_complete:
        return onward(journey)
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


def _in_other_language(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show this page in another language, or the resume code, whose page sends it here."""
    if "resume_code" in request.POST:
        return code_in_other_language(request, journey)
    return with_place(to_check(journey), request, journey)


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
