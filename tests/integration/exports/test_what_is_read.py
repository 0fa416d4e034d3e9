"""Which responses an export holds, and what it does not tell about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from exports.dataset import CHUNK
from exports.formats import FORMATS
from exports.models import Export
from fieldwork.actions import number_areas
from fieldwork.models import Survey
from responses.models import Response
from tests.integration.exports.workbooks import Made

pytestmark = pytest.mark.django_db

MANAGER = {"role": {"choice": "manager"}}

Respond = Callable[..., Response]
NewExport = Callable[..., Export]


def test_only_submitted_responses_are_exported(respond: Respond, new_export: NewExport) -> None:
    respond(MANAGER)
    respond(MANAGER, status=Response.Status.IN_PROGRESS, submitted_on=None)
    assert Made(new_export()).responses == 1


def test_responses_after_the_cut_off_are_left_for_a_later_export(
    respond: Respond, new_export: NewExport, survey: Survey
) -> None:
    respond(MANAGER)
    respond(MANAGER, submitted_on=survey.closes_on + timedelta(days=1))
    assert Made(new_export()).responses == 1


def test_responses_of_other_surveys_are_not_exported(
    respond: Respond, new_export: NewExport, open_survey: Survey
) -> None:
    respond(MANAGER, area=open_survey.areas.first())
    made = Made(new_export())
    assert (made.responses, made.codes) == (0, [])


def test_no_key_link_or_time_leaves(respond: Respond, new_export: NewExport) -> None:
    response = respond(MANAGER)
    inside = json.dumps(Made(new_export()).parts())
    assert str(response.pk) not in inside
    assert response.pk.hex not in inside
    assert response.link.code not in inside
    assert str(response.submitted_on) not in inside


def test_areas_are_numbers_and_their_names_stay_inside(
    respond: Respond, new_export: NewExport, survey: Survey
) -> None:
    areas = list(survey.areas.all())
    for area in areas:
        respond(MANAGER, area=area)
    made = Made(new_export())
    assert sorted(row["area"] for row in made.codes) == [1, 2]
    assert set(number_areas(survey=survey).values()) == {1, 2}
    inside = json.dumps(made.parts())
    assert not [area for area in areas if area.local_authority.name in inside]


def test_an_area_has_the_same_number_in_every_export(
    respond: Respond, new_export: NewExport, survey: Survey
) -> None:
    respond(MANAGER, area=survey.areas.first())
    export = new_export()
    assert len({Made(export).codes[0]["area"] for _ in range(4)}) == 1


def test_rows_do_not_stand_in_the_order_of_submission(
    respond: Respond, new_export: NewExport
) -> None:
    for number in range(200):
        respond({"role": {"choice": "practitioner"}, "years": number})
    rows = Made(new_export()).codes
    assert [row["respondent"] for row in rows] == list(range(1, 201))
    assert sum(row["years"] == row["respondent"] - 1 for row in rows) < 40


def test_all_responses_are_read_in_one_query(
    respond: Respond,
    new_export: NewExport,
    survey: Survey,
    django_assert_num_queries: Callable,
) -> None:
    """One for the count, one for the answers: however many chunks there are, one snapshot."""
    area = survey.areas.first()
    Response.objects.bulk_create(
        Response(
            area=area,
            link=area.links.get(),
            version=survey.version,
            answers=MANAGER,
            status=Response.Status.SUBMITTED,
            submitted_on=survey.closes_on,
        )
        for _ in range(CHUNK + 1)
    )
    export = new_export()
    Made(export)  # so that the instrument is compiled and the areas are numbered
    with django_assert_num_queries(NUMBERING + 2):
        assert Made(export).responses == CHUNK + 1


NUMBERING = 3
"""Queries of `number_areas` when all areas have their numbers: a savepoint around one."""


def test_progress_counts_each_response_once_and_twice_more_in_each_format(
    respond: Respond, new_export: NewExport
) -> None:
    for _ in range(2):
        respond(MANAGER)
    total = 2 * (1 + 2 * len(FORMATS))
    assert Made(new_export()).steps == [(done, total) for done in range(1, total + 1)]
