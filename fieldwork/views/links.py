"""The links of a survey: all of them, a further one, and what one still does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from accounts.site import whole_address
from fieldwork.access import with_found, with_survey
from fieldwork.actions import add_link, change_link
from fieldwork.forms.links import LinkForm, UseForm, use_of
from fieldwork.models import Link, Survey
from fieldwork.selectors import surveys_where
from fieldwork.views.way import page_below_setup


def _find_link(user: User, slug: str, link_id: int) -> Link:
    links = Link.objects.filter(area__survey__in=surveys_where(user, Verb.SET_UP))
    found = links.select_related("area__survey", "area__local_authority")
    return get_object_or_404(found, pk=link_id, area__survey__slug=slug)


with_link = with_found(_find_link)
"""Gives a view the link of its `slug` and `link_id`."""


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def links(request: StaffRequest, survey: Survey) -> HttpResponse:
    """List every link of a survey; POST adds one."""
    form = LinkForm(request.POST or None, survey=survey)
    if form.is_valid():
        add_link(actor=request.user, **form.cleaned_data)
        messages.success(request, _("The link works from now on."))
        return redirect("setup_links", survey.slug)
    every = Link.objects.filter(area__survey=survey).select_related("area__local_authority")
    context = {
        "links": [_shown(one) for one in every.order_by("area__local_authority__name", "pk")],
        "form": form,
    }
    return page_below_setup(request, "fieldwork/links.html", survey, context)


def _shown(link: Link) -> dict[str, Any]:
    address = whole_address(reverse("start", args=[link.code]))
    return {"link": link, "address": address, "use": use_of(link)}


@require_http_methods(["GET", "HEAD", "POST"])
@with_link
def link(request: StaffRequest, link: Link) -> HttpResponse:
    """Show what a link is for and what it does, to be changed."""
    survey = link.area.survey
    form = UseForm(request.POST or None, link=link)
    if form.is_valid():
        change_link(actor=request.user, link=form.changed())
        messages.success(request, _("Saved."))
        return redirect("setup_links", survey.slug)
    context = {
        "shown": _shown(link),
        "form": form,
    }
    return page_below_setup(request, "fieldwork/link.html", survey, context)
