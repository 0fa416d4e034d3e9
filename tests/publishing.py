"""Published questionnaires for tests: each is loaded and published once, then put back as it was.

Loading and publishing LARC 7 takes half a second, and its rows are those of every other test. What
a version stands for is compiled once per process by its number, so those put back share that too.
"""

from __future__ import annotations

import json
from copy import copy
from dataclasses import dataclass

from django.contrib.admin.utils import NestedObjects
from django.db import models, transaction

from questionnaires.actions import load_definition, publish_version
from questionnaires.core.definition import Definition
from questionnaires.core.translation import Translations
from questionnaires.models import Questionnaire, Version
from questionnaires.signals import draft_loaded, version_published


@dataclass(frozen=True)
class Stored:
    """The rows of a published version; all of `parts` refer to others or to the version."""

    questionnaire: Questionnaire
    version: Version
    parts: dict[type[models.Model], list[models.Model]]


_stored: dict[str, Stored] = {}


def published(definition: Definition, translations: Translations | None = None) -> Version:
    """Return the published version of *definition*, the next one of its questionnaire."""
    if Questionnaire.objects.filter(slug=definition.slug).exists():
        return _published_anew(definition, translations)
    key = definition.model_dump_json() + json.dumps(translations)
    if key in _stored:
        return _put_back(_stored[key])
    version = _published_anew(definition, translations)
    _stored[key] = _rows_of(version)
    return version


def _published_anew(definition: Definition, translations: Translations | None) -> Version:
    draft, _is_new = load_definition(definition=definition, translations=translations)
    return publish_version(version=draft)


def _rows_of(version: Version) -> Stored:
    found = NestedObjects(using="default")
    found.collect([version])
    parts = {model: list(rows) for model, rows in found.data.items() if model is not Version}
    return Stored(version.questionnaire, version, parts)


@transaction.atomic
def _put_back(stored: Stored) -> Version:
    """Write the rows under their old numbers, first as a draft: those of others are frozen."""
    Questionnaire.objects.bulk_create([copy(stored.questionnaire)])
    draft = copy(stored.version)
    draft.status, draft.published_at = Version.Status.DRAFT, None
    Version.objects.bulk_create([draft])
    for model, rows in stored.parts.items():
        model._default_manager.bulk_create(map(copy, rows))
    draft_loaded.send(sender=Version, version=draft)
    version = copy(stored.version)
    version.save(update_fields=["status", "published_at"])
    version_published.send(sender=Version, version=version)
    return version
