"""Reading a database as somebody does who has all of it, without knowing what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from tests.integration.anonymity.heap import toast_numbers

RESPONSES = "public.responses_response"
MIXED_RESPONSES = "public.responses_mixed_a"
"""The partition to which a night carries what was sent, where none has done so before."""

CATALOGUES = ("pg_catalog", "information_schema")

RELATIONS = """
SELECT namespace.nspname, relation.relname, relation.oid
FROM pg_class AS relation JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind IN ('r', 'p', 'm', 'f', 'S') AND namespace.nspname !~ '^pg_toast'
    AND NOT relation.relispartition
ORDER BY 1, 2
"""
"""Tables, partitioned and foreign ones, materialised views and sequences of all schemas. What TOAST
holds is read as the values it belongs to, and the rows of a partition as those of its table."""

COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""

LONG_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attlen = -1 ORDER BY attnum
"""

FILES = """
SELECT namespace.nspname || '.' || relation.relname, pg_relation_filepath(relation.oid)
FROM pg_class AS relation JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE pg_relation_filepath(relation.oid) IS NOT NULL AND relation.relpersistence <> 't'
"""

TABLE_FILE = """
SELECT pg_read_binary_file(pg_relation_filepath(oid)), reltoastrelid
FROM pg_class WHERE oid = %s::oid
"""

SYSTEM_COLUMNS = ("tableoid", "ctid", "xmin", "xmax", "cmin", "cmax")

Orderings = dict[str, dict[str, Any]]


@dataclass
class Table:
    """The rows of a table, each value as PostgreSQL writes it."""

    name: str
    columns: list[str]
    rows: list[tuple[str | None, ...]]

    @property
    def is_catalogue(self) -> bool:
        return self.name.partition(".")[0] in CATALOGUES

    def text(self, *, without: str | None = None) -> str:
        """All values, but those of the column *without*."""
        places = [n for n, column in enumerate(self.columns) if column != without]
        return "\n".join(row[n] or "" for row in self.rows for n in places)


Database = dict[str, Table]


def query(statement: str | sql.Composed, parameters: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def read_database() -> Database:
    """Return every table and sequence by its name with schema."""
    return {table.name: table for table in _tables()}


def _tables() -> Iterator[Table]:
    for schema, relation, oid in query(RELATIONS):
        columns = [name for (name,) in query(COLUMNS, [oid])]
        if columns:
            texts = sql.SQL(", ").join(
                sql.SQL("{}::text").format(sql.Identifier(name)) for name in columns
            )
            table = sql.Identifier(schema, relation)
            rows = query(sql.SQL("SELECT {} FROM {}").format(texts, table))
            yield Table(f"{schema}.{relation}", columns, rows)


def news(before: Database, after: Database) -> Database:
    """Return *after* without the rows of catalogues that were there *before*, which are many."""
    return {
        name: Table(name, table.columns, _new_rows(before.get(name), table))
        if table.is_catalogue
        else table
        for name, table in after.items()
    }


def _new_rows(before: Table | None, after: Table) -> list[tuple[str | None, ...]]:
    known = set(before.rows) if before else set()
    return [row for row in after.rows if row not in known]


def differences(before: Database, after: Database) -> dict[str, list[tuple[str | None, ...]]]:
    """Return the rows that came, went or changed between two readings, by table.

    Without responses themselves and without the catalogues, in which PostgreSQL keeps house.
    """
    found = {}
    for name in before.keys() | after.keys():
        tables = [reading.get(name, Table(name, [], [])) for reading in (before, after)]
        if name == RESPONSES or tables[0].is_catalogue:
            continue
        old, new = (Counter(table.rows) for table in tables)
        if rows := [*(old - new), *(new - old)]:
            found[name] = rows
    return found


def orderings(table: str = RESPONSES) -> Orderings:
    """Return everything by which the rows of *table* could be sorted, each by the key of a row.

    Columns, what is inside of documents, what PostgreSQL keeps with a row, the numbers under which
    it keeps long values apart, and the order in which it reads them.
    """
    schema, _dot, relation = table.partition(".")
    (oid,) = query("SELECT %s::regclass::oid", [table])[0]
    columns = [name for (name,) in query(COLUMNS, [oid])]
    long_columns = [name for (name,) in query(LONG_COLUMNS, [table])]
    wanted = {name: sql.SQL("{}::text").format(sql.Identifier(name)) for name in columns}
    wanted |= {name: sql.SQL("{}::text").format(sql.SQL(name)) for name in SYSTEM_COLUMNS}
    for name in long_columns:
        wanted[f"size of {name}"] = sql.SQL("pg_column_size({})::text").format(sql.Identifier(name))
    statement = sql.SQL("SELECT {}::text, {} FROM {}").format(
        sql.Identifier("id"), sql.SQL(", ").join(wanted.values()), sql.Identifier(schema, relation)
    )
    rows = query(statement)
    found: Orderings = {
        name: {row[0]: row[place] for row in rows} for place, name in enumerate(wanted, start=1)
    }
    found["order of reading"] = {row[0]: place for place, row in enumerate(rows)}
    return found | _toast_numbers(found["tableoid"], found["ctid"]) | _inside_documents(table)


def _toast_numbers(tables: dict[str, str], places: dict[str, str]) -> Orderings:
    """Return the numbers of the long values of each row, by their number in the row.

    *tables* has the table, or partition, in which each row lies.
    """
    query_nothing("CHECKPOINT")
    files_of = {table: query(TABLE_FILE, [table])[0] for table in set(tables.values())}
    numbers_of = {
        table: toast_numbers(bytes(file), toast_table)
        for table, (file, toast_table) in files_of.items()
    }
    found: Orderings = {}
    for key, place in places.items():
        page, item = map(int, place.strip("()").split(","))
        for position, number in enumerate(numbers_of[tables[key]][page, item], start=1):
            found.setdefault(f"TOAST number {position}", {})[key] = number
    return found


def _inside_documents(table: str) -> Orderings:
    documents = query(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND atttypid IN ('json'::regtype, 'jsonb'::regtype)",
        [table],
    )
    found: Orderings = {}
    for (column,) in documents:
        statement = sql.SQL("SELECT id::text, part.key, part.value FROM {} CROSS JOIN ").format(
            sql.Identifier(*table.split("."))
        ) + sql.SQL("jsonb_each_text({}::jsonb) AS part").format(sql.Identifier(column))
        for key, name, value in query(statement):
            found.setdefault(f"{column}: {name}", {})[key] = value
    return found


def files() -> dict[str, bytes]:
    """Return the files in which PostgreSQL keeps tables and indexes, byte by byte."""
    query_nothing("CHECKPOINT")
    return {
        name: bytes(query("SELECT pg_read_binary_file(%s)", [path])[0][0])
        for name, path in query(FILES)
    }


def query_nothing(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
