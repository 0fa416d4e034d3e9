"""Whom a survey asks: its areas, and the links that are handed out in each."""

from __future__ import annotations

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
    is_active = models.BooleanField(_("works"), default=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("area", "pk")

    def __str__(self) -> str:
        return self.code
