"""Writing who may do what in a survey."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import PERMISSIONS, Role
from fieldwork.actions.trail import record_in
from fieldwork.models import Area, Membership, Survey


@transaction.atomic
def add_member(
    *, actor: User | None, user: User, survey: Survey, role: Role, area: Area | None = None
) -> Membership:
    """Let *user* act in *survey*; raise ValidationError if the area does not fit role or survey."""
    if PERMISSIONS[role].in_one_area != (area is not None):
        raise ValidationError(_("A coordinator has an area; nobody else has one."))
    if area is not None and area.survey_id != survey.pk:
        raise ValidationError(_("This area belongs to another survey."))
    membership, created = Membership.objects.get_or_create(
        user=user, survey=survey, role=role, area=area
    )
    if created:
        record_in(actor, "member.added", survey, _member(membership))
    return membership


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> None:
    """Take a role in a survey away from somebody; their account stays."""
    record_in(actor, "member.removed", membership.survey, _member(membership))
    membership.delete()


def _member(membership: Membership) -> dict[str, str]:
    area = {"area": str(membership.area)} if membership.area else {}
    return {"person": membership.user.name_and_address, "role": membership.role, **area}
