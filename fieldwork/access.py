"""What pages of the staff are wrapped in: who may open them, and what they are given.

Whoever may not do a thing is told that there is no page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.models import Area, Survey
from fieldwork.selectors import areas_where, may_anywhere, surveys_where

View = Callable[..., HttpResponseBase]


def with_survey(verb: Verb, *related: str) -> Callable[[View], View]:
    """Give a view the survey of its `slug`, with *related*, if the person may do *verb* in it."""

    def find(user: Any, slug: str) -> Survey:
        return get_object_or_404(surveys_where(user, verb).select_related(*related), slug=slug)

    return with_found(find)


def with_area(verb: Verb) -> Callable[[View], View]:
    """Give a view the area of its `slug` and `area_id`, if the person may do *verb* in it.

    It comes with its survey and local authority.
    """

    def find(user: Any, slug: str, area_id: int) -> Area:
        areas = areas_where(user, verb).select_related("survey", "local_authority")
        return get_object_or_404(areas, pk=area_id, survey__slug=slug)

    return with_found(find)


def found_for(verb: Verb) -> Callable[[Callable[..., Any]], Callable[[View], View]]:
    """Give a view what a function finds, as `with_found` does, if the person may do *verb* at all.

    *verb* is about no survey, and so is what the function finds.
    """

    def decorator(find: Callable[..., Any]) -> Callable[[View], View]:
        @wraps(find)
        def find_for(user: Any, **parts: Any) -> Any:
            if not may_anywhere(user, verb):
                raise Http404
            return find(user, **parts)

        return with_found(find_for)

    return decorator


def with_found(find: Callable[..., Any]) -> Callable[[View], View]:
    """Give a view what *find* returns for the person and the parts of the address that it takes.

    The other parts go to the view. *find* raises Http404 for whoever may not see it; who is not
    signed in is led there. Nothing of the page is kept by a browser.
    """
    _user, *taken = signature(find).parameters

    def decorator(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def wrapped(request: StaffRequest, **parts: Any) -> HttpResponseBase:
            found = find(request.user, **{name: parts.pop(name) for name in taken})
            return view(request, found, **parts)

        return wrapped

    return decorator
