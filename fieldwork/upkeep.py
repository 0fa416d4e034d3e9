"""Writing what an administrator keeps in order while a survey runs."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import record_event
from accounts.models import User
from fieldwork.models import Link, LocalAuthority, Membership


@transaction.atomic
def save_local_authority(*, actor: User | None, local_authority: LocalAuthority) -> LocalAuthority:
    """Store a new or changed local authority; raise ValidationError if another has its name."""
    local_authority.full_clean()
    is_new = local_authority.pk is None
    local_authority.save()
    record_event(
        actor=actor,
        action="local_authority.created" if is_new else "local_authority.changed",
        subject=f"local_authority:{local_authority.pk}",
    )
    return local_authority


@transaction.atomic
def change_link(*, actor: User | None, link: Link) -> Link:
    """Store a link's channel and whether it works; a link that does not answers "not found"."""
    link.save(update_fields=["channel", "is_active"])
    record_event(
        actor=actor,
        action="link.changed",
        subject=f"survey:{link.area.survey.slug}",
        detail={"link": link.pk, "works": link.is_active},
    )
    return link


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> None:
    """Take a role in a survey away from somebody; their account stays."""
    record_event(
        actor=actor,
        action="member.removed",
        subject=f"survey:{membership.survey.slug}",
        detail={"user": membership.user_id, "role": membership.role},
    )
    membership.delete()
