"""What stands in the audit trail of a deed: who or whence, on what, by name, and what changed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import DETAIL_MAX_CHARACTERS, AuditEvent, Mail, User
from accounts.origin import Origin, acting_from
from accounts.permissions import Role
from fieldwork.actions import (
    add_member,
    change_link,
    remove_member,
    save_local_authority,
    save_survey,
    save_survey_translation,
    store_local_authorities,
)
from fieldwork.models import Link, Survey, SurveyTranslation
from larc_survey.celery import app
from questionnaires.actions import load_definition, publish_version
from responses.actions import purge_unfinished, synthesise_responses
from responses.models import Response
from tests.everything import EVERYTHING
from tests.integration.accounts.attempts import latest
from tests.publishing import published
from tests.surveys import survey_of
from tests.translations import pseudo_translations, translate_survey
from tests.visits import VISITS

pytestmark = pytest.mark.django_db


# Who, or whence


def test_a_person_acts_by_name(administrator: User) -> None:
    event = record_event(actor=administrator, action="thing.done", subject="survey:a")
    assert (event.actor, event.origin) == (administrator, Origin.PERSON)


@pytest.mark.parametrize("origin", [Origin.SHELL, Origin.JOB])
def test_where_nobody_in_particular_acts_it_says_whence(origin: Origin) -> None:
    with acting_from(origin):
        assert record_event(actor=None, action="thing.done", subject="survey:a").origin == origin
    event = record_event(actor=None, action="thing.done", subject="survey:a")
    assert event.origin == Origin.NOBODY


def test_a_job_is_the_workers(researcher: User) -> None:
    @app.task
    def job() -> str:
        return record_event(actor=None, action="thing.done", subject="survey:a").origin

    with acting_from(Origin.NOBODY):
        assert job.apply().get() == Origin.JOB


def test_nobody_signs_a_deed_for_somebody(administrator: User) -> None:
    with pytest.raises(IntegrityError, match="audit_event_origin_fits_actor"):
        AuditEvent.objects.create(
            actor=None, origin=Origin.PERSON, action="thing.done", subject="survey:a"
        )


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_at_the_server_is_the_shells() -> None:
    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    subprocess.run(
        [sys.executable, "manage.py", "createsuperuser", "--no-input"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": database,
            "DJANGO_SUPERUSER_EMAIL": "root@example.org",
            "DJANGO_SUPERUSER_NAME": "Rowan Root",
            "DJANGO_SUPERUSER_PASSWORD": "a long enough password",
        },
        check=True,
        capture_output=True,
    )
    event = latest("user.created")
    assert (event.actor, event.origin) == (None, Origin.SHELL)
    assert event.name == "Rowan Root <root@example.org>"
    assert event.detail == {"is_superuser": True}


# People


def test_who_became_an_administrator(researcher: User, administrator: User) -> None:
    client = Client()
    client.force_login(administrator)
    page = reverse("admin:accounts_user_change", args=[researcher.pk])
    fields = {"name": researcher.name, "email": researcher.email, "is_active": "on"}
    client.post(page, {**fields, "is_superuser": "on"})
    event = latest("user.changed")
    assert (event.actor, event.detail) == (administrator, {"is_superuser": [False, True]})
    assert event.name == "Robin Researcher <researcher@example.org>"
    assert latest("user.created").detail == {"is_superuser": True}


def test_a_password_changed_at_the_server(
    researcher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "another long password")
    call_command("changepassword", researcher.email, stdout=StringIO())
    researcher.refresh_from_db()
    assert researcher.check_password("another long password")
    event = latest("user.password_changed")
    assert (event.actor, event.subject) == (None, f"user:{researcher.pk}")
    assert Mail.objects.filter(user=researcher, kind=Mail.Kind.PASSWORD_CHANGED).exists()


def test_no_password_is_ever_in_it(researcher: User) -> None:
    assert not AuditEvent.objects.filter(detail__icontains=researcher.password).exists()


# Surveys


def test_dates_before_and_after(survey: Survey, administrator: User) -> None:
    before = survey.closes_on
    survey.closes_on = before + timedelta(days=7)
    save_survey(actor=administrator, survey=survey)
    event = latest("survey.changed")
    assert (event.subject, event.name) == (f"survey:{survey.slug}", survey.title)
    assert event.detail == {"closes_on": [before.isoformat(), survey.closes_on.isoformat()]}


def test_a_new_survey_with_its_dates_and_its_questionnaire(survey: Survey) -> None:
    detail = latest("survey.created").detail
    assert detail["opens_on"] == survey.opens_on.isoformat()
    assert detail["version"] == str(survey.version)


def test_long_words_are_cut_and_dates_stay(survey: Survey) -> None:
    day = date(2030, 5, 1)
    survey.thank_you_text = survey.support_text = "long words " * 300
    survey.closes_on = day
    save_survey(actor=None, survey=survey)
    survey.thank_you_text = survey.support_text = "other words " * 300
    survey.closes_on = day + timedelta(days=1)
    save_survey(actor=None, survey=survey)
    detail = latest("survey.changed").detail
    assert detail["closes_on"] == ["2030-05-01", "2030-05-02"]
    assert detail["support_text"][0].startswith("long words")
    assert len(str(detail)) < DETAIL_MAX_CHARACTERS


def test_members_are_called_by_name(survey: Survey, researcher: User, link: Link) -> None:
    add_member(actor=None, user=researcher, survey=survey, role=Role.RESEARCHER)
    told = {"person": "Robin Researcher <researcher@example.org>", "role": "researcher"}
    assert latest("member.added").detail == told
    remove_member(actor=None, membership=survey.memberships.get())
    assert latest("member.removed").detail == told
    add_member(actor=None, user=researcher, survey=survey, role=Role.COORDINATOR, area=link.area)
    assert latest("member.added").detail == {**told, "role": "coordinator", "area": "North"}


def test_links_are_called_by_their_area(link: Link) -> None:
    assert latest("link.added").detail == {"area": "North", "channel": "All channels"}
    link.channel, link.is_active = "Newsletter", False
    change_link(actor=None, link=link)
    assert latest("link.changed").detail == {
        "area": "North",
        "channel": ["All channels", "Newsletter"],
        "is_active": [True, False],
    }
    assert link.code not in str(list(AuditEvent.objects.values()))


def test_a_local_authority_that_is_renamed(link: Link) -> None:
    authority = link.area.local_authority
    assert latest("area.added").detail == {"area": "North"}
    authority.name = "Northern"
    save_local_authority(actor=None, local_authority=authority)
    event = latest("local_authority.changed")
    assert (event.name, event.detail) == ("Northern", {"name": ["North", "Northern"]})


def test_a_translation_that_is_changed() -> None:
    survey = translate_survey(survey_of(published(EVERYTHING, pseudo_translations(EVERYTHING))))
    translation = SurveyTranslation.objects.filter(survey=survey)[0]
    before = translation.title
    translation.title = "Other"
    save_survey_translation(actor=None, translation=translation)
    detail = latest("survey.translated").detail
    assert detail == {"language": translation.language, "title": [before, "Other"]}


# Commands and jobs


def test_a_questionnaire_that_is_loaded_and_published() -> None:
    draft, _is_new = load_definition(definition=VISITS)
    publish_version(version=draft)
    publish_version(version=draft)  # it is already
    for action in ("questionnaire.loaded", "questionnaire.published"):
        event = AuditEvent.objects.get(action=action)
        assert event.subject == f"questionnaire:{VISITS.slug}"
        assert (event.name, event.detail) == (VISITS.title, {"version": 1})


def test_a_purge(link: Link, survey: Survey) -> None:
    Response.objects.create(area=link.area, link=link, version=survey.version)
    survey.opens_on, survey.closes_on = date(2020, 1, 1), date(2020, 1, 31)
    save_survey(actor=None, survey=survey)
    purge_unfinished(on=timezone.localdate())
    event = latest("survey.purged")
    assert (event.subject, event.detail) == (f"survey:{survey.slug}", {"responses": 1})


def test_made_up_responses(link: Link, survey: Survey) -> None:
    Survey.objects.update(is_demonstration=True)
    survey.refresh_from_db()
    synthesise_responses(survey=survey, count=3, seed=7)
    assert latest("survey.synthesised").detail == {"responses": 3, "seed": 7}


def test_local_authorities_that_are_loaded() -> None:
    heads = "name,official_name,ons_code,type,region"
    store_local_authorities(rows=[heads, "North,North Council,E06000001,unitary,North East"])
    assert latest("local_authority.loaded").detail == {"count": 1}
