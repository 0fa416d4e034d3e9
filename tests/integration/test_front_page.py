"""The three ways in."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertNumQueries

from fieldwork.actions import add_area, save_survey
from fieldwork.models import Area, LocalAuthority, Survey
from questionnaires.actions import load_definition, publish_version
from tests.builders import definition_of_questions, question
from tests.markup import title_of

pytestmark = pytest.mark.django_db

FRONT_PAGE = reverse("front_page")


@pytest.fixture
def demonstration_area() -> Area:
    return area_of(is_demonstration=True)


def area_of(*, is_demonstration: bool) -> Area:
    draft, _is_new = load_definition(definition=definition_of_questions(question("only")))
    today = timezone.localdate()
    survey = save_survey(
        actor=None,
        survey=Survey(
            stage=Survey.Stage.READY,
            slug=f"demonstration-{is_demonstration}",
            title="A survey",
            organisation="A test",
            version=publish_version(version=draft),
            opens_on=today,
            closes_on=today + timedelta(days=3),
            contact="a test",
            is_demonstration=is_demonstration,
        ),
    )
    name = f"Area {is_demonstration}"
    authority = LocalAuthority.objects.create(name=name, official_name=name)
    return add_area(actor=None, survey=survey, local_authority=authority)


def text_of(client: Client, **query: str) -> str:
    response = client.get(FRONT_PAGE, query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_there_are_three_ways_in(client: Client) -> None:
    page = text_of(client)
    for heading in ("Answer", "Coordinate", "Research"):
        assert f">{heading}</h2>" in page
    assert page.count(f'href="{reverse("surveys")}"') == 2
    assert "Error:" not in page


def test_a_visit_leaves_no_cookie_and_costs_no_query(client: Client) -> None:
    with assertNumQueries(0):
        response = client.get(FRONT_PAGE)
    assert not response.cookies


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "abcd2345",
            " ABCD 2345 ",
            "aBcD2345",
            "ABCD-2345",
            "ａｂｃｄ２３４５",
            "\u200babcd\u00ad2345",
        ),
        *(
            "https://survey.example.org/s/abcd2345/",
            "survey.example.org/s/abcd2345",
            "/s/abcd2345.",
        ),
        *(
            "<https://survey.example.org/S/ABCD2345/>",
            "https://survey.example.org/s/abcd2345/role/",
        ),
        "The survey is here: https://survey.example.org/s/abcd2345/ (until Friday).",
    ],
)
def test_a_typed_code_opens_its_survey(client: Client, typed: str) -> None:
    response = client.get(FRONT_PAGE, {"code": typed})
    assert response.headers["Location"] == reverse("start", args=["abcd2345"])


@pytest.mark.parametrize(
    "sentence", ["The code of the research is {}.", "teachers: {} or managers"]
)
def test_among_words_the_code_that_opens_a_survey_is_taken(
    client: Client, demonstration_area: Area, sentence: str
) -> None:
    link = demonstration_area.links.get()
    for code in (link.code, "ghjkmnpq"):
        link.code = code
        link.save()
        with assertNumQueries(1):
            response = client.get(FRONT_PAGE, {"code": sentence.format(code)})
        assert response.headers["Location"] == reverse("start", args=[code])


def test_among_words_without_such_a_code_none_is_made_up(client: Client) -> None:
    page = text_of(client, code="The code of the research for teachers")
    assert page.count("Check the code: it has 8 letters and digits") == 2


@pytest.mark.parametrize(
    "typed", ["7kqm-x2rb-94hd-wfep", "https://x.example/r/7kqm-x2rb-94hd-wfep/"]
)
def test_a_code_to_come_back_with_is_filled_in_where_it_belongs(client: Client, typed: str) -> None:
    response = client.get(FRONT_PAGE, {"code": typed})
    assert response.headers["Location"] == reverse("resume_with", args=["7kqm-x2rb-94hd-wfep"])
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter the code of your link"),
        ("abcd234", "Check the code: it has 8 letters and digits"),
        ("abcd23456", "Check the code: it has 8 letters and digits"),
        ("abcd2340", "Check the code: it has 8 letters and digits"),
        ("../admin", "Check the code: it has 8 letters and digits"),
        ("²bcd2345", "Check the code: it has 8 letters and digits"),
    ],
)
def test_a_code_of_the_wrong_shape_is_explained(client: Client, typed: str, error: str) -> None:
    page = text_of(client, code=typed)
    assert title_of(page).startswith("Error: ")
    assert f'<a href="#id_code">{error}' in page
    assert page.count(error) == 2
    assert f'value="{typed}"' in page or not typed


def test_without_the_setting_nothing_is_said_of_a_demonstration(
    client: Client, demonstration_area: Area
) -> None:
    assert "demonstration" not in text_of(client)


def test_a_demonstration_says_so_and_lists_its_links(
    client: Client, settings: Settings, demonstration_area: Area
) -> None:
    settings.DEMONSTRATION = True
    real_area = area_of(is_demonstration=False)
    with assertNumQueries(1):
        page = text_of(client)
    assert "a program made them up" in page
    assert reverse("start", args=[demonstration_area.links.get().code]) in page
    assert real_area.links.get().code not in page
