"""The local authorities of England, which come with the platform.

Tests that store for good empty every table behind them, this list too; whoever needs it after one
of those gets it again.
"""

from __future__ import annotations

import csv

from fieldwork.management.commands.load_local_authorities import FILE
from fieldwork.models import LocalAuthority


def stored_authorities() -> None:
    """Make sure that the list is there."""
    if LocalAuthority.objects.filter(is_demonstration=False, ons_code__isnull=False).exists():
        return
    with FILE.open(encoding="utf-8", newline="") as file:
        LocalAuthority.objects.bulk_create(
            LocalAuthority(
                name=row["name"],
                official_name=row["official_name"],
                ons_code=row["ons_code"],
                kind=row["type"],
                region=row["region"],
            )
            for row in csv.DictReader(file)
        )


def authorities(*names: str) -> list[LocalAuthority]:
    """Return those of these names, in their order."""
    stored_authorities()
    return [LocalAuthority.objects.get(name=name) for name in names]
