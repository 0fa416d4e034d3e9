"""The language that a respondent reads: what they have chosen, or what their browser prefers."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from fieldwork.models import Area
from questionnaires.languages import offered_languages
from responses.cookie import ResponseCookie

NAME = "language"
"""What chooses a language in an address."""

BUTTON = "_language"
"""The button that chooses one. No code of a question begins so, so none can be taken for it."""


def chooses_language(request: HttpRequest) -> bool:
    """Return whether a button was pressed that chooses a language, and nothing else."""
    return request.method == "POST" and BUTTON in request.POST


def asked_for(request: HttpRequest) -> str:
    """Return the language that this very request asks for, "" for none."""
    return request.POST.get(BUTTON, "") or request.GET.get(NAME, "")


def activate_language(
    request: HttpRequest, area: Area, cookie: ResponseCookie | None = None
) -> None:
    """Answer *request* in a language of the survey of *area*, and word that survey in it.

    The first that the survey speaks of: what the request asks for, what was chosen before and is in
    the *cookie*, what the browser prefers; else the language of its questionnaire. *area* came with
    its survey.
    """
    languages = area.survey.languages
    chosen = cookie.language if cookie else ""
    wanted = (asked_for(request), chosen, *_of_browser(request, languages))
    language = next((one for one in wanted if one in languages), languages[0])
    _activate(request, language)
    area.survey = area.survey.in_language(language)


def activate_language_asked_for(request: HttpRequest) -> str:
    """Answer *request*, which is about no survey, in the language that it asks for.

    Return that language, "" where it asks for none that the interface speaks; then it stays the one
    that the browser prefers.
    """
    language = asked_for(request)
    if language not in offered_languages():
        return ""
    _activate(request, language)
    return language


def _activate(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def _of_browser(request: HttpRequest, languages: tuple[str, ...]) -> Iterator[str]:
    """Yield those of *languages* that the browser prefers, best first: "cy-GB" is met by "cy"."""
    for preferred, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        related = [one for one in languages if _tongue(one) == _tongue(preferred)]
        yield from sorted(related, key=lambda language: language != preferred)


def _tongue(language: str) -> str:
    return language.partition("-")[0]
