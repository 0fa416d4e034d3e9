"""The night: responses are stored again in random order, and the files they lay in are emptied.

The table of responses has four shelves, as partitions: two for responses that are live (under way,
or sent today), of which one takes in what comes, and two for those that were mixed for good, of
which one is in use. A night carries rows from shelf to shelf, a batch at a time, and empties the
file that they came from (docs/decisions/0046-responses-are-carried-from-shelf-to-shelf.md).
"""

from __future__ import annotations

import uuid
from datetime import date
from random import SystemRandom

from django.db import OperationalError, connection, transaction

from responses.models import PurgeCertificate, Response

LIVE = ("live_a", "live_b")
MIXED = ("mixed_a", "mixed_b")

BATCH = 200
"""Rows that are carried in one transaction. Whoever writes waits behind one of them at most."""

PATIENCE = "200ms"
"""How long a night waits for the table. Whoever answers just then waits behind it."""


class StillRead(OperationalError):
    """A transaction was open that may see old versions of rows, so they had to stay."""


def mix_responses(*, on: date) -> int:
    """Carry all live responses to the other shelf in random order; return how many that were.

    Those submitted before the day *on* go to the shelf of mixed ones, where they stay. Their old
    versions stay until `forget_old_versions`. Raise django.db.OperationalError, or StillRead for
    what an earlier night left, if somebody else needs the table for longer than PATIENCE; doing it
    again goes on with what is left. Not inside a transaction that somebody else waits for.
    """
    taking, resting = _live_shelves()
    carried = _carry(resting, on=on, to=taking)  # of a night that broke off
    forget_old_versions()
    _carry_mixed_if_some_were_deleted()
    _take_in(resting)
    return carried + _carry(taking, on=on, to=resting)


def forget_old_versions() -> None:
    """Empty the files of shelves from which all rows were carried away.

    Old versions of rows could be read there (`docs/anonymity.md`). Not inside a transaction. Raise
    StillRead if somebody may still see them, and django.db.OperationalError if somebody else needs
    a shelf for longer than PATIENCE; doing it later or again is harmless.
    """
    taking, _resting = _live_shelves()
    for shelf in (*LIVE, *MIXED):
        if shelf != taking and _has_bytes(shelf) and not _has_rows(shelf):
            _empty(shelf)


def _carry_mixed_if_some_were_deleted() -> None:
    """Carry the mixed responses to the other shelf where a certificate says so.

    Where both shelves have rows, a night broke off and nothing tells which of them is clean.
    """
    told = PurgeCertificate.objects.filter(needs_rewriting=True).values_list("pk", flat=True)
    certificates = list(told)
    if not certificates:
        return
    first, second = MIXED
    if _has_rows(first) and _has_rows(second):
        _carry(second, to=first)
        forget_old_versions()
    source, target = (second, first) if _has_rows(second) else (first, second)
    _carry(source, to=target)
    PurgeCertificate.objects.filter(pk__in=certificates).update(needs_rewriting=False)


def _carry(source: str, *, to: str, on: date | None = None) -> int:
    """Carry all rows of *source* to the shelf *to* in random order; return how many.

    With a day *on*, those that were submitted before it go to the mixed ones instead.
    """
    mixed = MIXED[1] if _has_rows(MIXED[1]) and not _has_rows(MIXED[0]) else MIXED[0]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {_table(source)}")  # noqa: S608 - one of four names
        keys = [key for (key,) in cursor.fetchall()]
    SystemRandom().shuffle(keys)
    statement = _carry_statement(source)
    return sum(
        _carry_batch(statement, keys[at : at + BATCH], {"to": to, "mixed": mixed, "before": on})
        for at in range(0, len(keys), BATCH)
    )


@transaction.atomic
def _carry_batch(statement: str, keys: list[uuid.UUID], to: dict[str, str | date | None]) -> int:
    with connection.cursor() as cursor:
        # Readers go on. Whoever writes waits, then sees the new rows: no answer can get lost.
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute("LOCK TABLE responses_response IN EXCLUSIVE MODE")
        cursor.execute(statement, {"keys": keys, **to})
        return int(cursor.rowcount)


def _carry_statement(source: str) -> str:
    """Return the statement that deletes rows of *source* and inserts them in random order.

    Not an UPDATE: PostgreSQL would refuse whoever waits for a row that has left its partition.
    """
    columns = ", ".join(f'"{field.column}"' for field in Response._meta.concrete_fields)
    return f"""
    WITH moved AS (DELETE FROM {_table(source)} WHERE id = ANY(%(keys)s) RETURNING {columns})
    INSERT INTO responses_response ({columns}, shelf)
    SELECT {columns}, CASE WHEN submitted_on < %(before)s THEN %(mixed)s ELSE %(to)s END
    FROM moved ORDER BY gen_random_uuid()
    """  # noqa: S608 - names of columns


def _live_shelves() -> tuple[str, str]:
    """Return the shelf that takes in what comes, and the one that rests."""
    with connection.cursor() as cursor:
        cursor.execute(_WHERE_ROWS_COME)
        (taking,) = cursor.fetchone()
    (resting,) = set(LIVE) - {taking}
    return taking, resting


# The default of the column: `'live_a'::text`.
_WHERE_ROWS_COME = """
SELECT split_part(pg_get_expr(adbin, adrelid), '''', 2)
FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
WHERE adrelid = 'responses_response'::regclass AND attname = 'shelf'
"""


@transaction.atomic
def _take_in(shelf: str) -> None:
    """Let *shelf* take in what comes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(
            f"ALTER TABLE ONLY responses_response ALTER COLUMN shelf SET DEFAULT '{shelf}'"
        )


def _empty(shelf: str) -> None:
    """Give *shelf*, which has no rows, new files.

    TRUNCATE does not ask who might still see the rows that were there; VACUUM does, and leaves a
    page that holds one of them out of those it counts as visible to all.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (FREEZE, DISABLE_PAGE_SKIPPING, INDEX_CLEANUP ON) {_table(shelf)}")
        cursor.execute(_IS_SEEN_BY_SOMEBODY, [_table(shelf)])
        if cursor.fetchone() == (True,):
            raise StillRead
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"TRUNCATE {_table(shelf)}")


_IS_SEEN_BY_SOMEBODY = "SELECT relallvisible < relpages FROM pg_class WHERE oid = %s::regclass"


def _has_rows(shelf: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {_table(shelf)})")  # noqa: S608 - as above
        (found,) = cursor.fetchone()
    return bool(found)


def _has_bytes(shelf: str) -> bool:
    """Say whether the table of *shelf* or one of its indexes holds more than when it was new."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_BYTES, {"table": _table(shelf)})
        (found,) = cursor.fetchone()
    return bool(found)


# The indexes as well: PostgreSQL vacuums by itself, which empties the file of the table and leaves
# keys in theirs. A new index has one page.
_HAS_BYTES = """
SELECT pg_relation_size(%(table)s::regclass) > 0 OR EXISTS (
    SELECT FROM pg_index WHERE indrelid = %(table)s::regclass
    AND pg_relation_size(indexrelid) > current_setting('block_size')::bigint
)
"""


def _table(shelf: str) -> str:
    return f"responses_{shelf}"
