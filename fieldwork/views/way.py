"""The pages above a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fieldwork.models import Survey


def way_to(survey: Survey | None = None, *, to_setup: bool = False) -> list[dict[str, str]]:
    """Return the list of surveys, perhaps the page of a *survey*, and perhaps its set-up."""
    way = [{"text": _("Surveys"), "url": reverse("surveys")}]
    if survey is not None:
        way.append({"text": survey.title, "url": reverse("survey", args=[survey.slug])})
    if survey is not None and to_setup:
        way.append({"text": _("Set up"), "url": setup_page(survey)})
    return way


def setup_page(survey: Survey) -> str:
    return reverse("setup", args=[survey.slug])
