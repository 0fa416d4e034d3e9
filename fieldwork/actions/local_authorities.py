"""Writing local authorities."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.db import transaction

from accounts.actions import record_event
from accounts.models import User
from fieldwork.actions.trail import changes_of
from fieldwork.models import LocalAuthority


@transaction.atomic
def store_local_authorities(*, rows: Iterable[str]) -> int:
    """Store or update local authorities from CSV lines; return how many there are in it.

    The columns are `name`, `official_name`, `ons_code`, `type` and `region`.
    """
    authorities = [
        LocalAuthority(
            name=row["name"],
            official_name=row["official_name"],
            ons_code=row["ons_code"] or None,
            kind=row["type"],
            region=row["region"],
        )
        for row in csv.DictReader(rows)
    ]
    LocalAuthority.objects.bulk_create(
        authorities,
        update_conflicts=True,
        unique_fields=["ons_code"],
        update_fields=["name", "official_name", "kind", "region"],
    )
    record_event(
        actor=None,
        action="local_authority.loaded",
        subject="local_authority:all",
        detail={"count": len(authorities)},
    )
    return len(authorities)


@transaction.atomic
def save_local_authority(*, actor: User | None, local_authority: LocalAuthority) -> LocalAuthority:
    """Store a new or changed local authority; raise ValidationError if another has its name."""
    local_authority.full_clean()
    before = LocalAuthority.objects.filter(pk=local_authority.pk).first()
    local_authority.save()
    record_event(
        actor=actor,
        action="local_authority.changed" if before else "local_authority.created",
        subject=f"local_authority:{local_authority.pk}",
        name=local_authority.name,
        detail=changes_of(before, local_authority),
    )
    return local_authority
