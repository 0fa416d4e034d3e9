"""Reading who works on a survey, and how the invitations to them get on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Mail
from accounts.permissions import Role
from accounts.wording import state_text
from fieldwork.models import Membership, Survey


@dataclass(frozen=True, slots=True)
class Member:
    """A membership, and in words how the last email about it gets on; "" without any."""

    membership: Membership
    mail: str


def team_of(survey: Survey) -> list[Member]:
    """Return those who have a role in the whole survey, leads first."""
    team = survey.memberships.filter(area=None).select_related("user", "survey")
    order = list(Role)
    in_order = sorted(team, key=lambda one: (order.index(Role(one.role)), one.user.name))
    return _with_mail(survey, in_order)


def coordinators_of(survey: Survey) -> list[Member]:
    """Return the coordinators of all areas, by area and name."""
    members = survey.memberships.exclude(area=None).select_related(
        "user", "survey", "area__local_authority"
    )
    return _with_mail(survey, members.order_by("area__local_authority__name", "user__name"))


def _with_mail(survey: Survey, memberships: Iterable[Membership]) -> list[Member]:
    """Return *memberships* each with its invitation, in two queries however many there are."""
    members = list(memberships)
    mails = Mail.objects.filter(
        kind=Mail.Kind.ROLE_GIVEN,
        user__in=[one.user_id for one in members],
        about__survey=survey.slug,
    )
    latest = {
        (mail.user_id, mail.about["role"], mail.about["area"]): mail
        for mail in mails.order_by("asked_at", "pk")
    }
    return [
        Member(one, state_text(mail) if (mail := latest.get(_key(one))) else "") for one in members
    ]


def _key(membership: Membership) -> tuple[int, str, str]:
    return membership.user_id, membership.role, str(membership.area or "")
