"""What screens tell about emails and the trail: kept as codes, told in each reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import AuditEvent, Mail
from accounts.origin import Origin
from accounts.permissions import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""How the trail keeps a date; each reader gets it as their language writes it."""

WORDS: dict[str, StrPromise] = {
    "area": gettext_lazy("area"),
    "channel": gettext_lazy("handed out through"),
    "count": gettext_lazy("how many"),
    "interim": gettext_lazy("interim"),
    "is_superuser": gettext_lazy("administrator"),
    "language": gettext_lazy("language"),
    "left": gettext_lazy("left"),
    "person": gettext_lazy("person"),
    "responses": gettext_lazy("responses"),
    "role": gettext_lazy("role"),
    "seed": gettext_lazy("seed"),
    "sha256": gettext_lazy("digest"),
    "survey": gettext_lazy("survey"),
    "version": gettext_lazy("version"),
}
"""What details of events are about; the names of the fields of their subject say the rest."""


def actor_text(event: AuditEvent) -> str:
    """Say who did it: a name, or from where nobody in particular did."""
    if event.actor:
        return event.actor.name_and_address
    return str(Origin(event.origin).label) if event.origin else "–"


def subject_text(event: AuditEvent) -> str:
    """Say on what: the name that it had then, or for earlier events its key."""
    return event.name or event.subject


def detail_text(event: AuditEvent) -> str:
    """Say what changed, such as "last day: 1 May 2026 → 8 May 2026"."""
    kind = event.subject.partition(":")[0]
    labels: dict[str, Any] = {**_labels_of(kind), **WORDS}
    choices = _choices_of(kind)
    return "; ".join(
        f"{labels.get(key, key)}: {_value_text(value, choices.get(key, {}))}"
        for key, value in event.detail.items()
    )


@cache
def _fields_of(kind: str) -> list[Any]:
    """Return the fields of the model of that name; what is none has none."""
    name = kind.replace("_", "")
    models = (model for model in apps.get_models() if model._meta.model_name == name)
    return [field for model in models for field in model._meta.fields]


def _labels_of(kind: str) -> dict[str, Any]:
    """Return how a thing of that kind calls its fields."""
    return {field.name: field.verbose_name for field in _fields_of(kind)}


def _choices_of(kind: str) -> dict[str, dict[Any, Any]]:
    """Return what the codes of its fields stand for, and those of a role."""
    coded = {field.name: dict(field.flatchoices) for field in _fields_of(kind)}
    return {**coded, "role": dict(Role.choices)}


def _value_text(value: Any, choices: Mapping[Any, Any]) -> str:
    if isinstance(value, list):
        return " → ".join(_value_text(one, choices) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if isinstance(value, str) and DAY.fullmatch(value):
        return date_format(date.fromisoformat(value))
    return "–" if value in (None, "") else str(value)


def state_text(mail: Mail) -> str:
    """Say how an email is getting on: its state, and while it is not sent, why and what next."""
    sentences = [_("%(state)s.") % {"state": mail.get_status_display()}]
    if mail.failure:
        sentences.append(mail.get_failure_display())
    if mail.status == Mail.Status.QUEUED and mail.attempts:
        sentences.append(_tried(mail))
    return " ".join(sentences)


def _tried(mail: Mail) -> str:
    when = date_format(localtime(mail.due_at), "TIME_FORMAT")
    return ngettext(
        "It was tried once and will be tried again at %(time)s.",
        "It was tried %(count)d times and will be tried again at %(time)s.",
        mail.attempts,
    ) % {"count": mail.attempts, "time": when}
