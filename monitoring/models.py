"""How fieldwork goes, as it was counted once a day."""

from __future__ import annotations

from django.db import models

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
