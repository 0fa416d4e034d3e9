"""Exports of a survey that is closed."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from exports.files import private_storage
from exports.models import Export
from fieldwork.models import Survey
from tests.export_files import with_workbook


def export_of(survey: Survey, lead: User, **fields: object) -> Export:
    finished = {
        "status": Export.Status.FINISHED,
        "finished_at": timezone.now(),
        "response_count": 20,
        "is_interim": False,
    }
    export = Export.objects.create(
        survey=survey, requested_by=lead, cut_off=timezone.localdate(), **(finished | fields)
    )
    if export.is_finished:
        name = private_storage().save("reopened/file.xlsx", ContentFile(b"rows"))
        with_workbook(export, name, size=4)
    return export
