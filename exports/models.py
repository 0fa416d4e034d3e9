"""What comes out: the register of exports, and the decisions that interim ones rest on."""

from __future__ import annotations

import uuid
from typing import cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exports.formats import FORMATS, Format
from fieldwork.models import Survey


def private_storage() -> FileSystemStorage:
    return cast(FileSystemStorage, storages["exports"])


class InterimRelease(models.Model):
    """A lead's decision that exports may be made while a survey is open (Datasets 1)."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="interim_release")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=1000)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="interim_release_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.survey}: {self.reason}"


class Export(models.Model):
    """One dataset, asked for by one person, from responses up to one day.

    `cut_off` is the last day whose responses it holds. Responses carry no time of day, so this is
    the finest line that can be drawn. While a survey is open it is a day that is over, so that
    every run of an export reads the same responses; only a demonstration takes today's as well.

    A run is one attempt of one worker. Its `run_token` fences it: whoever finds another token in
    the row, or none, has been given up and must write nothing more. `steps_done` of `steps_total`
    is for the progress bar; `heartbeat_at` shows that the worker lives.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to start")
        RUNNING = "running", _("Being made")
        FINISHED = "finished", _("Ready")
        FAILED = "failed", _("Failed")

    class Failure(models.TextChoices):
        """Why an export failed; `exports.wording` tells it to people."""

        FAULT = "fault", _("a fault in the platform")
        GIVEN_UP = "given_up", _("its worker stopped every time")

    UNDER_WAY = (Status.QUEUED, Status.RUNNING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="exports")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    cut_off = models.DateField()
    is_interim = models.BooleanField()

    status = models.CharField(max_length=8, choices=Status, default=Status.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_token = models.UUIDField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)

    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=8, choices=Failure, blank=True)
    response_count = models.PositiveIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "survey",
                condition=Q(status__in=("queued", "running")),
                name="export_one_under_way_in_survey",
            ),
            models.CheckConstraint(
                condition=Q(status="running", run_token__isnull=False, heartbeat_at__isnull=False)
                | (~Q(status="running") & Q(run_token__isnull=True, heartbeat_at__isnull=True)),
                name="export_running_has_a_run",
            ),
            models.CheckConstraint(
                condition=Q(status="finished", response_count__isnull=False)
                | (~Q(status="finished") & Q(response_count__isnull=True)),
                name="export_finished_has_a_count",
            ),
            models.CheckConstraint(
                condition=(Q(status="failed") & ~Q(failure=""))
                | (~Q(status="failed") & Q(failure="")),
                name="export_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("queued", "running"), finished_at__isnull=True)
                | Q(status__in=("finished", "failed"), finished_at__isnull=False),
                name="export_ended_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(steps_done__lte=F("steps_total")), name="export_steps_within_total"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_under_way(self) -> bool:
        return self.status in self.UNDER_WAY

    @property
    def is_finished(self) -> bool:
        return self.status == self.Status.FINISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_failed(self) -> bool:
        return self.status == self.Status.FAILED

    @property
    def percent(self) -> int:
        return 100 * self.steps_done // self.steps_total if self.steps_total else 0


class ExportFile(models.Model):
    """The file of a finished export in one format; all of them hold the same rows."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=8)
    file = models.FileField(storage=private_storage, max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("export", "format", name="export_file_once_a_format"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0) & ~Q(file=""),
                name="export_file_is_there",
            ),
        )

    def __str__(self) -> str:
        return self.download_name

    @property
    def kind(self) -> Format:
        return FORMATS[self.format]

    @property
    def download_name(self) -> str:
        """The file's name for people; the beginning of the digest tells two files apart."""
        kind = "INTERIM-dataset" if self.export.is_interim else "dataset"
        return f"{self.export.survey.slug}-{kind}-{self.sha256[:8]}.{self.kind.extension}"
