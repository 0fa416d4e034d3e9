"""The demonstration, made step by step; each step leaves alone what an earlier start made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_user, set_password
from accounts.models import User
from accounts.permissions import Role
from accounts.selectors import find_user
from embedded.demonstration import content
from embedded.demonstration.content import Person
from embedded.demonstration.sign_ins import (
    UnreadableSignInsError,
    new_password,
    read_sign_ins,
    write_sign_ins,
)
from exports.actions import allow_interim_exports
from fieldwork.actions import (
    add_area,
    add_member,
    save_local_authority,
    save_survey,
)
from fieldwork.models import Area, LocalAuthority, Survey
from larc_survey.selectors import demonstration_links
from monitoring.actions import take_snapshots
from questionnaires.actions import load_definition, publish_version
from questionnaires.core import files
from questionnaires.languages import offered_languages
from questionnaires.models import Version
from responses.actions import synthesise_responses
from responses.models import Response


class Command(BaseCommand):
    help = "Make or bring up to date the demonstration survey, and print its links and sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="where the site is, for the links")
        parser.add_argument(
            "--data-dir",
            type=Path,
            default=settings.BASE_DIR / "var",
            help="the folder in which the sign-ins are kept",
        )

    def handle(self, *args: Any, address: str, data_dir: Path, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration: DEMONSTRATION is off.")
        try:
            passwords = read_sign_ins(data_dir)
        except UnreadableSignInsError as error:
            raise CommandError(str(error)) from None
        people = prepare_people(passwords)
        write_sign_ins(data_dir, passwords)
        survey = prepare_survey()
        prepare_areas(survey, people)
        prepare_team(survey, people)
        prepare_responses(survey)
        take_snapshots(on=timezone.localdate())
        # Without a lead's decision nothing may be exported while a survey is open.
        allow_interim_exports(
            actor=people[content.LEAD], survey=survey, reason=content.INTERIM_REASON
        )
        self.print_links(address.rstrip("/"))
        self.print_sign_ins(passwords)

    def print_links(self, address: str) -> None:
        self.stdout.write("Survey links, one for each area:")
        for link in demonstration_links():
            path = reverse("start", args=[link.code])
            self.stdout.write(f"  {address}{path}  {link.area}")

    def print_sign_ins(self, passwords: dict[str, str]) -> None:
        self.stdout.write("Sign-ins:")
        for person in content.everybody():
            self.stdout.write(f"  {person.email}  {passwords[person.email]}  {person.task}")


def prepare_people(passwords: dict[str, str]) -> dict[Person, User]:
    """Return the accounts of everybody; new passwords are added to *passwords*."""
    return {person: _account(person, passwords) for person in content.everybody()}


def _account(person: Person, passwords: dict[str, str]) -> User:
    is_known = person.email in passwords
    password = passwords.setdefault(person.email, new_password())
    user = find_user(email=person.email)
    if user is None:
        return create_user(
            email=person.email,
            name=person.name,
            password=password,
            is_superuser=person is content.ADMINISTRATOR,
        )
    if not is_known:
        set_password(user=user, password=password, actor=None)
    return user


def prepare_survey() -> Survey:
    """Return the demonstration survey, open today."""
    today = timezone.localdate()
    closes_on = today + content.OPEN_FOR
    survey = Survey.objects.filter(slug=content.SURVEY_SLUG).first()
    if survey is None:
        opens_on = today - content.OPENED_BEFORE
        return save_survey(
            actor=None,
            survey=Survey(
                slug=content.SURVEY_SLUG,
                version=_published_questionnaire(),
                opens_on=opens_on,
                closes_on=closes_on,
                is_demonstration=True,
                stage=Survey.Stage.READY,
                **content.SURVEY_TEXTS,
            ),
            parameters={
                "since_year": str(opens_on.year - content.RECENT_YEARS),
                "recent_period": content.RECENT_PERIOD,
            },
        )
    if survey.state() in (Survey.State.GRACE, Survey.State.CLOSED):
        survey.closes_on = closes_on
        save_survey(actor=None, survey=survey)
    return survey


def _published_questionnaire() -> Version:
    path: Path = settings.BASE_DIR / content.QUESTIONNAIRE_FILE
    definition, translations = files.read(path, offered=offered_languages())
    version, _is_new = load_definition(definition=definition, translations=translations)
    return publish_version(version=version)


def prepare_areas(survey: Survey, people: dict[Person, User]) -> None:
    """Let each place be an area of *survey* with a link and a coordinator."""
    areas = {
        area.local_authority.name: area
        for area in Area.objects.filter(survey=survey).select_related("local_authority")
    }
    for place in content.PLACES:
        area = areas.get(content.authority_name(place)) or _new_area(survey, place)
        coordinator = people[content.coordinator_of(place)]
        add_member(actor=None, user=coordinator, survey=survey, role=Role.COORDINATOR, area=area)


def _new_area(survey: Survey, place: str) -> Area:
    name = content.authority_name(place)
    authority = LocalAuthority.objects.filter(name=name).first() or save_local_authority(
        actor=None,
        local_authority=LocalAuthority(name=name, official_name=name, is_demonstration=True),
    )
    return add_area(actor=None, survey=survey, local_authority=authority)


def prepare_team(survey: Survey, people: dict[Person, User]) -> None:
    for person, role in (
        (content.LEAD, Role.LEAD),
        (content.RESEARCHER, Role.RESEARCHER),
    ):
        add_member(actor=None, user=people[person], survey=survey, role=role)


def prepare_responses(survey: Survey) -> None:
    """Store synthetic responses, once."""
    if not Response.objects.filter(area__survey=survey).exists():
        synthesise_responses(survey=survey, count=content.RESPONSES, seed=content.SEED)
