"""The settings of a production start, made in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.patience import SECONDS

PROJECT = Path(__file__).resolve().parents[2]

PRODUCTION = {
    "ENV_FILE": "",
    "SECRET_KEY": "Vt3k9XqP7mZr2LwY8sNd4HfJ6gBc1TuA0eRiOxQvKpWzMyGhEb5Un",
    "AUTHENTICATOR_KEY": "q7Lw2Zt9Xc4Vb6Nm1Kj3Hg5Fd8Sa0Po-Iu_Yt7Re9Wq2Ml4Kj6Hg8F",
    "ALLOWED_HOSTS": "survey.example.org",
    "SITE_ADDRESS": "https://survey.example.org",
    "RESUME_CODE_KEY": "Jq8zLw2RtX5vNc9KbYh4MsDf7GpTe1AuWoCi3xQnVrEyZkHgBmP6S",
    "DATABASE_URL": "postgres://larc:unused@database.example:5432/larc",
    "REDIS_URL": "redis://:unused@broker.example:6379/0",
    "EMAIL_URL": "smtp+tls://larc:unused@mail.example:587",
    "DEFAULT_FROM_EMAIL": "LARC Survey <survey@example.org>",
}

SHOW_SETTINGS = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "larc_survey.settings"
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings)}, default=str))
"""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **PRODUCTION, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def production_settings(**variables: str) -> dict[str, Any]:
    result = run("-c", SHOW_SETTINGS, **variables)
    assert result.returncode == 0, result.stderr
    settings: dict[str, Any] = json.loads(result.stdout)
    return settings


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    return production_settings()


def test_the_deployment_check_has_nothing_to_say() -> None:
    result = run("-W", "error", "manage.py", "check", "--deploy", "--fail-level=WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_a_published_key_stops_a_production_start() -> None:
    key = "django-insecure-" + PRODUCTION["SECRET_KEY"]
    result = run("manage.py", "check", SECRET_KEY=key)
    assert result.returncode == 1
    assert "SECRET_KEY is wrong" in result.stderr


def test_cookies_travel_over_https_only_and_no_script_reads_them(settings: dict[str, Any]) -> None:
    for cookie in ("SESSION", "CSRF"):
        assert settings[f"{cookie}_COOKIE_SECURE"] is True
        assert settings[f"{cookie}_COOKIE_HTTPONLY"] is True
        assert settings[f"{cookie}_COOKIE_SAMESITE"] == "Lax"


def test_a_staff_session_ends_with_the_working_day_or_the_browser(settings: dict[str, Any]) -> None:
    assert settings["SESSION_COOKIE_AGE"] == 8 * 60 * 60
    assert settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"] is True


def test_a_proxy_is_believed_only_when_the_environment_says_so(settings: dict[str, Any]) -> None:
    assert settings["SECURE_PROXY_SSL_HEADER"] is None
    trusting = production_settings(TRUST_PROXY_TLS="on")
    assert trusting["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_plain_http_is_a_switch_of_its_own() -> None:
    insecure = production_settings(INSECURE_HTTP="on")
    assert insecure["SECURE_SSL_REDIRECT"] is False
    assert insecure["SESSION_COOKIE_SECURE"] is False
    assert insecure["SECURE_HSTS_SECONDS"] == 0
    assert insecure["DEBUG"] is False


def test_the_pool_keeps_connections_and_requests_do_not(settings: dict[str, Any]) -> None:
    database = settings["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["pool"]["max_size"] == 10
    smaller = production_settings(DATABASE_POOL_MIN="0", DATABASE_POOL_MAX="3")
    pool = smaller["DATABASES"]["default"]["OPTIONS"]["pool"]
    assert (pool["min_size"], pool["max_size"]) == (0, 3)


def test_a_fetched_task_is_not_lost_with_its_worker(settings: dict[str, Any]) -> None:
    assert settings["CELERY_TASK_ACKS_LATE"] is True
    assert settings["CELERY_TASK_REJECT_ON_WORKER_LOST"] is True
    assert settings["CELERY_WORKER_PREFETCH_MULTIPLIER"] == 1
    visibility = settings["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"]
    assert visibility > settings["CELERY_TASK_TIME_LIMIT"]


def test_an_upload_admits_long_answers_but_no_flood(settings: dict[str, Any]) -> None:
    longest_answer = 10_000 * len("%F0%9F%98%80")  # a character outside the basic plane, encoded
    assert 8 * longest_answer < settings["DATA_UPLOAD_MAX_MEMORY_SIZE"] < 2_000_000


def test_exports_have_no_address() -> None:
    script = SHOW_SETTINGS + "from django.core.files.storage import storages\n"
    result = run("-c", f"{script}storages['exports'].url('x.xlsx')")
    assert result.returncode == 1
    assert "not accessible via a URL" in result.stderr
