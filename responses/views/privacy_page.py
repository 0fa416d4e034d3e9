"""What a survey says about who is responsible for it, and what becomes of the answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fieldwork.selectors import link_with_survey, texts_for
from questionnaires.rendering import survey_text_html
from responses.cookie import cookie_of
from responses.language import activate_language
from responses.views.caching import never_stored


@require_safe
@never_stored
def privacy_notice(request: HttpRequest, code: str) -> HttpResponse:
    """Show the privacy notice of the survey to which a link leads."""
    link = link_with_survey(code)
    if link is None:
        raise Http404
    activate_language(request, link.area, cookie_of(request))
    survey = link.area.survey
    if not survey.privacy_notice:
        raise Http404
    notice = survey_text_html(survey.privacy_notice, texts=texts_for(link.area))
    return render(request, "responses/privacy_notice.html", {"survey": survey, "notice": notice})
