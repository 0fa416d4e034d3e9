"""What screens tell about emails and the trail: kept as codes, told in each reader's language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import SURVEY, AuditEvent, Mail
from accounts.origin import Origin
from accounts.permissions import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""How the trail keeps a date; each reader gets it as their language writes it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Actions of one kind: what each code says in words."""

    code: str
    title: StrPromise
    actions: Mapping[str, StrPromise]


IN_SURVEYS = (
    Kind(
        "survey",
        gettext_lazy("The survey"),
        {
            "survey.created": gettext_lazy("Survey started"),
            "survey.changed": gettext_lazy("Survey changed"),
            "survey.translated": gettext_lazy("Words in another language changed"),
            "survey.translation_removed": gettext_lazy("Words in another language removed"),
            "survey.opening_decided": gettext_lazy("Opening decided"),
            "survey.opening_taken_back": gettext_lazy("Opening taken back"),
            "survey.extended": gettext_lazy("Last day moved later"),
            "survey.closed_early": gettext_lazy("Last day moved earlier"),
            "survey.reopened": gettext_lazy("Opened again"),
            "survey.archived": gettext_lazy("Put into the archive"),
            "survey.brought_back": gettext_lazy("Taken out of the archive"),
        },
    ),
    Kind(
        "areas",
        gettext_lazy("Areas, links and headcounts"),
        {
            "area.added": gettext_lazy("Area added"),
            "area.removed": gettext_lazy("Area taken out"),
            "link.added": gettext_lazy("Link added"),
            "link.changed": gettext_lazy("Link changed"),
            "headcounts.entered": gettext_lazy("Headcounts entered"),
        },
    ),
    Kind(
        "people",
        gettext_lazy("People"),
        {
            "member.added": gettext_lazy("Role given"),
            "member.invited_again": gettext_lazy("Invitation sent again"),
            "member.removed": gettext_lazy("Role taken away"),
        },
    ),
    Kind(
        "exports",
        gettext_lazy("Exports and responses"),
        {
            "export.interim_allowed": gettext_lazy("Interim exports allowed"),
            "export.requested": gettext_lazy("Export asked for"),
            "export.finished": gettext_lazy("Export made"),
            "export.downloaded": gettext_lazy("Export downloaded"),
            "export.withdrawn": gettext_lazy("Export withdrawn"),
            "link.quarantined": gettext_lazy("Responses of a link put into quarantine"),
            "link.quarantine_lifted": gettext_lazy("Quarantine lifted"),
            "area.unusual_night": gettext_lazy("Unusual night noticed"),
            "survey.answers_deleted": gettext_lazy("Answers deleted"),
            "survey.purged": gettext_lazy("Unfinished responses deleted"),
            "survey.synthesised": gettext_lazy("Made-up responses stored"),
            "trail.downloaded": gettext_lazy("Audit trail downloaded"),
        },
    ),
)
"""What is done in a survey, for those who lead it."""

ELSEWHERE: Mapping[str, StrPromise] = {
    "authenticators.encrypted": gettext_lazy("Secrets of second steps encrypted anew"),
    "local_authority.changed": gettext_lazy("Local authority changed"),
    "local_authority.created": gettext_lazy("Local authority added"),
    "local_authority.loaded": gettext_lazy("Local authorities loaded"),
    "questionnaire.loaded": gettext_lazy("Questionnaire loaded as a draft"),
    "questionnaire.published": gettext_lazy("Questionnaire published"),
    "user.changed": gettext_lazy("Account changed"),
    "user.created": gettext_lazy("Account made"),
    "user.password_changed": gettext_lazy("Password changed"),
    "user.password_link_asked": gettext_lazy("Link to choose a password asked for"),
    "user.recovery_code_used": gettext_lazy("Recovery code used"),
    "user.recovery_codes_made": gettext_lazy("Recovery codes made"),
    "user.second_step_added": gettext_lazy("Two-step sign-in turned on"),
    "user.second_step_removed": gettext_lazy("Two-step sign-in turned off"),
    "user.signed_in": gettext_lazy("Signed in"),
    "user.signed_out": gettext_lazy("Signed out"),
}
"""What is done to accounts and to the platform."""

ACTIONS: Mapping[str, StrPromise] = {
    **{kind.code: kind.title for kind in IN_SURVEYS},
    **{code: words for kind in IN_SURVEYS for code, words in kind.actions.items()},
    **ELSEWHERE,
}
"""All that can be said of actions, by code, and of their kinds."""

WORDS: dict[str, StrPromise] = {
    "action": gettext_lazy("what"),
    "area": gettext_lazy("area"),
    "best_before": gettext_lazy("best night before"),
    "channel": gettext_lazy("handed out through"),
    "count": gettext_lazy("how many"),
    "counted_on": gettext_lazy("day of the numbers"),
    "counting": gettext_lazy("responses that count"),
    "csv": gettext_lazy("digest of the CSV files"),
    "day": gettext_lazy("day"),
    "format": gettext_lazy("format"),
    "from_day": gettext_lazy("from day"),
    "files": gettext_lazy("files"),
    "interim": gettext_lazy("interim"),
    "is_superuser": gettext_lazy("administrator"),
    "language": gettext_lazy("language"),
    "left": gettext_lazy("left"),
    "person": gettext_lazy("person"),
    "reason": gettext_lazy("reason"),
    "responses": gettext_lazy("responses"),
    "role": gettext_lazy("role"),
    "seed": gettext_lazy("seed"),
    "sha256": gettext_lazy("digest"),
    "source": gettext_lazy("where the numbers come from"),
    "survey": gettext_lazy("survey"),
    "text": gettext_lazy("text in names"),
    "to_day": gettext_lazy("to day"),
    "version": gettext_lazy("version"),
    "week": gettext_lazy("week from"),
    "who": gettext_lazy("who"),
    "xlsx": gettext_lazy("digest of the workbook"),
}
"""What details of events are about; the names of the fields of their subject say the rest."""

THINGS: Mapping[str, str] = {"area": "area", "link": "area", "member": "person"}
"""Where the subject of an event is its survey: which value of the detail says on what it was."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a survey in words; each change is a sentence of its own."""

    at: datetime
    who: str
    what: str
    on_what: str
    changes: list[str]


def told(event: AuditEvent) -> Told:
    """Tell *event* to somebody who reads the trail of its survey, in local time."""
    thing = _thing(event)
    left_out = {SURVEY, thing} if event.survey else {thing}
    return Told(
        localtime(event.at),
        actor_text(event),
        action_text(event.action),
        event.detail[thing] if thing else _subject_in_survey(event),
        _changes(event, left_out),
    )


def actor_text(event: AuditEvent) -> str:
    """Say who did it: a name, or from where nobody in particular did."""
    if event.actor:
        return event.actor.name_and_address
    return origin_text(event.origin)


def origin_text(code: str) -> str:
    """Say from where nobody in particular did it; of earlier events that is not known."""
    return str(Origin(code).label) if code else _("not known")


def action_text(code: str) -> str:
    """Say what was done; a code of earlier versions that has no words any more stays one."""
    return str(ACTIONS.get(code, code))


def subject_text(event: AuditEvent) -> str:
    """Say on what: the name that it had then, or for earlier events its key."""
    return event.name or event.subject


def detail_text(event: AuditEvent) -> str:
    """Say what changed, such as "last day: 1 May 2026 → 8 May 2026"."""
    return "; ".join(_changes(event))


def _thing(event: AuditEvent) -> str:
    """Return the key of the detail that says on what an event was; "" if its subject does."""
    key = THINGS.get(event.action.partition(".")[0], "")
    return key if isinstance(event.detail.get(key), str) else ""


def _subject_in_survey(event: AuditEvent) -> str:
    kind, _colon, key = event.subject.partition(":")
    if kind == "export":
        return _("Export %(number)s") % {"number": key[:8]}
    return subject_text(event)


def _changes(event: AuditEvent, left_out: Collection[str] = ()) -> list[str]:
    kinds = event.subject.partition(":")[0], event.action.partition(".")[0]
    fields = {name: field for kind in kinds for name, field in _fields_of(kind).items()}
    return [
        f"{_label(key, fields)}: {_value_text(key, value, fields)}"
        for key, value in event.detail.items()
        if key not in left_out
    ]


@cache
def _fields_of(kind: str) -> dict[str, Any]:
    """Return the fields of the model of that name; of what is none, nothing."""
    name = kind.replace("_", "")
    models = (model for model in apps.get_models() if model._meta.model_name == name)
    return {field.name: field for model in models for field in model._meta.fields}


def _label(key: str, fields: Mapping[str, Any]) -> str:
    if key in WORDS:
        return str(WORDS[key])
    return str(fields[key].verbose_name) if key in fields else key


def _value_text(key: str, value: Any, fields: Mapping[str, Any]) -> str:
    if isinstance(value, list):
        return " → ".join(_value_text(key, one, fields) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return "–"
    words = str(value)
    if DAY.fullmatch(words):
        return _day_text(words)
    return str(_choices_of(key, fields).get(words, words))


def _day_text(text: str) -> str:
    """Write a day as the reader's language does; what only looks like one stays."""
    try:
        return date_format(date.fromisoformat(text))
    except ValueError:
        return text


def _choices_of(key: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the codes that a value of that name can have say in words."""
    known: dict[str, Mapping[str, Any]] = {
        "role": dict(Role.choices),
        "language": dict(settings.LANGUAGES),
        "action": ACTIONS,
    }
    return known.get(key) or dict(getattr(fields.get(key), "flatchoices", ()))


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
