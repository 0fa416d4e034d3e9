"""Reading questionnaires with who wrote them, and what is in an upload."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import AuditEvent, User
from authoring.models import Upload
from questionnaires.core import files
from questionnaires.core.file_problems import FileError, FileProblem
from questionnaires.core.yaml_format import DefinitionFile
from questionnaires.languages import names_of, offered_languages
from questionnaires.models import Questionnaire, Version
from questionnaires.selectors import problems_of_succession

ACTION = {
    Version.Status.DRAFT: "questionnaire.loaded",
    Version.Status.PUBLISHED: "questionnaire.published",
}
"""What the trail calls that which made a version what it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """A version with whoever loaded or published it, the event None where the trail has none."""

    version: Version
    event: AuditEvent | None


@dataclass(frozen=True, slots=True)
class Read:
    """A sound upload: its definition, its translations by language, and what is doubtful in it."""

    definition: DefinitionFile
    translations: dict[str, dict[str, str]]
    warnings: list[FileProblem]


def questionnaires_written() -> list[tuple[Questionnaire, list[Written]]]:
    """Return every questionnaire with its versions, the latest first."""
    newest_first = Version.objects.order_by("-number")
    found = list(Questionnaire.objects.prefetch_related(Prefetch("versions", newest_first)))
    events = _events(found)
    return [
        (one, [Written(version, events.get(_key(version, one.slug))) for version in versions])
        for one in found
        if (versions := list(one.versions.all()))
    ]


def event_of(version: Version) -> AuditEvent | None:
    """Return what the trail says of who loaded a draft, or published a version."""
    events = _events([version.questionnaire])
    return events.get(_key(version, version.questionnaire.slug))


def _events(questionnaires: Iterable[Questionnaire]) -> dict[tuple[str, str, int], AuditEvent]:
    """Return the latest event of each action, subject and number of a version."""
    subjects = [f"questionnaire:{one.slug}" for one in questionnaires]
    events = AuditEvent.objects.filter(subject__in=subjects, action__in=ACTION.values())
    oldest_first = events.select_related("actor").order_by("at", "pk")
    return {(one.action, one.subject, one.detail.get("version")): one for one in oldest_first}


def _key(version: Version, slug: str) -> tuple[str, str, int]:
    return ACTION[Version.Status(version.status)], f"questionnaire:{slug}", version.number


def languages_of_version(version: Version) -> dict[str, str]:
    """Return the languages of a version, draft or published, its own first: code -> own name."""
    return names_of([version.language, *version.translations.values_list("language", flat=True)])


def uploads_of(user: User) -> QuerySet[Upload]:
    """Return what *user* has uploaded, newest first."""
    return Upload.objects.filter(uploaded_by=user).select_related("version__questionnaire")


def draft_of(slug: str) -> Version | None:
    """Return the draft that loading another of this name replaces."""
    drafts = Version.objects.filter(questionnaire__slug=slug, status=Version.Status.DRAFT)
    return drafts.select_related("questionnaire").first()


def read_upload(upload: Upload) -> Read:
    """Return what is in the files of *upload*; raise FileError with all that is wrong in them."""
    definition, *others = (
        (file.language, files.File(file.name, bytes(file.data))) for file in upload.files.all()
    )
    written, translations, warnings = files.read_files(
        definition[1], dict(others), offered=offered_languages()
    )
    changed = problems_of_succession(written.definition, is_sound=True)
    if changed:
        raise FileError(written.at_lines(changed))
    return Read(written, translations, warnings)
