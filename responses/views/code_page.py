"""A box for a code of either kind, for everybody who did not get where they wanted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from questionnaires.languages import offered_languages
from responses.forms import CodeForm
from responses.language import activate_language_asked_for, chooses_language
from responses.views.caching import never_stored
from responses.views.outage import kept_in_an_outage
from responses.views.redirects import to_code
from responses.views.resume_page import resume


@kept_in_an_outage
@never_stored
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code and lead to what it opens: a survey, or somebody's own saved answers.

    The form is posted, so that a code to come back with stands in no address.
    """
    language = activate_language_asked_for(request)
    if chooses_language(request):
        form = CodeForm(initial={"code": request.POST.get("code", "")}, language=language)
        return _ask(request, form)
    form = CodeForm(request.POST or None, language=language)
    if not form.is_valid():
        return _ask(request, form)
    code = form.cleaned_data["code"]
    return resume(request) if code.is_to_resume else to_code(request, code)


def _ask(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {"form": form, "languages": offered_languages()}
    return render(request, "responses/enter_code.html", context)
