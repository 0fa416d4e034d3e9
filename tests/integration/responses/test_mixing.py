"""The night stores responses again in random order, loses none, and leaves no old bytes behind.

That no order can be read afterwards is shown in tests/integration/anonymity/.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from celery.exceptions import Retry
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from fieldwork.models import Link
from responses import mixing
from responses.actions import delete_all_responses, save_page, submit
from responses.mixing import StillRead, forget_old_versions, mix_responses
from responses.models import PurgeCertificate, Response
from responses.tasks import mix_responses as mix_tonight
from tests.connections import (
    second_connection,
    server_connection,
    telling_of_writes,
    wait_for_older_transactions,
)
from tests.integration.responses.codes import code_of, come_back
from tests.nights import night
from tests.patience import SECONDS
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, STORED

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
today = timezone.localdate


def tomorrow() -> date:
    return today() + DAY


def submitted(link: Link) -> Response:
    """One more response that is sent, with all its answers."""
    response = Respondent(link).begin().answer(**PRACTITIONER).send().response
    assert response.is_submitted
    return response


def under_way(link: Link) -> Response:
    return Respondent(link).begin().answer(role=PRACTITIONER["role"]).response


def rows() -> dict[Any, dict[str, Any]]:
    """All that is stored."""
    return {row["id"]: row for row in Response.objects.values()}


def places() -> dict[str, str]:
    """Where each response lies, and in which transaction it was put there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, tableoid::regclass || ctid::text || ' ' || xmin "
            "FROM responses_response"
        )
        return dict(cursor.fetchall())


def lie_mixed(*responses: Response) -> bool:
    """Say whether all these responses lie where they were mixed for good."""
    return all(places()[str(one.pk)].startswith("responses_mixed") for one in responses)


def copies(key: bytes) -> int:
    """How often *key* stands in the files of the table."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(relid)) "
            "FROM pg_partition_tree('responses_response') WHERE isleaf"
        )
        return sum(bytes(file).count(key) for (file,) in cursor.fetchall())


@pytest.fixture
def held_table() -> Iterator[None]:
    """Somebody else reads the table in a long transaction, as a backup does."""
    with second_connection() as elsewhere:
        begun, over = Event(), Event()
        reading = elsewhere(read_until, begun=begun, over=over)
        assert begun.wait(SECONDS)
        yield
        over.set()
        reading.result()


def read_until(*, begun: Event, over: Event) -> None:
    with transaction.atomic():
        Response.objects.exists()
        begun.set()
        assert over.wait(SECONDS)


def test_what_people_sent_stays_as_it_is(link: Link) -> None:
    for _ in range(5):
        submitted(link)
        under_way(link)
    before = rows()
    assert night(tomorrow()) == 10
    assert rows() == before
    assert submitted(link).answers == STORED


def test_only_days_that_are_over_are_mixed_for_good(link: Link) -> None:
    response = submitted(link)
    assert night(today()) == 1
    assert not lie_mixed(response)
    assert night(tomorrow()) == 1
    assert lie_mixed(response)


def test_what_lies_mixed_already_is_left_alone(link: Link) -> None:
    first = submitted(link)
    night(tomorrow())
    place = places()[str(first.pk)]
    second = submitted(link)
    assert night(tomorrow()) == 1
    assert places()[str(first.pk)] == place
    assert lie_mixed(first, second)
    assert night(tomorrow()) == 0


def test_a_missed_night_is_made_up_for(link: Link) -> None:
    response = submitted(link)
    Response.objects.update(submitted_on=today() - 300 * DAY)
    assert night(today()) == 1
    assert lie_mixed(response)


def test_those_under_way_move_each_night_and_go_on(link: Link) -> None:
    respondent = Respondent(link).begin()
    code = code_of(respondent)
    assert night(today()) == night(today()) == 1
    assert come_back(link, code).where == "role"
    respondent.start().send().answer(**PRACTITIONER).send()
    assert (respondent.where, respondent.response.answers) == ("thank_you", STORED)


def test_old_versions_of_rows_leave_the_file(link: Link) -> None:
    key = submitted(link).pk
    assert copies(key.bytes) > 1
    night(tomorrow())
    assert copies(key.bytes) == 1


def test_keys_leave_the_indexes_though_the_table_was_vacuumed_before(link: Link) -> None:
    """As PostgreSQL does by itself: then the table is empty, and its indexes are not."""
    key = submitted(link).pk
    mix_responses(on=tomorrow())
    wait_for_older_transactions()
    with connection.cursor() as cursor:
        for shelf in mixing.LIVE:
            cursor.execute(f"VACUUM responses_{shelf}")
    forget_old_versions()
    assert copies_in_live_indexes(key.bytes) == 0


def copies_in_live_indexes(key: bytes) -> int:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
            "WHERE relkind = 'i' AND relname ~ '^responses_live'"
        )
        return sum(bytes(file).count(key) for (file,) in cursor.fetchall())


def test_what_was_deleted_leaves_the_file(link: Link) -> None:
    key = under_way(link).pk
    Response.objects.all().delete()
    assert copies(key.bytes)
    night(today())
    assert not copies(key.bytes)


def test_a_page_that_is_saved_meanwhile_is_not_lost(link: Link) -> None:
    response = under_way(link)
    begun = Event()

    def save() -> bool:
        with telling_of_writes(begun):
            return save_page(response_id=response.pk, answers={"comments": "Saved at night"})

    with second_connection() as elsewhere:
        with transaction.atomic():
            mix_responses(on=tomorrow())
            saving = elsewhere(save)
            assert begun.wait(SECONDS)
            assert Response.objects.get().answers == response.answers
        assert saving.result()
    assert Response.objects.get().answers == response.answers | {"comments": "Saved at night"}


def test_a_response_that_is_sent_meanwhile_is_sent(link: Link) -> None:
    response = Respondent(link).begin().answer(**PRACTITIONER).response
    begun = Event()

    def send() -> Response:
        with telling_of_writes(begun):
            return submit(response_id=response.pk)

    with second_connection() as elsewhere:
        with transaction.atomic():
            mix_responses(on=tomorrow())
            sending = elsewhere(send)
            assert begun.wait(SECONDS)
            assert not Response.objects.get().is_submitted
        assert sending.result().is_submitted
    assert Response.objects.get().answers == STORED


def test_a_reader_is_not_disturbed_and_the_night_comes_back(
    link: Link, held_table: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = submitted(link)
    monkeypatch.setattr(mixing, "PATIENCE", "50ms")
    with pytest.raises(OperationalError):
        mix_responses(on=tomorrow())
    assert Response.objects.get() == response
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
    with pytest.raises(Retry):
        mix_tonight.apply(throw=True)


def test_the_night_comes_back_while_somebody_might_see_old_versions(link: Link) -> None:
    key = submitted(link).pk
    with server_connection(None) as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.execute("SELECT 1")
        mix_responses(on=tomorrow())
        with pytest.raises(StillRead):
            forget_old_versions()
        assert copies(key.bytes) > 1
        with pytest.raises(StillRead):  # the next night first needs what this one left
            mix_responses(on=tomorrow())
    wait_for_older_transactions()
    forget_old_versions()
    assert copies(key.bytes) == 1


@pytest.mark.parametrize("database", [None, "postgres"], ids=["its own", "another"])
def test_coming_back_needs_no_moment_in_which_nothing_else_is_written(
    link: Link, database: str | None
) -> None:
    """What is new since the night began does not count, or a busy server would have no night."""
    key = submitted(link).pk
    mix_responses(on=tomorrow())
    wait_for_older_transactions()
    with server_connection(database) as other:
        other.execute("SELECT pg_current_xact_id()")
        forget_old_versions()
    assert copies(key.bytes) == 1


def test_whoever_comes_back_has_only_the_files_left_to_do(link: Link) -> None:
    key = str(under_way(link).pk)
    mix_responses(on=today())
    place = places()[key]
    wait_for_older_transactions()
    mix_tonight(is_mixed=True)
    assert places()[key] == place
    assert copies(UUID(key).bytes) == 1


class Died(Exception):
    """The worker was killed."""


def die_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a night carry two rows at a time, and die after so many *batches*."""
    carry, left = mixing._carry_batch, iter(range(batches))

    def carry_or_die(*arguments: Any) -> int:
        if next(left, None) is None:
            raise Died
        return carry(*arguments)

    monkeypatch.setattr(mixing, "BATCH", 2)
    monkeypatch.setattr(mixing, "_carry_batch", carry_or_die)


def test_a_night_that_broke_off_is_ended_by_the_next(
    link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [submitted(link) for _ in range(3)]
    begun = [under_way(link) for _ in range(3)]
    before = rows()
    with monkeypatch.context() as broken:
        die_after(2, broken)
        with pytest.raises(Died):
            mix_responses(on=tomorrow())
    assert rows() == before
    late = under_way(link)  # comes to the shelf to which the night was carrying
    wait_for_older_transactions()
    night(tomorrow())
    assert rows() == before | {late.pk: Response.objects.values().get(pk=late.pk)}
    assert lie_mixed(*sent)
    assert not any(lie_mixed(one) for one in (*begun, late))
    assert {copies(one.pk.bytes) for one in (*sent, *begun, late)} == {1}


def test_many_batches_carry_each_row_once(link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixing, "BATCH", 2)
    for _ in range(4):
        submitted(link)
        under_way(link)
    before = rows()
    assert night(tomorrow()) == 8
    assert rows() == before
    assert len({place.split(" ")[1] for place in places().values()}) == 4


# All responses of a survey, once a lead has decided so


@pytest.fixture
def deleted(link: Link) -> tuple[Response, list[Response]]:
    """A response that was mixed and then deleted with its survey, and those of another survey."""
    other_link = link_to(survey_of(link.area.survey.version, slug="another"))
    gone, kept = submitted(link), [submitted(other_link) for _ in range(5)]
    night(tomorrow())
    assert lie_mixed(gone, *kept)
    delete_all_responses(survey=link.area.survey, rule="A lead decided so.")
    return gone, kept


def test_what_was_deleted_with_its_survey_leaves_the_files(
    deleted: tuple[Response, list[Response]],
) -> None:
    gone, kept = deleted
    before = rows()
    assert copies(gone.pk.bytes)
    night(tomorrow())
    assert not copies(gone.pk.bytes)
    assert rows() == before
    assert lie_mixed(*kept)
    assert {copies(one.pk.bytes) for one in kept} == {1}
    assert not PurgeCertificate.objects.filter(needs_rewriting=True).exists()
    place = places()
    night(tomorrow())
    assert places() == place


@pytest.mark.parametrize("batches", [1, 2])
def test_that_holds_as_well_if_a_night_broke_off_meanwhile(
    deleted: tuple[Response, list[Response]], batches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = deleted
    before = rows()
    with monkeypatch.context() as broken:
        die_after(batches, broken)
        with pytest.raises(Died):
            mix_responses(on=tomorrow())
    assert rows() == before
    wait_for_older_transactions()
    night(tomorrow())
    assert not copies(gone.pk.bytes)
    assert rows() == before
    assert {copies(one.pk.bytes) for one in kept} == {1}


def test_the_nightly_task_goes_by_today(link: Link) -> None:
    response = submitted(link)
    mix_tonight()
    assert not lie_mixed(response)
    Response.objects.update(submitted_on=today() - DAY)
    mix_tonight()
    assert lie_mixed(response)


def test_the_planner_keeps_no_samples_of_keys_answers_and_codes(link: Link) -> None:
    for _ in range(3):
        submitted(link)
        code_of(Respondent(link).begin())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE responses_response")
        cursor.execute(
            "SELECT attname FROM pg_stats WHERE tablename ~ '^responses_(response|live|mixed)'"
        )
        sampled = {name for (name,) in cursor.fetchall()}
    assert "submitted_on" in sampled
    assert not sampled & {"id", "answers", "resume_digest"}
