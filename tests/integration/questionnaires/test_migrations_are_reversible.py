"""Every migration of ours can be taken back, and leaves the same tables when it is made again."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = [
    config.label
    for config in apps.get_app_configs()
    if config.path.startswith(str(settings.BASE_DIR)) and "site-packages" not in config.path
]

SCHEMA = """
    SELECT concat_ws(' ', table_name, column_name, data_type, column_default, is_nullable)
    FROM information_schema.columns WHERE table_schema = current_schema()
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
"""


def schema() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return {line for (line,) in cursor.fetchall()}


def migrate(targets: list[tuple[str, str | None]]) -> None:
    MigrationExecutor(connection).migrate(targets)


@pytest.mark.django_db
def test_back_to_nothing_and_forth_again() -> None:
    """All in the test's own transaction, which is rolled back like any other."""
    assert {"accounts", "questionnaires", "fieldwork", "responses"} <= set(OURS)
    before = schema()
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    migrate([(app, None) for app in OURS])
    left = schema()
    assert not [line for line in left if line.startswith(tuple(f"{app}_" for app in OURS))]
    assert not [line for line in left if "FUNCTION" in line]
    migrate(latest)
    assert schema() == before
