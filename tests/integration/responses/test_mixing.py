"""The night stores responses again in random order, loses none, and leaves no old bytes behind.

That no order can be read afterwards is shown in tests/integration/anonymity/.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from celery.exceptions import Retry
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from fieldwork.models import Link
from responses import actions
from responses.actions import StillRead, forget_old_versions, mix_responses, save_page, submit
from responses.models import Response
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
    """All that is stored, but for what says whether it was mixed."""
    fields = [field.attname for field in Response._meta.concrete_fields if field.name != "is_mixed"]
    return {row["id"]: row for row in Response.objects.values(*fields)}


def places() -> dict[str, str]:
    """Where each response lies, and in which transaction it was put there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text, ctid::text || ' ' || xmin::text FROM responses_response")
        return dict(cursor.fetchall())


def copies(key: bytes) -> int:
    """How often *key* stands in the file of the table."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('responses_response'))")
        (file,) = cursor.fetchone()
    return bytes(file).count(key)


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
    submitted(link)
    assert mix_responses(on=today()).rows == 0
    assert not Response.objects.get().is_mixed
    assert mix_responses(on=tomorrow()).rows == 1
    assert Response.objects.get().is_mixed


def test_what_lies_mixed_already_is_left_alone(link: Link) -> None:
    first = submitted(link)
    mix_responses(on=tomorrow())
    transactions = {place.split(" ")[1] for place in places().values()}
    submitted(link)
    assert mix_responses(on=tomorrow()).rows == 1
    assert places()[str(first.pk)].split(" ")[1] in transactions
    assert mix_responses(on=tomorrow()).rows == 0


def test_a_missed_night_is_made_up_for(link: Link) -> None:
    response = submitted(link)
    Response.objects.update(submitted_on=today() - 300 * DAY)
    assert mix_responses(on=today()).rows == 1
    assert Response.objects.get().pk == response.pk


def test_those_under_way_move_each_night_and_go_on(link: Link) -> None:
    respondent = Respondent(link).begin()
    code = code_of(respondent)
    assert mix_responses(on=today()).rows == mix_responses(on=today()).rows == 1
    assert come_back(link, code).where == "role"
    respondent.start().send().answer(**PRACTITIONER).send()
    assert (respondent.where, respondent.response.answers) == ("thank_you", STORED)


def test_old_versions_of_rows_leave_the_file(link: Link) -> None:
    key = submitted(link).pk
    assert copies(key.bytes) > 1
    night(tomorrow())
    assert copies(key.bytes) == 1


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
    submitted(link)
    monkeypatch.setattr(actions, "PATIENCE", "50ms")
    mixed = mix_responses(on=tomorrow())
    with pytest.raises(OperationalError):  # the rows are mixed, the files have to wait
        forget_old_versions(of=mixed.transaction)
    assert Response.objects.get().is_mixed
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
    with pytest.raises(Retry):
        mix_tonight.apply(throw=True)


@pytest.mark.parametrize("database", ["its own", "another"])
def test_the_night_comes_back_while_somebody_might_see_old_versions(
    link: Link, database: str
) -> None:
    """A reader of this database, or a writer of whichever: councils share servers."""
    key = submitted(link).pk
    with server_connection(None if database == "its own" else "postgres") as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.execute("SELECT pg_current_xact_id()" if database == "another" else "SELECT 1")
        mixed = mix_responses(on=tomorrow())
        with pytest.raises(StillRead):
            forget_old_versions(of=mixed.transaction)
        assert copies(key.bytes) > 1
    wait_for_older_transactions()
    forget_old_versions(of=mixed.transaction)
    assert copies(key.bytes) == 1


def test_coming_back_needs_no_moment_in_which_nothing_else_is_written(link: Link) -> None:
    """What is new since the night began does not count, or a busy server would have no night."""
    key = submitted(link).pk
    mixed = mix_responses(on=tomorrow())
    wait_for_older_transactions()
    with server_connection("postgres") as other:
        other.execute("SELECT pg_current_xact_id()")
        forget_old_versions(of=mixed.transaction)
    assert copies(key.bytes) == 1


def test_whoever_comes_back_has_only_the_files_left_to_do(link: Link) -> None:
    key = str(under_way(link).pk)
    mixed = mix_responses(on=today())
    _place, stored_by = places()[key].split(" ")
    wait_for_older_transactions()
    mix_tonight(mixed=mixed.transaction)
    assert places()[key].split(" ")[1] == stored_by
    assert copies(UUID(key).bytes) == 1


def test_the_nightly_task_goes_by_today(link: Link) -> None:
    submitted(link)
    mix_as_the_task_does()
    assert not Response.objects.get().is_mixed
    Response.objects.update(submitted_on=today() - DAY)
    mix_as_the_task_does()
    assert Response.objects.get().is_mixed


def mix_as_the_task_does() -> None:
    with suppress(StillRead):  # by the tests of another process, which have transactions open
        mix_tonight()


def test_the_planner_keeps_no_samples_of_keys_answers_and_codes(link: Link) -> None:
    for _ in range(3):
        submitted(link)
        code_of(Respondent(link).begin())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE responses_response")
        cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'responses_response'")
        sampled = {name for (name,) in cursor.fetchall()}
    assert "submitted_on" in sampled
    assert not sampled & {"id", "answers", "resume_digest"}
