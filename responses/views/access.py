"""Who gets to a page of answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from responses import link_cache
from responses.cookie import cookie_of
from responses.journey import Journey
from responses.language import activate_language
from responses.mark import FIELD, belongs_to
from responses.models import Response
from responses.selectors import response_at
from responses.views.caching import never_stored
from responses.views.refusals import (
    MAY_FINISH,
    already_sent,
    cookie_lost,
    other_response,
    too_late,
)

P = ParamSpec("P")
JourneyView = Callable[Concatenate[HttpRequest, Journey, P], HttpResponse]


def response_of(request: HttpRequest, code: str) -> Response | None:
    """Return the response that the request's cookie names, if it was begun through this link."""
    cookie = cookie_of(request)
    response = response_at(code, cookie.response_id) if cookie else None
    if response is not None:
        link_cache.remember(response.link)
        activate_language(request, response.area, cookie)
    return response


def with_journey(view: JourneyView[P]) -> Callable[..., HttpResponse]:
    """Give *view* the journey of the response that the cookie names, while it may be answered."""

    @never_stored
    @wraps(view)
    def wrapped(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response, page_code = response_of(request, code), str(kwargs.get("page_code", ""))
        if response is None:
            return cookie_lost(request, code, page_code)
        if request.method == "POST" and not belongs_to(request.POST.get(FIELD), response.pk):
            return other_response(request, response, page_code)
        if response.is_submitted:
            return already_sent(request, response, page_code)
        if response.area.survey.state() not in MAY_FINISH:
            return too_late(request, response, page_code)
        return view(request, Journey(response), *args, **kwargs)

    return wrapped
