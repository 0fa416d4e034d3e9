"""A survey in two languages: which one is shown, and that changing it loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings
from pytest_django.asserts import assertNumQueries

from fieldwork.actions import save_survey_translation
from fieldwork.models import Link, Survey, SurveyTranslation
from responses.cookie import COOKIE, ResponseCookie, unsigned
from responses.models import Response
from tests.outages import database_away
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.translations import pseudo_translation
from tests.visits import PRACTITIONER, STORED, VISITS

OTHER = "cy"
WORDS = {
    "title": "‹Round one›",
    "organisation": "‹A test›",
    "contact": "‹Casey Contact›",
    "thank_you_text": "‹What comes next›",
    "support_text": "",
}


@pytest.fixture(autouse=True)
def two_languages(settings: Settings) -> Iterator[None]:
    """Let the interface speak a second language: Django's own, or else English words."""
    settings.LANGUAGES = [("en-gb", "English"), (OTHER, "Cymraeg")]
    before = translation.get_language()
    yield
    translation.activate(before or "en-gb")


@pytest.fixture
def survey(db: None) -> Survey:
    version = published(VISITS, {OTHER: pseudo_translation(VISITS)})
    survey = survey_of(version, thank_you_text="What comes next")
    save_survey_translation(
        actor=None, translation=SurveyTranslation(survey=survey, language=OTHER, **WORDS)
    )
    return survey


def switch(respondent: Respondent, language: str = OTHER) -> Respondent:
    """Press the button of a language, with the form as it is."""
    button = respondent.page.one("button", value=language)
    assert respondent.page.one("form")["id"] == button["form"]
    return respondent.send({button["name"]: language})


def language_of(respondent: Respondent) -> str:
    return respondent.page.one("html")["lang"]


# Which language is shown


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [
        ("", "en-gb"),
        ("en-US,en;q=0.5", "en-gb"),
        ("cy-GB,cy;q=0.9,en;q=0.8", "cy"),
        ("fr,cy;q=0.5,en;q=0.3", "cy"),
        ("fr,en;q=0.5,cy;q=0.3", "en-gb"),
        ("fr", "en-gb"),
        ("*;q=0.5, \0;;;", "en-gb"),
    ],
)
def test_the_browser_s_preference_decides_at_first(link: Link, accepted: str, shown: str) -> None:
    client = Client(headers={"Accept-Language": accepted})
    respondent = Respondent(link, client).start()
    assert language_of(respondent) == shown
    assert respondent.heading == {"en-gb": "Round one", "cy": "‹Round one›"}[shown]


def test_a_choice_on_the_first_page_goes_along(respondent: Respondent) -> None:
    respondent.start()
    (choice,) = respondent.page.one("nav").all("a")
    assert (choice.text, choice["href"], choice["lang"]) == ("Cymraeg", "?language=cy", "cy")
    respondent.open(f"{respondent.path}?language=cy").send()
    assert (language_of(respondent), respondent.heading) == ("cy", "‹Page role›")
    respondent.send(role="practitioner")
    assert (language_of(respondent), respondent.heading) == ("cy", "‹Page contacts›")


@pytest.mark.parametrize("language", ["fr", "xx", "", "\0", "x" * 500])
def test_a_language_that_the_survey_lacks_changes_nothing(
    respondent: Respondent, language: str
) -> None:
    respondent.client.get(reverse("start", args=[respondent.link.code]), {"language": language})
    respondent.begin()
    assert language_of(respondent.send(language=language)) == "en-gb"
    assert respondent.where == "role"


def test_a_survey_whose_own_words_are_not_translated_is_not_offered_in_that_language(
    respondent: Respondent,
) -> None:
    SurveyTranslation.objects.all().delete()
    respondent.open(f"{reverse('start', args=[respondent.link.code])}?language=cy")
    assert language_of(respondent) == "en-gb"
    assert not respondent.page.all("nav")


def test_nothing_is_offered_where_there_is_one_language(db: None) -> None:
    respondent = Respondent(link_to(survey_of(published(VISITS)))).start()
    assert not respondent.page.all("nav")


# Changing it


def test_what_was_typed_stays_in_the_page(respondent: Respondent) -> None:
    """Wrong answers too: nothing is judged, and nothing is saved yet."""
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    typed = {"number": "many", "story": "👩🏽‍🚒 " * 3000, "last-day": "40"}
    switch(respondent.send(typed))
    assert (language_of(respondent), respondent.heading) == ("cy", "‹Page visits›")
    assert respondent.errors == []
    for name, value in typed.items():
        assert respondent.fields[name] == [value]
    switch(respondent, "en-gb")
    assert (language_of(respondent), respondent.heading) == ("en-gb", "Page visits")
    assert respondent.fields["number"] == ["many"]
    assert "number" not in respondent.response.answers


def test_answers_are_the_same_in_every_language(respondent: Respondent) -> None:
    respondent.begin()
    for number, (code, fields) in enumerate(PRACTITIONER.items()):
        switch(respondent, ("cy", "en-gb")[number % 2]).answer(**{code: fields})
    assert respondent.response.answers == STORED
    switch(respondent, "cy") if language_of(respondent) == "en-gb" else None
    assert ["‹Practitioner›"] in respondent.answers_read_back()
    respondent.send()
    assert respondent.where == "thank_you"
    assert "‹What comes next›" in respondent.page.text
    assert Response.objects.get().answers == STORED


def test_the_check_page_and_the_thanks_can_be_read_in_either(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    switch(respondent)
    assert (respondent.where, language_of(respondent)) == ("check_answers", "cy")
    switch(respondent, "en-gb").send()
    assert (respondent.where, language_of(respondent)) == ("thank_you", "en-gb")
    assert language_of(respondent.open(f"{respondent.path}?language=cy")) == "cy"


@pytest.mark.parametrize("at", ["page", "check"])
def test_a_code_that_is_shown_once_stays_on_the_page(respondent: Respondent, at: str) -> None:
    respondent.begin()
    if at == "check":
        respondent.answer(**PRACTITIONER)
    respondent.send(_later="1")
    code = respondent.page.one(id="resume-code").text
    digest = respondent.response.resume_digest
    switch(respondent)
    assert language_of(respondent) == "cy"
    assert respondent.page.one(id="resume-code").text == code
    assert respondent.response.resume_digest == digest


def test_a_typed_code_and_a_ticked_box_stay_as_they_were(respondent: Respondent) -> None:
    respondent.begin().send(PRACTITIONER["role"], _later="1")
    code = respondent.page.one(id="resume-code").text
    elsewhere = Respondent(respondent.link).open(reverse("resume"))
    elsewhere.send(code=code, own_device="on", _language="cy")
    assert (language_of(elsewhere), elsewhere.fields["code"]) == ("cy", [code])
    assert elsewhere.fields["own_device"] == ["on"]
    elsewhere.send()
    assert (language_of(elsewhere), elsewhere.where) == ("cy", "contacts")
    assert language_of(elsewhere.open_page("role")) == "cy"


def test_a_choice_before_is_kept_by_who_begins_again(respondent: Respondent) -> None:
    switch(respondent.begin())
    respondent.begin(start_again="1")
    assert language_of(respondent) == "cy"


def test_a_page_of_another_response_does_not_change_its_language(respondent: Respondent) -> None:
    first = Respondent(respondent.link, respondent.client).begin()
    respondent.begin(start_again="1")
    first.send(_language="cy")
    assert first.status == 409
    assert language_of(respondent.open_page("role")) == "en-gb"


# Beside it


@pytest.mark.django_db(transaction=True)
def test_during_an_outage_the_page_keeps_its_language(respondent: Respondent) -> None:
    switch(respondent.begin()).send(PRACTITIONER["role"])
    with database_away():
        respondent.send(PRACTITIONER["contacts"])
    assert (respondent.status, respondent.heading) == (503, "‹Page contacts›")
    assert (language_of(respondent), respondent.page.one("title").text.count("‹Round one›")) == (
        "cy",
        1,
    )


def test_the_closed_page_speaks_it_too(link: Link) -> None:
    Survey.objects.update(opens_on="2020-01-01", closes_on="2020-01-02")
    respondent = Respondent(link).open(f"{reverse('start', args=[link.code])}?language=cy")
    assert language_of(respondent) == "cy"
    assert "‹Casey Contact›" in respondent.page.text


def test_a_translated_page_costs_no_more(respondent: Respondent) -> None:
    switch(respondent.begin()).answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    with assertNumQueries(1):
        respondent.open_page("visits")
    assert language_of(respondent) == "cy"
    with assertNumQueries(2):
        respondent.client.post(respondent.path, respondent.fields)


def test_the_language_is_in_the_signed_place_and_nowhere_else(respondent: Respondent) -> None:
    switch(respondent.begin())
    assert respondent.client.cookies.keys() == {COOKIE, "csrftoken"}
    held = unsigned(respondent.client.cookies[COOKIE].value)
    assert held == ResponseCookie(respondent.response.pk, "cy")
    assert "cy" not in str(list(Response.objects.values_list("answers", "status", "submitted_on")))


def test_the_next_visitor_of_the_process_has_a_language_of_their_own(
    respondent: Respondent,
) -> None:
    switch(respondent.begin())
    assert language_of(Respondent(respondent.link).start()) == "en-gb"


# What the staff enter


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"language": "fr"}, "language"),
        ({"language": "en-gb"}, "language"),
        ({"title": ""}, "title"),
        ({"thank_you_text": ""}, "thank_you_text"),
    ],
)
def test_half_a_translation_is_refused(survey: Survey, changes: dict[str, str], field: str) -> None:
    SurveyTranslation.objects.all().delete()
    half = SurveyTranslation(**({"survey": survey, "language": OTHER} | WORDS | changes))
    with pytest.raises(ValidationError) as refused:
        save_survey_translation(actor=None, translation=half)
    assert field in refused.value.message_dict
