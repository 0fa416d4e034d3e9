"""Writing exports: asking for one, making it, clearing up after dead workers, handing it out."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from datetime import date, timedelta
from time import monotonic
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import record_event
from accounts.jobs import send_once_stored
from accounts.models import User
from accounts.permissions import Verb
from exports import files
from exports.build import write_export
from exports.formats import FORMATS, Format
from exports.models import Export, ExportFile, InterimRelease
from exports.selectors import Eligibility, eligibility_of
from fieldwork.actions import number_areas
from fieldwork.models import Survey
from fieldwork.selectors import may

logger = logging.getLogger(__name__)

BUILD_EXPORT = "exports.tasks.build_export"
"""By name, because tasks call actions and not the other way round."""

MAX_ATTEMPTS = 3
SECONDS_BETWEEN_BEATS = 1.0


class ExportNotAllowed(Exception):
    """An export of this survey may not be made now; `eligibility` says why."""

    def __init__(self, eligibility: Eligibility) -> None:
        super().__init__(eligibility.value)
        self.eligibility = eligibility


class Withdrawn(Exception):
    """The export was withdrawn: its survey has been opened again since."""


class RunGivenUp(Exception):
    """The row belongs to another run by now, or to none."""


@transaction.atomic
def allow_interim_exports(*, actor: User, survey: Survey, reason: str) -> InterimRelease:
    """Record a lead's decision that exports may be made while *survey* is open (Datasets 1).

    Deciding twice keeps the first decision. Raise PermissionDenied for anybody but a lead of the
    survey, ValidationError without a reason.
    """
    if not may(actor, Verb.ALLOW_INTERIM_EXPORTS, survey):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why interim exports are needed."))
    release, is_new = InterimRelease.objects.get_or_create(
        survey=survey, defaults={"decided_by": actor, "reason": reason.strip()}
    )
    if is_new:
        record_event(
            actor=actor,
            action="export.interim_allowed",
            subject=f"survey:{survey.slug}",
            name=survey.title,
        )
    return release


@transaction.atomic
def request_export(*, actor: User, survey: Survey) -> Export:
    """Queue an export of *survey*; return the one that is under way if there is one.

    It will hold all responses, or those up to yesterday while the survey is open.
    Raise PermissionDenied for people outside the team, ExportNotAllowed where Datasets 1 forbids
    it.
    """
    if not may(actor, Verb.MAKE_EXPORTS, survey):
        raise PermissionDenied
    # Locked, so that two requests at the same moment make one export.
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    eligibility = eligibility_of(survey)
    if not eligibility.allows_exports:
        raise ExportNotAllowed(eligibility)
    under_way = Export.objects.filter(survey=survey, status__in=Export.UNDER_WAY).first()
    if under_way is not None:
        return under_way
    export = Export.objects.create(
        survey=survey,
        requested_by=actor,
        cut_off=_cut_off(survey, eligibility),
        is_interim=eligibility is Eligibility.INTERIM,
    )
    _record(export, "export.requested", {"interim": export.is_interim}, actor=actor)
    send_once_stored(BUILD_EXPORT, export.pk)
    return export


def _cut_off(survey: Survey, eligibility: Eligibility) -> date:
    """Return the last day whose responses an export asked for now holds.

    While people still answer that is a day that is over: two exports of one day can then not be
    compared to find the response between them. A demonstration has nobody to protect, and whoever
    tries it looks for the answers they have just given.
    """
    today = timezone.localdate()
    if eligibility is Eligibility.INTERIM and not survey.is_demonstration:
        return today - timedelta(days=1)
    return today


def run_export(*, export_id: int) -> bool:
    """Make the file of a queued export; return whether there was anything to do.

    A message that is delivered twice finds the row taken the second time and does nothing. What
    goes wrong in here ends the export as failed and is raised again, for the log.
    """
    run = _claim(export_id)
    if run is None:
        return False
    try:
        _make(run)
    except RunGivenUp:
        logger.warning("Export %s was given to another run.", run.export)
        run.discard_files()
    except Exception:
        logger.error("Export %s failed; what follows says why.", run.export)
        # The row first: if it is finished after all and only the reply was lost, the file stays.
        with suppress(RunGivenUp):
            run.end(status=Export.Status.FAILED, failure=Export.Failure.FAULT)
            run.discard_files()
        raise
    return True


def sweep_exports() -> int:
    """Take up what dead workers and lost messages left; return how many exports that were.

    An export without a sign of life for EXPORT_STALE_SECONDS is queued again, or has failed if
    that was its last attempt. One that waits so long gets a second message, which does no harm
    if the first one still comes.
    """
    before = timezone.now() - timedelta(seconds=settings.EXPORT_STALE_SECONDS)
    left = Export.objects.filter(
        Q(status=Export.Status.RUNNING, heartbeat_at__lt=before)
        | Q(status=Export.Status.QUEUED, queued_at__lt=before)
    )
    return sum(_take_up(left, pk) for pk in left.values_list("pk", flat=True))


@transaction.atomic
def record_download(*, actor: User, made: ExportFile) -> None:
    """Write into the audit trail that *actor* fetches a file; raise Withdrawn if nobody may."""
    export = Export.objects.select_for_update(of=("self",)).get(pk=made.export_id)
    if export.is_withdrawn:
        raise Withdrawn
    detail = {"format": made.format, "sha256": made.sha256}
    _record(made.export, "export.downloaded", detail, actor=actor)


class _Run:
    """One attempt at an export, and what it may write into the row while the row is its own."""

    def __init__(self, export: Export, token: uuid.UUID) -> None:
        self.export, self.token = export, token
        self._last_beat = monotonic()

    def beat(self, steps_done: int, steps_total: int) -> None:
        """Store progress and a sign of life, at most once a second; raise RunGivenUp."""
        if monotonic() - self._last_beat >= SECONDS_BETWEEN_BEATS:
            self._last_beat = monotonic()
            now = timezone.now()
            self._write(steps_done=steps_done, steps_total=steps_total, heartbeat_at=now)

    def end(self, **fields: Any) -> None:
        self._write(run_token=None, heartbeat_at=None, finished_at=timezone.now(), **fields)

    def open_file(self, kind: Format) -> AbstractContextManager[BinaryIO]:
        return files.new_private_file(files.unfinished_path(self.token, kind.extension))

    def put_away(self, kind: Format) -> ExportFile:
        """Move the file of one format into the storage; return its row, not stored yet."""
        path = files.unfinished_path(self.token, kind.extension)
        size, sha256 = path.stat().st_size, files.sha256_of(path)
        name = files.put_away(path, survey_slug=self.export.survey.slug, run_token=self.token)
        return ExportFile(export=self.export, format=kind.code, file=name, size=size, sha256=sha256)

    def discard_files(self) -> None:
        files.discard(survey_slug=self.export.survey.slug, run_token=self.token)

    def _write(self, **fields: Any) -> None:
        if not Export.objects.filter(pk=self.export.pk, run_token=self.token).update(**fields):
            raise RunGivenUp


@transaction.atomic
def _claim(export_id: int) -> _Run | None:
    """Take a queued export, or return None if there is none to take."""
    waiting = Export.objects.select_for_update(of=("self",)).select_related("survey__version")
    export = waiting.filter(pk=export_id, status=Export.Status.QUEUED).first()
    if export is None:
        return None
    run = _Run(export, uuid.uuid4())
    export.status = Export.Status.RUNNING
    export.run_token = run.token
    export.attempts += 1
    export.heartbeat_at = timezone.now()
    export.steps_done = export.steps_total = 0
    export.save()
    return run


def _make(run: _Run) -> None:
    """Write the files apart, put them where they are handed out, and only then say so."""
    numbers = number_areas(survey=run.export.survey)
    with files.own_temporary_files(run.token):
        count = write_export(run.export, run.open_file, area_numbers=numbers, progress=run.beat)
    made = [run.put_away(one) for one in FORMATS.values()]
    with transaction.atomic():
        run.end(status=Export.Status.FINISHED, steps_done=F("steps_total"), response_count=count)
        ExportFile.objects.bulk_create(made)
        digests = {one.format: one.sha256 for one in made}
        _record(run.export, "export.finished", {"responses": count, **digests})


@transaction.atomic
def _take_up(left: QuerySet[Export], export_id: int) -> bool:
    """Queue or fail one export of those *left*; False if somebody else was faster."""
    locked = left.select_for_update(of=("self",), skip_locked=True).select_related("survey")
    export = locked.filter(pk=export_id).first()
    if export is None:
        return False
    if export.run_token is not None:
        # The lock keeps that run, should it live after all, from ending before its files are gone.
        files.discard(survey_slug=export.survey.slug, run_token=export.run_token)
    export.run_token = export.heartbeat_at = None
    if export.attempts >= MAX_ATTEMPTS and export.status == Export.Status.RUNNING:
        export.status, export.finished_at = Export.Status.FAILED, timezone.now()
        export.failure = Export.Failure.GIVEN_UP
    else:
        export.status, export.queued_at = Export.Status.QUEUED, timezone.now()
        send_once_stored(BUILD_EXPORT, export.pk)
    export.save()
    return True


def _record(
    export: Export, action: str, detail: Mapping[str, Any], *, actor: User | None = None
) -> None:
    record_event(
        actor=actor,
        action=action,
        subject=f"export:{export.public_id}",
        name=export.survey.title,
        detail={**detail, "survey": export.survey.slug},
    )
