"""Nothing in any table ties a response to a device, an account or a time."""

from __future__ import annotations

import json
import uuid
import zlib
from base64 import b64encode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.contrib import admin
from django.db import connection
from django.utils.crypto import salted_hmac

from responses.models import Response
from tests.integration.anonymity.database import (
    RESPONSES,
    Database,
    differences,
    news,
    query_nothing,
    read_database,
)
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.run import PEOPLE
from tests.integration.anonymity.search import Needles, moments_in, moments_within

pytestmark = pytest.mark.django_db

ADDRESS = "198.51.100.177"


def found_in(database: Database, needles: Needles) -> dict[str, set[str]]:
    """Return the names of what is in the tables, by table; a response's own key is no trace."""
    return {
        name: found
        for name, table in database.items()
        if (found := needles.found_in(table.text(without="id" if name == RESPONSES else None)))
    }


# After a run


def test_all_tables_were_read(left: LeftBehind) -> None:
    with connection.cursor() as cursor:
        own = set(connection.introspection.table_names(cursor))
    assert {f"public.{name}" for name in own} <= left.over.keys()
    assert {"pg_catalog.pg_statistic", "pg_catalog.pg_largeobject"} <= left.over.keys()
    assert len(left.answered[RESPONSES].rows) == 2 * PEOPLE + 1
    assert len(left.over[RESPONSES].rows) == PEOPLE


def test_no_table_tells_of_a_device_or_a_visit(left: LeftBehind) -> None:
    needles = Needles(left.traces_of_visits)
    assert found_in(news(left.before, left.answered), needles) == {}
    assert found_in(news(left.before, left.over), needles) == {}


def test_no_other_table_knows_a_response(left: LeftBehind) -> None:
    needles = Needles(left.keys)
    assert found_in(news(left.before, left.answered), needles) == {}
    assert found_in(news(left.before, left.over), needles) == {}


def test_of_those_who_sent_nothing_nothing_is_left(left: LeftBehind) -> None:
    needles = Needles(left.keys_never_sent | left.digests | {"words": left.stranger.words})
    tables = news(left.before, left.over).items()
    told = {name: found for name, table in tables if (found := needles.found_in(table.text()))}
    assert told == {}


def test_answering_changes_no_other_row_and_no_sequence(left: LeftBehind) -> None:
    assert differences(left.before, left.answered) == {}


def test_no_row_knows_a_moment_at_which_somebody_answered(left: LeftBehind) -> None:
    for database in (left.answered, left.over):
        told = {
            name: moments
            for name, table in news(left.before, database).items()
            if (moments := moments_within(table.text(), left.answering))
        }
        assert told == {}


def test_a_response_has_no_time_finer_than_a_day(left: LeftBehind) -> None:
    for database in (left.answered, left.over):
        assert list(moments_in(database[RESPONSES].text())) == []


def test_a_response_names_no_account(left: LeftBehind) -> None:
    needles = Needles(left.staff)
    assert set(left.staff) <= needles.found_in(
        "".join(table.text() for table in left.over.values() if not table.is_catalogue)
    )
    assert needles.found_in(left.over[RESPONSES].text()) == set()


def test_the_trail_of_the_staff_says_nothing_of_responses(left: LeftBehind) -> None:
    trail = left.over["public.accounts_auditevent"].text()
    assert "export.finished" in trail
    assert Needles(left.keys | left.traces_of_visits).found_in(trail) == set()


def test_administrators_have_no_page_of_responses() -> None:
    assert not admin.site.is_registered(Response)


# That the search finds what is there to find


def planted(value: str, kind: str = "text") -> Database:
    """Return the database with a table that nobody has heard of, which holds *value*.

    Of the catalogues only what is new since then.
    """
    before = read_database()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE unheard_of (id serial, noted {kind})")
        cursor.execute("INSERT INTO unheard_of (noted) VALUES (%s)", [value])
    return news(before, read_database())


def packed(value: str) -> str:
    coded = urlsafe_b64encode(zlib.compress(json.dumps({"at": value, "more": "x" * 99}).encode()))
    return f".{coded.decode().rstrip('=')}:1abcde:signature"


@pytest.mark.parametrize(
    "disguise",
    [
        str,
        lambda value: f"from {value}, port 443",
        lambda value: value.encode().hex(),
        lambda value: b64encode(f"ip={value};".encode()).decode(),
        lambda value: sha256(value.encode()).hexdigest(),
        packed,
    ],
    ids=["plain", "within a text", "hexadecimal", "base64", "digest", "compressed"],
)
def test_the_search_finds_a_planted_address(disguise: object) -> None:
    assert callable(disguise)
    found = found_in(planted(disguise(ADDRESS)), Needles({"address": ADDRESS}))
    assert list(found.values()) == [{"address"}]


def test_the_search_finds_a_planted_address_in_a_document_and_in_bytes() -> None:
    document = json.dumps({"request": {"from": ADDRESS}})
    assert found_in(planted(document, "jsonb"), Needles({"address": ADDRESS}))
    query_nothing("DROP TABLE unheard_of")
    assert found_in(planted(f"{ADDRESS}", "bytea"), Needles({"address": ADDRESS}))


def test_the_search_finds_a_planted_key_under_the_platforms_secret() -> None:
    key = str(uuid.uuid4())
    secret = salted_hmac("anything", key, algorithm="sha256").digest().hex()
    needles = Needles({"key": key})
    assert not needles.found_in(secret)  # with a salt that nobody knows there is no finding it,
    before = read_database()
    assert differences(before, planted(secret))  # but a row that comes with answering is found


def test_the_search_finds_a_planted_row_change_and_count() -> None:
    before = planted("somebody was here")
    query_nothing("UPDATE unheard_of SET noted = 'and here'")
    assert len(differences(before, read_database())) == 1
    before = read_database()
    query_nothing("SELECT nextval('unheard_of_id_seq')")
    assert len(differences(before, read_database())) == 1


def test_the_search_finds_a_planted_response(left: LeftBehind) -> None:
    (name, key), *_ = left.keys.items()
    assert isinstance(key, str)
    assert name in set().union(*found_in(planted(key, "uuid"), Needles(left.keys)).values())


NOON = datetime(2031, 5, 6, 12, 34, 56, 789_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NOON.isoformat(), "timestamptz"),
        (NOON.isoformat(), "text"),
        (f"{NOON:%Y%m%dT%H%M%SZ}", "text"),
        (str(NOON.timestamp()), "double precision"),
        (str(int(NOON.timestamp())), "bigint"),
        (str(int(NOON.timestamp() * 1000)), "bigint"),
        (json.dumps({"seen": NOON.isoformat()}), "jsonb"),
        (str(uuid.UUID(int=int(NOON.timestamp() * 1000) << 80 | 7 << 76 | 0x8 << 60)), "uuid"),
    ],
)
def test_the_search_finds_a_planted_time(text: str, kind: str) -> None:
    around = (NOON - timedelta(seconds=2), NOON + timedelta(seconds=2))
    table = next(
        table for name, table in planted(text, kind).items() if name.endswith(".unheard_of")
    )
    assert moments_within(table.text(), around)
    an_hour = timedelta(hours=1)
    assert not moments_within(table.text(), (around[0] + an_hour, around[1] + an_hour))


def test_the_search_finds_a_time_in_a_key_of_version_1() -> None:
    now = datetime.now(UTC)
    around = (now - timedelta(minutes=1), now + timedelta(minutes=1))
    assert moments_within(str(uuid.uuid1()), around)
    assert not list(moments_in(str(uuid.uuid4())))
