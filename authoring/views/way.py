"""The pages above a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.models import Version


def way_to(version: Version | None = None) -> list[dict[str, str]]:
    """Return the list of questionnaires, and perhaps the page of a *version*."""
    way = [{"text": _("Questionnaires"), "url": reverse("questionnaires")}]
    if version is not None:
        way.append({"text": str(version), "url": page_of(version)})
    return way


def page_of(version: Version) -> str:
    arguments = [version.questionnaire.slug, version.number]
    return reverse("questionnaire_version", args=arguments)


def way_to_surveys() -> list[dict[str, str]]:
    """Return the list of surveys: not all who may preview an area may see its survey."""
    return [{"text": _("Surveys"), "url": reverse("surveys")}]
