"""What containers ask, and what they are told."""

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler
from django.test import Client
from pytest_django import Settings

from larc_survey import health

# The discard service of a machine that runs none: a connection is refused at once.
NOBODY_LISTENS = ("127.0.0.1", 9)


@pytest.fixture
def database_down(monkeypatch: pytest.MonkeyPatch) -> None:
    host, port = NOBODY_LISTENS
    unreachable = {**connections.settings["default"], "HOST": host, "PORT": port, "OPTIONS": {}}
    monkeypatch.setattr(health, "connections", ConnectionHandler({"default": unreachable}))


@pytest.fixture
def broker_down(settings: Settings) -> None:
    host, port = NOBODY_LISTENS
    settings.CELERY_BROKER_URL = f"redis://{host}:{port}/0"


@pytest.mark.usefixtures("broker_down")
def test_the_process_answers_without_asking_anybody(client: Client) -> None:
    # The test has no database mark either, so a query would fail it.
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"process": "ok"}


@pytest.mark.django_db
def test_ready_when_the_database_and_the_broker_answer(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "broker": "ok"}


@pytest.mark.usefixtures("database_down")
@pytest.mark.django_db
def test_not_ready_without_the_database(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "down", "broker": "ok"}


@pytest.mark.usefixtures("broker_down")
@pytest.mark.django_db
def test_not_ready_without_the_broker(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "ok", "broker": "down"}


@pytest.mark.parametrize("path", sorted(health.CHECKS))
@pytest.mark.django_db
def test_checks_need_neither_https_nor_the_right_host(
    client: Client, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["survey.example.org"]
    response = client.get(path, headers={"host": "10.0.0.7:8000"})
    assert response.status_code == 200


@pytest.mark.parametrize("path", sorted(health.CHECKS))
@pytest.mark.django_db
def test_no_cache_keeps_an_answer(client: Client, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "no-store"
