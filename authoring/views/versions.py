"""Questionnaires and their versions: what there is, publishing, files to take away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.models import User
from accounts.requests import StaffRequest
from authoring.access import for_authors, with_version
from authoring.selectors import event_of, languages_of_version, questionnaires_written
from authoring.views.way import page_of, way_to
from questionnaires.actions import CannotPublish, publish_version
from questionnaires.core import translation_update, yaml_format
from questionnaires.core.estimate import duration
from questionnaires.findings import told
from questionnaires.models import Version
from questionnaires.selectors import (
    definition_of,
    previewed_instrument,
    problems_of,
    translations_of,
)


@require_safe
@for_authors
def questionnaires(request: StaffRequest, author: User) -> HttpResponse:
    """List every questionnaire with its versions."""
    context = {"questionnaires": questionnaires_written()}
    return render(request, "authoring/questionnaires.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_version
def version(request: StaffRequest, version: Version) -> HttpResponse:
    """Show a version; POST publishes it."""
    if request.method == "POST":
        return _publish(request, version)
    instrument = previewed_instrument(version.pk, version.language)
    context = {
        "version": version,
        "instrument": instrument,
        "minutes": duration(instrument),
        "languages": languages_of_version(version),
        "findings": told(problems_of(version), definition_of(version)),
        "event": event_of(version),
        "breadcrumbs": way_to(),
    }
    return render(request, "authoring/version.html", context)


def _publish(request: StaffRequest, version: Version) -> HttpResponse:
    try:
        publish_version(version=version, actor=request.user)
    except CannotPublish:  # another version was published since; the page says what is wrong
        messages.error(request, _("Nothing was published: there are errors, see below."))
    except Version.DoesNotExist:  # somebody has loaded another draft since
        messages.error(request, _("Nothing was published: this draft was replaced by another."))
        return redirect("questionnaires")
    else:
        messages.success(request, _("%(version)s is published.") % {"version": version})
    return redirect(page_of(version))


@require_GET
@with_version
def definition_file(request: StaffRequest, version: Version) -> HttpResponse:
    """Hand out a version as a definition file."""
    return _file(yaml_format.dump(definition_of(version)), f"{_name(version)}.yaml")


@require_GET
@with_version
def translation_file(request: StaffRequest, version: Version, language: str) -> HttpResponse:
    """Hand out a translation of a version, to stand beside its definition file."""
    translations = translations_of(version)
    if language not in translations:
        raise Http404
    text = translation_update.dump(definition_of(version), language, translations[language])
    return _file(text, f"{_name(version)}.{language}.po")


def _name(version: Version) -> str:
    return f"{version.questionnaire.slug}-{version.number}"


def _file(text: str, name: str) -> HttpResponse:
    reply = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply
