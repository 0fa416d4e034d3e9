"""A lead with a finished export, and the cookies of their browser.

`python -m simulation.download SURVEY MEGABYTES` makes both and prints how to ask for the file.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import django


@dataclass(frozen=True, slots=True)
class Download:
    """What somebody sends who asks for the file of an export."""

    path: str
    cookies: str


def finished_export(survey_slug: str, content: bytes) -> Download:
    """Store an export with *content* as its file, for a new lead who is signed in."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from accounts.actions import create_user
    from accounts.permissions import Role
    from exports.models import Export, ExportFile
    from fieldwork.actions import add_member
    from fieldwork.models import Survey

    survey = Survey.objects.get(slug=survey_slug)
    lead = create_user(email=f"lead@{survey.slug}.example.org", name="Lead (synthetic)")
    add_member(actor=None, user=lead, survey=survey, role=Role.LEAD)
    name = f"{survey.slug}/made here.xlsx"
    file = Path(settings.EXPORTS_ROOT, name)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    export = Export.objects.create(
        survey=survey,
        requested_by=lead,
        cut_off=survey.first_day,
        is_interim=True,
        status=Export.Status.FINISHED,
        finished_at=timezone.now(),
        response_count=20,
    )
    made = {"file": name, "size": len(content), "sha256": "0" * 64}
    ExportFile.objects.create(export=export, format="xlsx", **made)
    browser = Client()
    browser.force_login(lead)
    return Download(
        f"/surveys/{survey.slug}/exports/{export.public_id}/download/xlsx/",
        "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items()),
    )


if __name__ == "__main__":
    django.setup()
    slug, megabytes = sys.argv[1:]
    made = finished_export(slug, bytes(int(megabytes) * 10**6))
    sys.stdout.write(f"{made.path}\n{made.cookies}")
