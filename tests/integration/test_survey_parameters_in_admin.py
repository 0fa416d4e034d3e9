"""The administration asks for what the chosen version of a questionnaire leaves to a survey."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from fieldwork.models import Survey
from questionnaires.models import Version
from tests.builders import RECENT_PERIOD, SINCE_YEAR, definition_of_questions, question
from tests.integration.survey_form import fields_of_survey
from tests.markup import Element, parse
from tests.publishing import published
from tests.surveys import survey_of

pytestmark = pytest.mark.django_db

SAID = {"parameter_since_year": "2014", "parameter_recent_period": "two years"}
ADD = reverse("admin:fieldwork_survey_add")


@pytest.fixture
def pages(client: Client, db: None) -> Client:
    client.force_login(
        create_user(email="admin@example.org", name="Administrator", is_superuser=True)
    )
    return client


@pytest.fixture
def version(db: None) -> Version:
    since = question("since", text="Since {since_year}, or in the last {recent_period}?")
    return published(definition_of_questions(since, parameters=[SINCE_YEAR, RECENT_PERIOD]))


@pytest.fixture
def plain_version(db: None) -> Version:
    return published(definition_of_questions(question("only"), slug="plain"))


def parameters_on(form: Element) -> dict[str, str]:
    shown = {one.get("name") or "": one.get("value") or "" for one in form.all("input")}
    return {name: value for name, value in shown.items() if name.startswith("parameter_")}


def test_a_new_survey_is_asked_for_them_once_its_version_is_known(
    pages: Client, version: Version
) -> None:
    """Whoever does not know of them sends the page once and loses nothing."""
    assert parameters_on(parse(pages.get(ADD).content.decode())) == {}
    reply = pages.post(ADD, fields_of_survey(version, title="Kept"))
    page = parse(reply.content.decode())
    assert parameters_on(page) == dict.fromkeys(SAID, "")
    assert reply.context["adminform"].form.errors == {
        name: ["This field is required."] for name in SAID
    }
    assert page.one("input", name="title")["value"] == "Kept"
    assert "The year from which training counts" in page.text
    assert "Stands in the questions for {since_year}, for example: 2014" in page.text
    assert pages.post(ADD, fields_of_survey(version, **SAID)).status_code == 302
    assert Survey.objects.get().parameters == {"since_year": "2014", "recent_period": "two years"}


def test_what_does_not_fit_is_explained_beside_the_field(pages: Client, version: Version) -> None:
    sent = fields_of_survey(version, **SAID | {"parameter_since_year": "two years ago"})
    reply = pages.post(ADD, sent)
    assert reply.context["adminform"].form.errors == {
        "parameter_since_year": ["This must be a year in four figures, such as 2014."]
    }
    shown = parameters_on(parse(reply.content.decode()))
    assert shown == {**SAID, "parameter_since_year": "two years ago"}
    assert not Survey.objects.exists()


def test_a_questionnaire_without_parameters_asks_for_nothing(
    pages: Client, plain_version: Version
) -> None:
    assert pages.post(ADD, fields_of_survey(plain_version)).status_code == 302
    page = parse(pages.get(change_page()).content.decode())
    assert parameters_on(page) == {}
    assert "What fills the questions" not in page.text


def change_page() -> str:
    return reverse("admin:fieldwork_survey_change", args=[Survey.objects.get().pk])


def test_what_is_said_can_be_changed(pages: Client, version: Version) -> None:
    survey_of(version)
    form = parse(pages.get(change_page()).content.decode()).one("form", id="survey_form")
    assert parameters_on(form) == SAID
    sent = form.fields() | {"parameter_since_year": ["2016"]}
    assert pages.post(change_page(), sent).status_code == 302
    assert Survey.objects.get().parameters["since_year"] == "2016"


def test_another_version_is_asked_for_what_it_needs(
    pages: Client, version: Version, plain_version: Version
) -> None:
    survey_of(plain_version)
    form = parse(pages.get(change_page()).content.decode()).one("form", id="survey_form")
    reply = pages.post(change_page(), form.fields() | {"version": [str(version.pk)]})
    assert parameters_on(parse(reply.content.decode())) == dict.fromkeys(SAID, "")
    sent = form.fields() | {"version": [str(version.pk)]} | SAID
    assert pages.post(change_page(), sent).status_code == 302
    assert Survey.objects.get().version == version


@pytest.mark.parametrize("sent", ["", "x", "-1", "²", "9" * 40, "1\x00"])
def test_a_version_that_is_none_is_refused_and_asks_for_nothing(
    pages: Client, version: Version, sent: str
) -> None:
    reply = pages.post(ADD, fields_of_survey(version) | {"version": sent})
    assert reply.status_code in (200, 400)
    assert not Survey.objects.exists()
