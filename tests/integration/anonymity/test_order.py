"""Once the night has come, nothing tells who came after whom; before it, PostgreSQL does."""

from __future__ import annotations

import uuid
from io import BytesIO
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.integration.anonymity.database import MIXED_RESPONSES, orderings, query_nothing
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.order import comparable, rank_correlation, telling

pytestmark = pytest.mark.django_db


# After a run


def test_before_the_night_the_database_tells_the_order(left: LeftBehind) -> None:
    """So the search can find it, and the night is what takes it away."""
    told = telling(left.orders | left.orders_under_way, left.live)
    assert "order of sending from xmin" in told
    assert "last seen from xmin" in told


def test_after_the_night_nothing_in_the_table_tells_an_order(left: LeftBehind) -> None:
    assert {"ctid", "xmin", "TOAST number 1", "order of reading"} <= left.night.keys()
    assert all(left.night["TOAST number 1"][key] for key in left.orders["order of sending"])
    assert telling(left.orders, left.night) == {}


def test_after_the_night_nothing_tells_an_order_of_those_under_way(left: LeftBehind) -> None:
    assert telling(left.orders_under_way, left.night) == {}


def test_after_the_night_all_lie_there_by_one_transaction(left: LeftBehind) -> None:
    transactions = set(left.night["xmin"].values())
    assert len(transactions) == 1
    assert len(set(left.live["xmin"].values())) > 1


@pytest.mark.parametrize("earlier", ["ctid", "xmin", "TOAST number 1"])
def test_after_the_night_nothing_tells_what_lay_before_what(left: LeftBehind, earlier: str) -> None:
    """Whatever the database told before, of that day or of any other, it tells no more."""
    keys = left.orders["order of sending"]
    known = sorted(keys, key=lambda key: comparable(left.live[earlier][key]))
    assert rank_correlation(known, left.live[earlier]) == pytest.approx(1)
    assert telling({earlier: known}, left.night) == {}


def test_a_backup_tells_no_order(left: LeftBehind) -> None:
    keys = left.night["order of reading"]
    places = {key: left.dump.index(key) for key in keys}
    assert telling(left.orders | left.orders_under_way, {"place in the backup": places}) == {}


def test_the_files_of_the_table_tell_no_order(left: LeftBehind) -> None:
    file = left.files_of_database[MIXED_RESPONSES]
    places = {key: file.index(uuid.UUID(key).bytes) for key in left.orders["order of sending"]}
    assert telling(left.orders, {"place in the file": places}) == {}


def test_a_dataset_tells_no_order(left: LeftBehind) -> None:
    workbook = BytesIO(left.downloads["xlsx"])
    sheet = load_workbook(workbook, read_only=True)["Data (codes)"]
    headings, *rows = sheet.iter_rows(values_only=True)
    numbers = [str(float(row[headings.index("number")])) for row in rows]
    place_of = {left.numbers[number]: place for place, number in enumerate(numbers)}
    assert len(place_of) == len(left.people)
    assert telling(left.orders, {"row of the dataset": place_of}) == {}


# That the search finds what is there to find

KEYS = [str(uuid.UUID(int=Random(7).getrandbits(128) + n, version=4)) for n in range(24)]


def shuffled() -> list[str]:
    return Random(1).sample(KEYS, len(KEYS))


def planted(columns: str, values: str) -> dict[str, dict[str, Any]]:
    """Return the orderings of a table into which responses came in the order of `shuffled`."""
    query_nothing(f"CREATE TABLE unheard_of (id uuid, {columns})")
    for number, key in enumerate(shuffled()):
        query_nothing(
            f"INSERT INTO unheard_of SELECT '{key}', {values.replace('NUMBER', str(number))}"
        )
    return orderings("public.unheard_of")


@pytest.mark.parametrize(
    ("columns", "values", "found"),
    [
        ("at timestamptz", "now() + interval '1 second' * NUMBER", "at"),
        ("counter integer", "NUMBER * 3", "counter"),
        ("backwards integer", "100 - NUMBER", "backwards"),
        ("sorts text", "'visit ' || lpad('NUMBER', 5, '0')", "sorts"),
        ("answers jsonb", """'{"visit": NUMBER}'::jsonb""", "answers: visit"),
        ("answers jsonb", """jsonb_build_object('pad', repeat('x', NUMBER))""", "size of answers"),
        ("nothing text", "''", "ctid"),
        ("nothing text", "''", "order of reading"),
    ],
)
def test_the_search_finds_a_planted_order(columns: str, values: str, found: str) -> None:
    told = telling({"order": shuffled()}, planted(columns, values))
    assert f"order from {found}" in told


def test_the_search_finds_the_order_of_long_values() -> None:
    long_text = "(SELECT string_agg(md5(n::text || 'NUMBER'), '') FROM generate_series(1, 200) n)"
    told = telling({"order": shuffled()}, planted("story text", long_text))
    assert "order from TOAST number 1" in told


def test_what_tells_no_order_is_not_accused() -> None:
    random = Random(3)
    for _ in range(200):
        keys = random.sample(KEYS, len(KEYS))
        places = {key: place for place, key in enumerate(keys)}
        assert telling({"order": shuffled()}, {"place": places}) == {}


def test_rank_correlation() -> None:
    up = {"a": "(0,9)", "b": "(0,10)", "c": "(1,1)"}
    assert rank_correlation(["a", "b", "c"], up) == pytest.approx(1)
    assert rank_correlation(["c", "b", "a"], up) == pytest.approx(-1)
    assert rank_correlation(["a", "b"], {"a": "same", "b": "same"}) == 0
