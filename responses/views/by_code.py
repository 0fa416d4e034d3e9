"""Redirects to what a code opens, wherever the code was found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from questionnaires.languages import offered_languages
from responses.language import NAME, asked_for
from responses.pasted_codes import Code, code_in_address
from responses.views.access import never_stored


@never_stored
def to_code(request: HttpRequest, code: Code) -> HttpResponseRedirect:
    """Redirect to what *code* opens; one to come back with is only filled in there."""
    language = asked_for(request)
    query = {NAME: language} if language in offered_languages() else None
    name = "resume_with" if code.is_to_resume else "start"
    return HttpResponseRedirect(reverse(name, args=[code.text], query=query))


def to_code_in_address(request: HttpRequest) -> HttpResponseRedirect | None:
    """Redirect from an address that was pasted with something around it, None if there is no code.

    Nothing is looked up. Where the address is already the one to which its code leads, there is
    nowhere to redirect.
    """
    code = code_in_address(request.path) if request.method in ("GET", "HEAD") else None
    if code is None:
        return None
    reply = to_code(request, code)
    return None if reply.url.partition("?")[0] == request.path else reply
