"""Deleting what a finished survey was answered, with every file that was made of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import record_event
from accounts.models import User
from exports.models import Export
from exports.withdrawal import withdraw
from fieldwork.models import Survey
from responses.actions import delete_all_responses
from responses.models import PurgeCertificate

FINISHED = (Survey.State.CLOSED, Survey.State.ARCHIVED)
"""States of a survey in which its answers may be deleted: nobody is under way any more."""


def may_be_deleted(survey: Survey) -> bool:
    """Return whether *survey* is finished, and its answers are still there."""
    if survey.state() not in FINISHED:
        return False
    return not survey.purges.filter(is_of_all=True).exists()


@transaction.atomic
def delete_answers(*, actor: User, survey: Survey, reason: str) -> PurgeCertificate:
    """Delete all responses of *survey*, and the files of its exports; the register keeps those.

    Counts, texts and people stay. Raise ValidationError if the survey is not finished, its answers
    are gone already, or an export is being made.
    """
    # Locked as for asking for an export: none begins while the answers go.
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if not may_be_deleted(survey):
        raise ValidationError(_("The answers cannot be deleted now."))
    exports = list(Export.objects.select_for_update(of=("self",)).filter(survey=survey))
    if any(export.is_under_way for export in exports):
        raise ValidationError(_("An export is being made. Wait until it is ready."))
    because = _("The answers of the survey were deleted.")
    held = [export for export in exports if export.is_finished and not export.is_withdrawn]
    files = sum(withdraw(export, actor=actor, reason=because) for export in held)
    rule = f"All responses, decided by a lead of the survey; {files} files of exports with them."
    certificate = delete_all_responses(survey=survey, rule=rule)
    record_event(
        actor=actor,
        action="survey.answers_deleted",
        subject=f"survey:{survey.slug}",
        name=survey.title,
        detail={"responses": certificate.responses, "files": files, "reason": reason},
    )
    return certificate
