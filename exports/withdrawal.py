"""What stands against other responses in final exports, and what becomes of those (Releases 1).

A survey that is opened again gets more responses, a quarantine takes some out or puts them back.

A final export that somebody has downloaded counts as a release: what has left as final cannot
change any more. One that nobody has downloaded is withdrawn; the register keeps it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions import record_event
from accounts.models import AuditEvent, User
from exports.models import Export
from fieldwork.models import Survey
from fieldwork.signals import reopening_asked, survey_reopened
from responses.signals import quarantine_asked, quarantine_changed


def final_exports_of(survey: Survey) -> QuerySet[Export]:
    """Return the final exports of *survey* that hold: neither failed nor withdrawn."""
    held = Export.objects.filter(survey=survey, is_interim=False, withdrawn_at=None)
    return held.exclude(status=Export.Status.FAILED)


def downloads_of(export: Export) -> QuerySet[AuditEvent]:
    """Return when files of *export* were fetched, the first one first."""
    fetched = AuditEvent.objects.filter(
        subject=f"export:{export.public_id}", action="export.downloaded"
    )
    return fetched.order_by("at", "pk")


@receiver(reopening_asked)
def object_to_reopening(*, survey: Survey, **_signal: Any) -> str:
    """Say why final exports stand against opening *survey* again, "" if none does."""
    if survey.purges.filter(is_of_all=True).exists():
        return _("Its answers were deleted.")
    # Locked, so that a download that comes at the same moment waits, and then finds it withdrawn.
    finals = list(final_exports_of(survey).select_for_update(of=("self",)))
    if any(export.is_under_way for export in finals):
        return _("A final export is being made. Wait until it is ready.")
    for export in finals:
        if first := downloads_of(export).first():
            return _(
                "A final export was downloaded on %(day)s. What has left as final cannot change "
                "any more."
            ) % {"day": date_format(timezone.localtime(first.at))}
    return ""


@receiver(quarantine_asked)
def object_to_quarantine(*, survey: Survey, **_signal: Any) -> str:
    """Say why exports stand against a quarantine in *survey*, "" if none does.

    Every run of an export reads the same responses, so none may be under way, interim or final.
    """
    if Export.objects.filter(survey=survey, status__in=Export.UNDER_WAY).exists():
        return _("An export is being made. Wait until it is ready.")
    return object_to_reopening(survey=survey)


@receiver([survey_reopened, quarantine_changed])
def withdraw_final_exports(*, survey: Survey, actor: User, reason: str, **_signal: Any) -> None:
    """Withdraw the final exports of *survey*, which would differ; their files are deleted."""
    for export in final_exports_of(survey).prefetch_related("files"):
        withdraw(export, actor=actor, reason=reason)


def withdraw(export: Export, *, actor: User, reason: str) -> int:
    """Withdraw a finished export of a transaction's survey; return how many files go with it."""
    export.withdrawn_at, export.withdrawn_because = timezone.now(), reason
    export.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record_event(
        actor=actor,
        action="export.withdrawn",
        subject=f"export:{export.public_id}",
        name=export.survey.title,
        detail={"survey": export.survey.slug, "reason": reason},
    )
    return _delete_files(export)


def _delete_files(export: Export) -> int:
    """Delete what was made, once it is certain that it is withdrawn; return how many files."""
    files = [made.file for made in export.files.all()]
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))
    return len(files)
