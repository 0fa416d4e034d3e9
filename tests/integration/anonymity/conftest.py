"""One run, made once for all tests that read what it left behind."""

from __future__ import annotations

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.run import run


@pytest.fixture(scope="package")
def left(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> LeftBehind:
    """What a whole run of a survey leaves behind. The database itself is empty again."""
    with django_db_blocker.unblock():
        return run(tmp_path_factory.mktemp("run"))
