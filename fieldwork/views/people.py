"""Who works on a survey: invited, sent to again, given another role, removed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import with_found, with_survey
from fieldwork.actions import change_role, invite, invite_again, invite_coordinators, remove_member
from fieldwork.forms.people import CoordinatorsForm, InvitationForm, RoleForm
from fieldwork.models import Area, Membership, Survey
from fieldwork.people import coordinators_of, team_of
from fieldwork.selectors import surveys_where
from fieldwork.views.way import page_below_setup


def _find_member(user: User, slug: str, membership_id: int) -> Membership:
    memberships = Membership.objects.filter(survey__in=surveys_where(user, Verb.SET_UP))
    found = memberships.select_related("survey", "user", "area__local_authority")
    return get_object_or_404(found, pk=membership_id, survey__slug=slug)


with_member = with_found(_find_member)
"""Gives a view the membership of its `slug` and `membership_id`."""


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def team(request: StaffRequest, survey: Survey) -> HttpResponse:
    """List the team of a survey; POST invites somebody to it."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invite(actor=request.user, survey=survey, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("email", refused)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("setup_team", survey.slug)
    context = {"survey": survey, "members": team_of(survey), "form": form}
    return page_below_setup(request, "fieldwork/team.html", survey, context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def coordinators(request: StaffRequest, survey: Survey) -> HttpResponse:
    """List the coordinators of all areas; POST invites those of pasted lines."""
    form = CoordinatorsForm(request.POST or None, survey=survey)
    if form.is_valid():
        try:
            invite_coordinators(actor=request.user, survey=survey, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("people", refused)
        else:
            messages.success(request, " ".join([_("They are invited."), *form.left_out]))
            return redirect("setup_coordinators", survey.slug)
    members = coordinators_of(survey)
    coordinated = {one.membership.area_id for one in members if one.membership.area_id}
    waiting = Area.objects.filter(survey=survey).exclude(pk__in=coordinated)
    context = {"members": members, "waiting": waiting.select_related("local_authority")}
    return page_below_setup(
        request, "fieldwork/coordinators.html", survey, {**context, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_member
def member(request: StaffRequest, membership: Membership) -> HttpResponse:
    """Show one person's role, to be changed, ended, or told again; each has its button."""
    form = RoleForm(request.POST if "change" in request.POST else None)
    if request.method == "POST":
        try:
            if said := _do(request, membership, form):
                messages.success(request, said)
                return redirect(_list_of(membership), membership.survey.slug)
        except ValidationError as refused:
            for sentence in refused.messages:
                messages.error(request, sentence)
            return redirect(_list_of(membership), membership.survey.slug)
    context = {"membership": membership, "form": None if membership.area else form}
    return page_below_setup(request, "fieldwork/member.html", membership.survey, context)


def _do(request: StaffRequest, membership: Membership, form: RoleForm) -> str:
    """Do what the pressed button says, and return what to tell; "" where the form lacks."""
    if "remove" in request.POST:
        remove_member(actor=request.user, membership=membership)
        return _("The role has ended. The person is told by email.")
    if "again" in request.POST:
        invite_again(actor=request.user, membership=membership)
        return _("The invitation is on its way again.")
    if "change" not in request.POST or membership.area is not None:
        raise Http404
    if not form.is_valid():
        return ""
    change_role(actor=request.user, membership=membership, role=form.cleaned_data["role"])
    return _("The role was changed. The person is told by email.")


def _list_of(membership: Membership) -> str:
    return "setup_coordinators" if membership.area else "setup_team"
