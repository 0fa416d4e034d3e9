"""Writing: an upload is taken in, checked by a job, loaded as a draft, and thrown away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.jobs import send_once_stored
from accounts.models import User
from authoring.models import Upload, UploadFile
from authoring.selectors import read_upload
from questionnaires.actions import load_definition
from questionnaires.core.characters import UNSTORED
from questionnaires.core.file_problems import MOST_TOLD, FileError, FileProblem
from questionnaires.core.problems import Severity
from questionnaires.models import Version

CHECK_UPLOAD = "authoring.tasks.check_upload"
MAX_ATTEMPTS = 3
TAKEN_UP_AFTER = timedelta(seconds=90)
KEPT_FOR = timedelta(days=7)

GIVEN_UP = FileProblem(
    "", 0, "the check stopped the platform several times: tell the people who run it"
)


class NotLoadable(Exception):
    """An upload that has errors, is being checked still, or has been loaded already."""


@transaction.atomic
def take_upload(*, actor: User, files: Iterable[tuple[str, str, bytes]]) -> Upload:
    """Store files and have them checked: of each its language ("" for none), its name, its data."""
    upload = Upload.objects.create(uploaded_by=actor)
    UploadFile.objects.bulk_create(
        UploadFile(upload=upload, language=language, name=name, data=data)
        for language, name, data in files
    )
    send_once_stored(CHECK_UPLOAD, upload.pk)
    return upload


def check_upload(*, upload_id: int) -> bool:
    """Write down what is wrong or doubtful in an upload; return whether it still waited for that.

    An attempt is counted before it is made: a file that brings the worker down is given up.
    """
    waiting = Upload.objects.filter(pk=upload_id, status=Upload.Status.WAITING)
    if not waiting.update(attempts=F("attempts") + 1):
        return False
    upload = waiting.get()
    if upload.attempts > MAX_ATTEMPTS:
        return _end(upload, Upload.Status.REFUSED, [GIVEN_UP])
    try:
        read = read_upload(upload)
    except FileError as error:
        return _end(upload, Upload.Status.REFUSED, error.problems)
    upload.slug = read.definition.definition.slug
    return _end(upload, Upload.Status.SOUND, read.warnings)


def _end(upload: Upload, status: Upload.Status, problems: Iterable[FileProblem]) -> bool:
    """Write down what a check has found, unless another attempt was faster."""
    in_order = sorted(problems, key=lambda one: (one.file, one.line))
    findings = [
        {
            "file": one.file,
            "line": one.line,
            # What a file holds may be quoted, and PostgreSQL stores no null character.
            "reason": UNSTORED.sub("\ufffd", one.reason),
            "is_error": one.severity is Severity.ERROR,
        }
        for one in in_order[:MOST_TOLD]
    ]
    same = Upload.objects.filter(pk=upload.pk, status=upload.status)
    return bool(same.update(status=status, findings=findings, slug=upload.slug))


def load_upload(*, actor: User, upload: Upload) -> Version:
    """Make an upload the draft of its questionnaire; its files are not kept.

    If the newest published version says the same, that one is returned and nothing is written.
    Raise NotLoadable for an upload that is not sound, or not any more.
    """
    with transaction.atomic():
        version = _loaded(actor, upload)
    if version is None:
        raise NotLoadable
    return version


def _loaded(actor: User, upload: Upload) -> Version | None:
    locked = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if not locked.is_sound:
        return None
    try:
        read = read_upload(locked)
    except FileError as error:  # another version was published since the check
        _end(locked, Upload.Status.REFUSED, error.problems)
        return None
    version, _is_new = load_definition(
        definition=read.definition.definition, translations=read.translations, actor=actor
    )
    locked.files.all().delete()
    locked.status, locked.version = Upload.Status.LOADED, version
    locked.save(update_fields=["status", "version"])
    return version


def sweep_uploads() -> int:
    """Send again what nobody has checked, delete what is old; return how many were sent."""
    now = timezone.now()
    Upload.objects.filter(uploaded_at__lt=now - KEPT_FOR).delete()
    left = Upload.objects.filter(status=Upload.Status.WAITING, uploaded_at__lt=now - TAKEN_UP_AFTER)
    for upload in left:
        send_once_stored(CHECK_UPLOAD, upload.pk)
    return len(left)
