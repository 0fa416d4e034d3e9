"""One thing of every kind that an address can name, and one person of every kind who may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.actions import create_user, send_password_link
from accounts.models import FailedAttempts, User
from accounts.permissions import PERMISSIONS, Role
from authoring.actions import check_upload, take_upload
from authoring.models import Upload
from exports.files import private_storage
from exports.models import Export
from fieldwork.actions import add_member, take_headcounts
from fieldwork.models import Area, Survey
from questionnaires.core import yaml_format
from questionnaires.models import Version
from responses.counted import monday_of
from responses.models import Quarantine
from tests.export_files import with_workbook
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

NOBODY = "nobody signed in"
ADMINISTRATOR = "administrator"
NO_SURVEY = "account in no survey"
STARTER = "account that may start surveys"
ELSEWHERE = "of another survey"
OTHER_AREA = "coordinator of another area"

HEADCOUNT_FILE = ("setup_headcount_file:upload_id", "setup_headcount_progress:upload_id")
"""Addresses in which this part names another kind of upload than in those of questionnaires."""

VISITORS = (
    NOBODY,
    NO_SURVEY,
    STARTER,
    *(str(role) for role in Role),
    OTHER_AREA,
    *(f"{role} {ELSEWHERE}" for role in Role),
    ADMINISTRATOR,
)


@dataclass(frozen=True)
class World:
    """The people by what they are, and what stands for each part of an address that varies."""

    people: dict[str, Any]
    arguments: dict[str, Any]
    export: Export

    def arguments_of(self, name: str, converters: dict[str, Any]) -> dict[str, Any]:
        """Return what fills the address called *name*, whose variable parts are *converters*."""
        return {part: self._argument(name, part) for part in converters}

    def _argument(self, name: str, part: str) -> Any:
        for named in (f"{name}:{part}", part):
            if named in self.arguments:
                return self.arguments[named]
        return self.row_of(name.removeprefix("admin:").rpartition("_")[0])

    def row_of(self, model: str) -> Any:
        """Return the key of a row of *model* (`fieldwork_area`)."""
        if model == "view_on":  # the page of any row on the website
            return self.arguments["area_id"]
        return apps.get_model(model.replace("_", "."))._default_manager.first().pk


def build_world() -> World:
    version = published(VISITS)
    ours, other = _survey(version, "ours"), _survey(version, "other")
    area, other_area = link_to(ours, "Aberly").area, link_to(ours, "Zedham").area
    foreign_area = link_to(other, "Mersey").area
    people: dict[str, Any] = {NOBODY: None, NO_SURVEY: _person(NO_SURVEY)}
    for role in Role:
        people[role] = _member(str(role), ours, role, area)
        people[f"{role} {ELSEWHERE}"] = _member(f"{role} {ELSEWHERE}", other, role, foreign_area)
    people[OTHER_AREA] = _member(OTHER_AREA, ours, Role.COORDINATOR, other_area)
    people[STARTER] = _person(STARTER, starts_surveys=True)
    people[ADMINISTRATOR] = _person(ADMINISTRATOR, is_superuser=True)
    export = _finished_export(ours, people[Role.LEAD])
    send_password_link(user=people[NO_SURVEY], actor=people[ADMINISTRATOR])
    FailedAttempts.objects.create(user=people[NO_SURVEY], kind="password", day=timezone.localdate())
    return World(people, _arguments(ours, area, export, _upload(people[Role.LEAD])), export)


def _survey(version: Version, slug: str) -> Survey:
    return survey_of(version, slug=slug, title=slug.capitalize())


def _person(what: str, **fields: Any) -> User:
    address = what.replace(" ", ".")
    return create_user(email=f"{address}@example.org", name=what.capitalize(), **fields)


def _member(what: str, survey: Survey, role: Role, area: Area) -> User:
    user = _person(what)
    place = area if PERMISSIONS[role].in_one_area else None
    add_member(actor=None, user=user, survey=survey, role=role, area=place)
    return user


def _arguments(survey: Survey, area: Area, export: Export, upload: Upload) -> dict[str, Any]:
    return {
        "slug": survey.slug,
        "area_id": area.pk,
        "link_id": area.links.get().pk,
        "quarantine_id": _quarantine(area, survey.memberships.get(role=Role.LEAD).user).pk,
        "membership_id": survey.memberships.get(role=Role.LEAD).pk,
        "act": "extend",
        "public_id": export.public_id,
        "format_code": "xlsx",
        "code": area.links.get().code,
        "page_code": "role",
        "uidb36": "1",
        "key": "no-such-key",
        "questionnaire": VISITS.slug,
        "number": survey.version.number,
        "upload_id": upload.public_id,
        **dict.fromkeys(HEADCOUNT_FILE, _headcounts(survey)),
        "language": "cy",
        "content_type_id": ContentType.objects.get_for_model(Survey).pk,
        "app_label": "fieldwork",
        "url": "no/such/page",
    }


def _headcounts(survey: Survey) -> UUID:
    lead = survey.memberships.get(role=Role.LEAD).user
    upload = take_headcounts(actor=lead, survey=survey, name="a.csv", data=b"Area,People")
    return upload.public_id


def _upload(lead: User) -> Upload:
    definition = yaml_format.dump(VISITS).encode()
    upload = take_upload(actor=lead, files=[("", "visits.yaml", definition)])
    check_upload(upload_id=upload.pk)
    return upload


def _finished_export(survey: Survey, lead: User) -> Export:
    export = Export.objects.create(
        survey=survey,
        requested_by=lead,
        cut_off=timezone.localdate() - timedelta(days=1),
        is_interim=True,
        status=Export.Status.FINISHED,
        finished_at=timezone.now(),
        response_count=20,
    )
    with_workbook(export, private_storage().save("ours/file.xlsx", ContentFile(b"rows")), size=4)
    return export


def _quarantine(area: Area, lead: User) -> Quarantine:
    week = monday_of(timezone.localdate())
    return Quarantine.objects.create(
        link=area.links.get(), week=week, reason="For the matrix.", begun_by=lead
    )
