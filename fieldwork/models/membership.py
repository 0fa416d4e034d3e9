"""Who of the staff may do what in a survey."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import role_choices, roles_of
from fieldwork.models.area import Area
from fieldwork.models.survey import Survey


class Membership(models.Model):
    """What one member of staff may do in one survey; a coordinator's is for one area."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=role_choices)
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("survey", "role", "user")
        constraints = (
            models.UniqueConstraint(
                "user", "survey", "role", "area", name="membership_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(role__in=roles_of(in_one_area=True), area__isnull=False)
                | (~Q(role__in=roles_of(in_one_area=True)) & Q(area__isnull=True)),
                name="membership_area_as_role_wants",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
