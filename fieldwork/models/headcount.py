"""How many people were asked: what councils say, kept by version with its source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fieldwork.models.area import Area
from fieldwork.models.survey import Survey


class HeadcountReturn(models.Model):
    """Headcounts that were entered together: of the areas that it names, in every group.

    A return is never changed. The numbers of an area are those of the last one that names it.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="headcount_returns")
    source = models.CharField(
        _("where the numbers come from"),
        max_length=300,
        help_text=_("For example “Workforce return of the council, table 3”."),
    )
    counted_on = models.DateField(
        _("day of the numbers"), help_text=_("The day for which they were counted.")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("headcount return")
        verbose_name_plural = _("headcount returns")
        ordering = ("survey", "-pk")

    def __str__(self) -> str:
        return f"{self.survey}: {self.source}"


class Headcount(models.Model):
    """How many people of one group in one area were asked; None where nobody has said it."""

    headcount_return = models.ForeignKey(
        HeadcountReturn, on_delete=models.CASCADE, related_name="headcounts"
    )
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="headcounts")
    group = models.CharField(max_length=60)
    asked = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ("headcount_return", "area", "pk")
        constraints = (
            models.UniqueConstraint(
                "headcount_return", "area", "group", name="headcount_once_in_return"
            ),
        )

    def __str__(self) -> str:
        return f"{self.area}, {self.group}: {self.asked}"
