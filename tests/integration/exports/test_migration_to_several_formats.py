"""Exports that were made before there were several formats keep their files, there and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from exports.models import Export
from tests.export_files import DIGEST, workbook_of

pytestmark = pytest.mark.django_db

BEFORE, AFTER = ("exports", "0001_initial"), ("exports", "0003_withdrawn")
"""The second is the latest: what is read afterwards is the model of today."""
FILE = ("round-one/file.xlsx", 2048, DIGEST)


def migrate(target: tuple[str, str]) -> None:
    """Migrate within the test's own transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # a table with pending checks is not altered
    MigrationExecutor(connection).migrate([target])


def stored_before() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, file, size, sha256 FROM exports_export ORDER BY id")
        return cursor.fetchall()


def test_files_of_earlier_exports_stay_where_they_are(new_export: Callable[..., Export]) -> None:
    finished = new_export(status="finished", finished_at=timezone.now(), response_count=589)
    finished.files.create(format="xlsx", **dict(zip(("file", "size", "sha256"), FILE, strict=True)))
    finished.files.create(format="csv", file="round-one/file.zip", size=9, sha256=DIGEST)
    new_export(status="failed", failure="fault", finished_at=timezone.now())
    new_export()

    migrate(BEFORE)
    assert stored_before() == [
        ("finished", *FILE),
        ("failed", "", None, ""),
        ("queued", "", None, ""),
    ]

    migrate(AFTER)
    made = workbook_of(Export.objects.get(status="finished"))
    assert (made.file.name, made.size, made.sha256) == FILE
    assert [one.files.count() for one in Export.objects.order_by("pk")] == [1, 0, 0]
