"""The councils of England, and those of a demonstration."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LocalAuthority(models.Model):
    """A council with responsibility for children's services in England, or a demonstration one."""

    name = models.CharField(_("short name"), max_length=100, unique=True)
    official_name = models.CharField(_("official name"), max_length=150)
    ons_code = models.CharField(
        _("ONS code"),
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Nine characters, such as E06000022. Empty for a demonstration."),
    )
    kind = models.CharField(_("kind of authority"), max_length=40, blank=True)
    region = models.CharField(_("region"), max_length=40, blank=True)

    is_demonstration = models.BooleanField(
        _("of a demonstration"),
        default=False,
        help_text=_("A place that does not exist. Only a demonstration may ask people there."),
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("local authority")
        verbose_name_plural = _("local authorities")

    def __str__(self) -> str:
        return self.name
