"""Permissions as data: what each role may do. A new role is a row, a new thing to do a verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Verb(TextChoices):
    """What somebody may do, in a survey, in an area of it, or with the whole platform."""

    SET_UP = "survey.set_up", _("set up the survey: words, dates, areas, people, its opening")
    PREVIEW = "survey.preview", _("see the survey as respondents of an area do")
    SEE_COUNTS = "counts.exact", _("see exact counts and every link")
    SEE_BAND = "counts.band", _("see the links and the band of responses")
    MAKE_EXPORTS = "exports.make", _("make and download exports")
    ALLOW_INTERIM_EXPORTS = "exports.allow_interim", _("decide on interim exports")
    DELETE_ANSWERS = "answers.delete", _("delete all answers and files of a finished survey")
    QUARANTINE = "responses.quarantine", _("keep responses of a link out of counts and files")
    READ_TRAIL = "trail.read", _("read who did what in the survey, and when")
    SEE_NIGHTS = "nights.see", _("see how the night jobs went, and what was deleted")
    START_SURVEYS = "surveys.start", _("start a new survey, as its lead")
    WRITE_QUESTIONNAIRES = "questionnaires.write", _("upload, preview and publish questionnaires")
    ADMINISTER = "platform.administer", _("use the administration pages")


class Role(TextChoices):
    """What a member of a survey is in it; PERMISSIONS says what that means.

    A membership (an app further right) ties a person, a survey and a role; nobody has a role in
    general. Whoever has none in a survey is told "page not found" about it.
    """

    LEAD = "lead", _("Lead researcher")
    RESEARCHER = "researcher", _("Researcher")
    COORDINATOR = "coordinator", _("Coordinator")
    REVIEWER = "reviewer", _("Reviewer")


@dataclass(frozen=True)
class Permission:
    """What a role may do: in the whole survey, or, with `in_one_area`, in one area of it."""

    verbs: frozenset[Verb]
    in_one_area: bool = False


PERMISSIONS: Mapping[Role, Permission] = {
    Role.LEAD: Permission(
        frozenset(
            {
                Verb.SET_UP,
                Verb.PREVIEW,
                Verb.SEE_COUNTS,
                Verb.MAKE_EXPORTS,
                Verb.ALLOW_INTERIM_EXPORTS,
                Verb.DELETE_ANSWERS,
                Verb.QUARANTINE,
                Verb.READ_TRAIL,
                Verb.SEE_NIGHTS,
                Verb.START_SURVEYS,
                Verb.WRITE_QUESTIONNAIRES,
            }
        )
    ),
    Role.RESEARCHER: Permission(frozenset({Verb.PREVIEW, Verb.SEE_COUNTS, Verb.MAKE_EXPORTS})),
    Role.COORDINATOR: Permission(frozenset({Verb.PREVIEW, Verb.SEE_BAND}), in_one_area=True),
    Role.REVIEWER: Permission(frozenset()),
}

OF_STARTERS = frozenset({Verb.START_SURVEYS, Verb.WRITE_QUESTIONNAIRES})
"""What an administrator lets somebody do who is to lead a survey, and is in none yet."""

OF_ADMINISTRATORS = frozenset({Verb.ADMINISTER, Verb.SEE_NIGHTS}) | OF_STARTERS
"""What superusers may do. In a survey they may do nothing that a membership does not give them."""

NEEDS_SECOND_STEP = frozenset({Verb.MAKE_EXPORTS, Verb.ADMINISTER})
"""Verbs that open people's answers, or the whole platform: a stolen password must not do."""


def roles_with(verbs: Iterable[Verb]) -> tuple[Role, ...]:
    """Return the roles that may do any of *verbs*."""
    wanted = frozenset(verbs)
    return tuple(role for role, permission in PERMISSIONS.items() if permission.verbs & wanted)


def roles_of(*, in_one_area: bool) -> tuple[Role, ...]:
    """Return the roles that stand in one area each, or those that stand in a whole survey."""
    return tuple(
        role for role, permission in PERMISSIONS.items() if permission.in_one_area is in_one_area
    )


def role_choices() -> list[tuple[str, str | Promise]]:
    """Return the roles for a model's field, which so needs no migration for a new one."""
    return list(Role.choices)
