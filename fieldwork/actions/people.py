"""Writing who may do what in a survey, and telling them."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import create_user, tell_of_role
from accounts.models import User
from accounts.permissions import PERMISSIONS, Role
from accounts.selectors import find_user
from fieldwork.actions.trail import record_in
from fieldwork.models import Area, Membership, Survey
from fieldwork.selectors import leads_of


@transaction.atomic
def add_member(
    *, actor: User | None, user: User, survey: Survey, role: Role, area: Area | None = None
) -> Membership:
    """Let *user* act in *survey*; raise ValidationError if the area does not fit role or survey.

    Whoever gets a role from somebody else is told by email.
    """
    if PERMISSIONS[role].in_one_area != (area is not None):
        raise ValidationError(_("A coordinator has an area; nobody else has one."))
    if area is not None and area.survey_id != survey.pk:
        raise ValidationError(_("This area belongs to another survey."))
    membership, created = Membership.objects.get_or_create(
        user=user, survey=survey, role=role, area=area
    )
    if created:
        record_in(actor, "member.added", survey, _member(membership))
        _tell(actor, membership, is_given=True)
    return membership


@transaction.atomic
def invite(
    *, actor: User, email: str, name: str, survey: Survey, role: Role, area: Area | None = None
) -> Membership:
    """Let whoever has this address act in *survey*, with a new account if there is none yet.

    Raise ValidationError if the account is closed, or the area does not fit.
    """
    user = find_user(email=email) or create_user(email=email, name=name, actor=actor)
    if not user.is_active:
        raise ValidationError(
            _("The account of %(address)s is closed. An administrator can open it again.")
            % {"address": user.email}
        )
    return add_member(actor=actor, user=user, survey=survey, role=role, area=area)


@transaction.atomic
def invite_coordinators(
    *, actor: User, survey: Survey, people: Iterable[tuple[str, str, Area]]
) -> list[Membership]:
    """Invite each of *people* as coordinator: a name, an address and an area; all or nobody."""
    return [
        invite(actor=actor, email=email, name=name, survey=survey, role=Role.COORDINATOR, area=area)
        for name, email, area in people
    ]


@transaction.atomic
def invite_again(*, actor: User, membership: Membership) -> None:
    """Have the invitation of a member sent once more, with a new link if they need one."""
    record_in(actor, "member.invited_again", membership.survey, _member(membership))
    _tell(actor, membership, is_given=True)


@transaction.atomic
def change_role(*, actor: User, membership: Membership, role: Role) -> Membership:
    """Give a member of the team another role; raise ValidationError for the last lead."""
    if membership.role == role:
        return membership
    other = add_member(actor=actor, user=membership.user, survey=membership.survey, role=role)
    remove_member(actor=actor, membership=membership, is_told=False)
    return other


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership, is_told: bool = True) -> None:
    """Take a role in a survey away from somebody; their account stays.

    They are told by email unless *is_told* is false. Raise ValidationError for the last lead of a
    survey: nobody else could set it up or decide about it.
    """
    # Two leads who remove each other at once wait here, and the second is refused.
    Survey.objects.select_for_update(no_key=True).get(pk=membership.survey_id)
    others = leads_of(membership.survey_id).exclude(pk=membership.pk)
    if membership.role == Role.LEAD and not others.exists():
        raise ValidationError(_("A survey is never without a lead: add another one first."))
    record_in(actor, "member.removed", membership.survey, _member(membership))
    if is_told:
        _tell(actor, membership, is_given=False)
    membership.delete()


def _tell(actor: User | None, membership: Membership, *, is_given: bool) -> None:
    """Tell a member what somebody else decided; a command decides for nobody in particular."""
    if actor is None or actor == membership.user:
        return
    tell_of_role(
        user=membership.user,
        actor=actor,
        is_given=is_given,
        survey=membership.survey.slug,
        title=membership.survey.title,
        role=membership.role,
        area=str(membership.area or ""),
    )


def _member(membership: Membership) -> dict[str, str]:
    area = {"area": str(membership.area)} if membership.area else {}
    return {"person": membership.user.name_and_address, "role": membership.role, **area}
