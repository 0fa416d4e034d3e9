"""Coming back later, on this device or another, with a code that only the respondent has."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from responses import actions
from responses.forms import ResumeForm
from responses.journey import Journey
from responses.place import remember
from responses.resume import count_wrong_code, tidied, too_many_wrong_codes
from responses.selectors import response_to_resume
from responses.views.access import MAY_FINISH, never_stored, not_open
from responses.views.onward import onward
from responses.views.outage import kept_in_an_outage


def hand_out_code(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show a new resume code, this once: it is stored nowhere."""
    code = actions.give_resume_code(response_id=journey.response.pk)
    if code is None:
        return redirect("thank_you", journey.response.link.code)
    context = {
        "survey": journey.survey,
        "code": code,
        "address": request.build_absolute_uri(reverse("resume_with", args=[code])),
        "back_url": reverse("start", args=[journey.response.link.code]),
    }
    return render(request, "responses/saved_for_later.html", context)


@kept_in_an_outage
@never_stored
def resume(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for a resume code and lead to the first unanswered page.

    An address with the code in it only fills the form: programs that look at links in advance must
    not be taken for the respondent.
    """
    form = ResumeForm(request.POST or None, initial={"code": code})
    if not form.is_valid():
        return render(request, "responses/resume.html", {"form": form})
    if too_many_wrong_codes():
        return render(request, "responses/too_many_codes.html", status=429)
    response = response_to_resume(tidied(form.cleaned_data["code"]))
    if response is None:
        count_wrong_code()
        form.refuse()
        return render(request, "responses/resume.html", {"form": form})
    if response.area.survey.state() not in MAY_FINISH:
        return not_open(request, response.area.survey)
    reply = onward(Journey(response))
    remember(reply, link_code=response.link.code, response_id=response.pk)
    return reply
