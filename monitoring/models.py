"""How fieldwork goes, as it was counted once a day, and how the jobs of each night went."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldwork.models import Area, Survey


class Snapshot(models.Model):
    """The submitted responses of a survey, counted at the start of one day.

    Screens read snapshots and never the table of responses: a number that moves with every
    response would let somebody who watches it tell when one person answered. It counts whole
    days, those before `taken_on`, so that the hour of counting shows nothing either.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="snapshots")
    taken_on = models.DateField()

    class Meta:
        ordering = ("survey", "-taken_on")
        constraints = (models.UniqueConstraint("survey", "taken_on", name="snapshot_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.survey}, {self.taken_on}"


class AreaCount(models.Model):
    """The submitted responses of one area in a snapshot."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="counts")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    submitted = models.PositiveIntegerField()

    class Meta:
        ordering = ("snapshot", "area")
        constraints = (
            models.UniqueConstraint("snapshot", "area", name="area_counted_once_in_snapshot"),
        )

    def __str__(self) -> str:
        return f"{self.area}, {self.snapshot.taken_on}"


class UnusualNight(models.Model):
    """A day on which an area got far more responses than on any before (`monitoring.surges`).

    Found by the nightly count, told to the leads of the survey once, and kept as it was found.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="unusual_nights")
    day = models.DateField()
    submitted = models.PositiveIntegerField()
    best_before = models.PositiveIntegerField()

    class Meta:
        ordering = ("-day", "area")
        constraints = (models.UniqueConstraint("area", "day", name="unusual_night_told_once"),)

    def __str__(self) -> str:
        return f"{self.area}, {self.day}"


class WatchedJob(models.Model):
    """Since when a night job belongs to the platform, so that no earlier night counts as missed."""

    task = models.CharField(max_length=100, unique=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ("task",)

    def __str__(self) -> str:
        return f"{self.task}, since {self.since}"


class NightRun(models.Model):
    """That a night job was run: for which night, from when to when, and how it ended.

    Written outside of the job's own transactions, so that it stays when they are rolled back. A job
    that is run again has another row. A worker that is killed leaves its row `running`. `counted`
    is a number of whole surveys where a job gives one, and never of responses: whoever watched it
    could tell when somebody answers.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        PUT_OFF = "put_off", _("put off")
        FAILED = "failed", _("failed")

    task = models.CharField(max_length=100)
    night = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RUNNING)
    counted = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("task", "-started_at")
        indexes = (models.Index(fields=("task", "-started_at"), name="night_run_by_task"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome="running", ended_at__isnull=True)
                | (~models.Q(outcome="running") & models.Q(ended_at__isnull=False)),
                name="night_run_is_running_or_has_ended",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task}, {self.night}: {self.outcome}"
