"""What the staff see, and what they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions import add_member, save_survey
from fieldwork.models import Area, Survey
from monitoring.actions import take_snapshots
from responses.models import Response
from tests.integration.monitoring.conftest import (
    READS_OF_SIGN_IN,
    See,
    Submit,
    area_of,
    area_page,
    without_secrets,
)
from tests.markup import cells_of

pytestmark = pytest.mark.django_db


LIST = reverse("surveys")


def survey_page(survey: Survey) -> str:
    return reverse("survey", args=[survey.slug])


# Who may see what


def test_signed_out_people_are_asked_to_sign_in(client: Client, survey: Survey) -> None:
    for path in (LIST, survey_page(survey)):
        response = client.get(path)
        assert response.headers["Location"] == f"{reverse('account_login')}?next={path}"


def test_each_role_sees_its_own_screens_and_no_other(
    client: Client,
    survey: Survey,
    north: Area,
    south: Area,
    lead: User,
    researcher: User,
    coordinator: User,
) -> None:
    stranger = create_user(email="stranger@example.org", name="Stranger")
    administrator = create_user(email="a@example.org", name="A", is_superuser=True)
    seen = {
        lead: [200, 404, 404],
        researcher: [200, 404, 404],
        coordinator: [404, 200, 404],
        stranger: [404, 404, 404],
        administrator: [404, 404, 404],
    }
    paths = [survey_page(survey), area_page(north), area_page(south)]
    for user, statuses in seen.items():
        client.force_login(user)
        assert [client.get(path).status_code for path in paths] == statuses, user


def test_an_area_is_found_in_its_own_survey_only(
    client: Client, coordinator: User, north: Area, other_survey: Survey
) -> None:
    client.force_login(coordinator)
    assert client.get(reverse("area", args=[other_survey.slug, north.pk])).status_code == 404


def test_a_member_of_one_team_does_not_see_another_survey(
    client: Client, lead: User, other_survey: Survey
) -> None:
    client.force_login(lead)
    assert client.get(survey_page(other_survey)).status_code == 404


# The list


def test_the_list_shows_surveys_and_areas(
    see: See, lead: User, other_survey: Survey, survey: Survey
) -> None:
    area = area_of(other_survey, "West")
    add_member(actor=None, user=lead, survey=other_survey, role=Role.COORDINATOR, area=area)
    page = see(lead, LIST)
    for path, is_there in (
        (survey_page(survey), True),
        (area_page(area), True),
        (survey_page(other_survey), False),
    ):
        assert (f'href="{path}"' in page) == is_there


def test_the_list_tells_a_stranger_what_to_do(see: See) -> None:
    page = see(create_user(email="stranger@example.org", name="Stranger"), LIST)
    assert "Ask the person who invited you" in page


def test_only_administrators_are_led_to_the_admin(see: See, lead: User) -> None:
    administrator = create_user(email="a@example.org", name="A", is_superuser=True)
    assert reverse("admin:index") in see(administrator, LIST)
    assert reverse("admin:index") not in see(lead, LIST)


def test_the_list_costs_five_reads(client: Client, lead: User, coordinator: User) -> None:
    client.force_login(lead)
    with assertNumQueries(READS_OF_SIGN_IN + 5):
        client.get(LIST)


# A survey, for its team


def test_the_team_sees_exact_counts_and_their_total(
    see: See, researcher: User, north: Area, south: Area, submit: Submit, today: date
) -> None:
    submit(north, 7)
    submit(south, 11)
    take_snapshots(on=today)
    page = see(researcher, survey_page(north.survey))
    assert {"7", "11", "18"} <= set(cells_of(page))
    yesterday = today - timedelta(days=1)
    assert f"Submitted by the end of {yesterday:%-d %B %Y}." in page
    assert "Counted next at about 02:00 on " in page


def test_the_team_sees_links_and_the_way_to_exports(
    see: See, researcher: User, north: Area
) -> None:
    page = see(researcher, survey_page(north.survey))
    assert f"http://testserver/s/{north.links.get().code}/" in page
    assert reverse("survey_exports", args=[north.survey.slug]) in page


def test_nothing_in_a_dataset_can_be_looked_up_on_the_screen(
    see: See, researcher: User, north: Area
) -> None:
    Area.objects.filter(pk=north.pk).update(number=4711)
    assert "4711" not in see(researcher, survey_page(north.survey))


def test_links_that_were_switched_off_are_not_shown(
    see: See, lead: User, coordinator: User, north: Area
) -> None:
    link = north.links.get()
    link.is_active = False
    link.save()
    assert link.code not in see(lead, survey_page(north.survey))
    page = see(coordinator, area_page(north))
    assert link.code not in page
    assert "no working link at the moment" in page


def test_before_the_first_count_the_page_says_when_it_comes(
    see: See, lead: User, coordinator: User, north: Area, today: date
) -> None:
    survey = north.survey
    survey.opens_on = survey.closes_on = today + timedelta(days=9)
    save_survey(actor=None, survey=survey)
    first = today + timedelta(days=10)
    expected = f"The first count is at about 02:00 on {first:%-d %B %Y}."
    assert expected in see(lead, survey_page(survey))
    assert expected in see(coordinator, area_page(north))


def test_after_the_last_count_the_page_says_so(
    see: See, lead: User, north: Area, today: date
) -> None:
    take_snapshots(on=today)
    survey = north.survey
    survey.opens_on = survey.closes_on = today - timedelta(days=30)
    save_survey(actor=None, survey=survey)
    assert "This is the last count" in see(lead, survey_page(survey))


def test_an_area_that_joined_after_the_count_says_so(
    see: See, lead: User, north: Area, today: date
) -> None:
    take_snapshots(on=today)
    area_of(north.survey, "West")
    assert "not counted yet" in see(lead, survey_page(north.survey))


def test_a_survey_page_costs_seven_reads_for_any_number_of_areas(
    client: Client, lead: User, north: Area, south: Area, today: date
) -> None:
    take_snapshots(on=today)
    client.force_login(lead)
    with assertNumQueries(READS_OF_SIGN_IN + 7):
        client.get(survey_page(north.survey))


# Screens and time


def test_no_screen_moves_before_the_next_count(
    see: See, lead: User, coordinator: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 7)
    take_snapshots(on=today)
    screens = ((lead, survey_page(north.survey)), (coordinator, area_page(north)))
    before = [without_secrets(see(*screen)) for screen in screens]
    submit(north, 50, days_ago=0)
    take_snapshots(on=today)
    assert [without_secrets(see(*screen)) for screen in screens] == before
    take_snapshots(on=today + timedelta(days=1))
    after = [see(*screen) for screen in screens]
    assert "57" in cells_of(after[0])
    assert ">55 to 59</p>" in after[1]


def test_screens_do_not_read_the_table_of_responses(
    client: Client,
    lead: User,
    coordinator: User,
    north: Area,
    django_assert_max_num_queries: Callable,
) -> None:
    for user, path in ((lead, survey_page(north.survey)), (coordinator, area_page(north))):
        client.force_login(user)
        with django_assert_max_num_queries(READS_OF_SIGN_IN + 7) as queries:
            client.get(path)
        table = Response._meta.db_table
        assert not any(table in query["sql"] for query in queries.captured_queries)
