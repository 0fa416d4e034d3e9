"""Writing: a file with headcounts is taken in, read by a job, asked about, and confirmed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.jobs import send_once_stored
from accounts.models import User
from fieldwork.actions.headcounts import store_headcounts
from fieldwork.core.headcounts.reading import WHOLE_FILE, Finding, Reading
from fieldwork.core.message import Message
from fieldwork.headcount_reading import as_stored, read_upload
from fieldwork.headcounts import groups_of
from fieldwork.models import Area, HeadcountReturn, HeadcountUpload, Survey
from questionnaires.core.messages import gettext_noop

READ_HEADCOUNTS = "fieldwork.tasks.read_headcounts"
MAX_ATTEMPTS = 3
TAKEN_UP_AFTER = timedelta(seconds=90)
KEPT_FOR = timedelta(days=7)

GIVEN_UP = gettext_noop("reading it stopped the platform several times: tell the people who run it")

Status = HeadcountUpload.Status


class NotReady(Exception):
    """An upload that is being read still, was refused, or has been loaded already."""


@transaction.atomic
def take_headcounts(*, actor: User, survey: Survey, name: str, data: bytes) -> HeadcountUpload:
    """Store a file with headcounts and have it read by a job."""
    upload = HeadcountUpload.objects.create(survey=survey, uploaded_by=actor, name=name, data=data)
    send_once_stored(READ_HEADCOUNTS, upload.pk)
    return upload


@transaction.atomic
def answer_about_headcounts(
    *, upload: HeadcountUpload, area: Area | None = None, sheet: str = ""
) -> None:
    """Say of which area a file is, or which of its sheets counts, and have it read again.

    Raise NotReady if it asks nothing any more.
    """
    asking = HeadcountUpload.objects.filter(pk=upload.pk, status=Status.ASKS)
    changes = {"area": area or upload.area, "sheet": sheet or upload.sheet}
    again = {"status": Status.WAITING, "attempts": 0, "queued_at": timezone.now()}
    if not asking.update(**changes, **again):
        raise NotReady
    send_once_stored(READ_HEADCOUNTS, upload.pk)


def read_headcounts(*, upload_id: int) -> bool:
    """Read an upload and write down what it says; return whether it still waited for that.

    An attempt is counted before it is made: a file that brings the worker down is given up.
    """
    waiting = HeadcountUpload.objects.filter(pk=upload_id, status=Status.WAITING)
    if not waiting.update(attempts=F("attempts") + 1):
        return False
    upload = waiting.select_related("survey", "area").get()
    if upload.attempts > MAX_ATTEMPTS:
        given_up = Finding(None, WHOLE_FILE, Message(GIVEN_UP))
        return _end(upload, Reading(findings=(given_up,)))
    return _end(upload, read_upload(upload))


def _end(upload: HeadcountUpload, reading: Reading) -> bool:
    """Write down what was read, unless another attempt was faster; the file is gone then."""
    same = HeadcountUpload.objects.filter(
        pk=upload.pk, status=Status.WAITING, queued_at=upload.queued_at
    )
    status = _status_after(upload, reading)
    gone = {} if status == Status.ASKS else {"data": None}
    return bool(same.update(status=status, reading=as_stored(reading), **gone))


def _status_after(upload: HeadcountUpload, reading: Reading) -> Status:
    which_sheet = len(reading.tables) > 1 and not upload.sheet
    if which_sheet or (reading.needs_area and not reading.findings):
        return Status.ASKS
    return Status.REFUSED if reading.findings or not reading.headcounts else Status.READ


@transaction.atomic
def load_headcounts(
    *, actor: User, upload: HeadcountUpload, source: str, counted_on: date
) -> HeadcountReturn:
    """Store what an upload says as a new return; raise NotReady if it is not, or not any more.

    A cell of its table that holds no number is a headcount that nobody knows.
    """
    locked = (
        HeadcountUpload.objects.select_for_update(of=("self",))
        .select_related("survey")
        .get(pk=upload.pk)
    )
    if not locked.is_read:
        raise NotReady
    groups = groups_of(locked.survey)
    read = locked.reading["headcounts"]
    stored = store_headcounts(
        actor=actor,
        survey=locked.survey,
        headcounts={
            int(area): {group: asked.get(group) for group in groups} for area, asked in read.items()
        },
        source=source,
        counted_on=counted_on,
    )
    locked.status, locked.loaded_as = Status.LOADED, stored
    locked.save(update_fields=["status", "loaded_as"])
    return stored


def sweep_headcounts() -> int:
    """Send again what nobody has read, delete what is old; return how many were sent."""
    now = timezone.now()
    HeadcountUpload.objects.filter(uploaded_at__lt=now - KEPT_FOR).delete()
    left = HeadcountUpload.objects.filter(status=Status.WAITING, queued_at__lt=now - TAKEN_UP_AFTER)
    for upload in left:
        send_once_stored(READ_HEADCOUNTS, upload.pk)
    return len(left)
