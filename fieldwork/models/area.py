"""Whom a survey asks: its areas, and the links that are handed out in each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldwork.models.local_authority import LocalAuthority
from fieldwork.models.survey import Survey


class Area(models.Model):
    """A local authority in a survey.

    `number` is what stands for the area in datasets: drawn at random once (disclosure rules,
    Datasets 3), kept for ever, never alphabetical.
    """

    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="areas"
    )
    local_authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("local authority"),
        on_delete=models.PROTECT,
        related_name="areas",
    )
    number = models.PositiveSmallIntegerField(null=True, editable=False)
    partition = models.JSONField(
        null=True,
        editable=False,
        help_text=_("The cells in which coordinators see counts, fixed when the survey opens."),
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("local_authority__name",)
        constraints = (
            models.UniqueConstraint(
                "survey",
                "local_authority",
                name="area_once_in_survey",
                violation_error_message=_("This local authority is already in the survey."),
            ),
            models.UniqueConstraint("survey", "number", name="area_number_once_in_survey"),
        )

    def __str__(self) -> str:
        return self.local_authority.name


class Link(models.Model):
    """An address that a coordinator hands out; it says which area the answers belong to."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="links")
    code = models.CharField(max_length=12, unique=True, editable=False)
    channel = models.CharField(
        _("handed out through"), max_length=100, help_text=_("For example “All channels”.")
    )
    is_active = models.BooleanField(
        _("works"),
        default=True,
        help_text=_("Unticked, the link is cut off: nobody can begin or go on through it."),
    )
    takes_newcomers = models.BooleanField(
        _("takes newcomers"),
        default=True,
        help_text=_("Unticked, people who have begun can go on, and nobody else can begin."),
    )

    HANDED_OUT: ClassVar[models.Q] = models.Q(is_active=True, takes_newcomers=True)
    """Through which somebody can begin to answer, once the survey is open."""

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("area", "pk")

    def __str__(self) -> str:
        return self.code

    @property
    def is_handed_out(self) -> bool:
        """Whether it is one of `HANDED_OUT`."""
        return self.is_active and self.takes_newcomers
