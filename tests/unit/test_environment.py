"""Reading the environment: typed values, and one clear refusal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from larc_survey import environment_values as values
from larc_survey.environment import Environment
from tests.patience import SECONDS

PROJECT = Path(__file__).resolve().parents[2]


HOW = "Set it to something else."


LONG_KEY = "Vt3k9XqP7mZr2LwY8sNd4HfJ6gBc1TuA0eRiOxQvKpWzMyGhEb5Un"


def read(parse: Any, text: str, **options: Any) -> Any:
    with Environment({"NAME": text}) as env:
        return env.read("NAME", parse, how=HOW, **options)


def refused(parse: Any, text: str) -> str:
    with pytest.raises(SystemExit) as stop:
        read(parse, text)
    return " ".join(str(stop.value).split())


def start(*command: str, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command of the project with these variables only."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


# Refusing to start


def test_one_refusal_names_every_problem_and_what_to_set() -> None:
    def read_two() -> None:
        with Environment({"DEBUG": "perhaps"}) as env:
            env.read("DEBUG", values.flag, how="Leave it off.")
            env.read("HOSTS", values.hosts, how="Set it to a host name.")

    with pytest.raises(SystemExit) as stop:
        read_two()
    text = str(stop.value)
    assert 'DEBUG is wrong: it must be "on" or "off". Leave it off.' in text
    assert "HOSTS is missing. Set it to a host name." in text
    assert ".env.example" in text


def test_nothing_stops_when_every_value_is_right() -> None:
    with Environment({"DEBUG": "on"}) as env:
        assert env.read("DEBUG", values.flag, how=HOW) is True


def test_an_empty_variable_counts_as_missing() -> None:
    assert "NAME is missing." in refused(values.word, "  ")
    assert read(values.word, "", default="usual") == "usual"


def test_a_mistake_in_the_code_is_not_hidden_by_a_refusal() -> None:
    def read_and_fail() -> None:
        with Environment({}) as env:
            env.read("NAME", values.word, how=HOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_and_fail()


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["-m", "celery", "--app=larc_survey", "worker"],
        ["-m", "celery", "--app=larc_survey", "beat"],
        ["-c", "import larc_survey.wsgi"],
    ],
    ids=["manage.py", "worker", "beat", "web"],
)
def test_no_process_starts_without_its_environment(command: list[str]) -> None:
    result = start(*command, variables={})
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    secrets = ("SECRET_KEY", "RESUME_CODE_KEY", "AUTHENTICATOR_KEY")
    servers = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    for name in (*secrets, "ALLOWED_HOSTS", "SITE_ADDRESS", *servers):
        assert f"- {name} is missing. Set it to" in result.stderr


def test_a_refusal_shows_no_value() -> None:
    variables = {
        "SECRET_KEY": "hunter2-hunter2",
        "AUTHENTICATOR_KEY": "hunter2-hunter2-too",
        "DATABASE_URL": "postgres://larc:hunter2/with#odd@host/name",
        "REDIS_URL": "redis://:hunter2@",
        "EMAIL_URL": "smtp+tls://user:hunter2/odd@host",
    }
    result = start("manage.py", "check", variables=variables)
    assert result.stderr.count(" is wrong: ") == len(variables)
    assert "hunter2" not in result.stdout + result.stderr


# Types


@pytest.mark.parametrize(
    ("texts", "value"), [(("on", "Yes", "TRUE", "1"), True), (("off", "no", "False", "0"), False)]
)
def test_a_flag_is_on_or_off(texts: tuple[str, ...], value: bool) -> None:
    assert {read(values.flag, text) for text in texts} == {value}


def test_a_flag_is_never_guessed() -> None:
    assert 'must be "on" or "off"' in refused(values.flag, "enabled")


def test_debugging_needs_insecure_http() -> None:
    assert read(values.development_flag(allowed=True), "on") is True
    assert read(values.development_flag(allowed=False), "off") is False
    assert "INSECURE_HTTP" in refused(values.development_flag(allowed=False), "on")


def test_a_number_stays_within_its_bounds() -> None:
    hour = values.number(least=0, most=23)
    assert read(hour, "0") == 0
    assert read(hour, "23") == 23
    for text in ("24", "-1", "2.5", "two"):
        assert "whole number from 0 to 23" in refused(hour, text)


def test_a_folder_is_relative_to_the_project(tmp_path: Path) -> None:
    assert read(values.folder(tmp_path), "var/x") == tmp_path / "var/x"
    assert read(values.folder(tmp_path), "/srv/x") == Path("/srv/x")


def test_a_private_folder_is_not_inside_a_public_one(tmp_path: Path) -> None:
    private = values.folder(tmp_path, outside=tmp_path / "static")
    assert read(private, "exports") == tmp_path / "exports"
    for text in ("static", "static/exports", "x/../static/exports"):
        assert "open to everybody" in refused(private, text)


def test_a_secret_key_is_long_and_varied() -> None:
    production = values.secret_key(may_be_insecure=False)
    assert read(production, LONG_KEY) == LONG_KEY
    assert "too short" in refused(production, LONG_KEY[:49])
    assert "too uniform" in refused(production, "abcabc" * 20)


def test_a_published_secret_key_only_serves_insecure_http() -> None:
    published = "django-insecure-" + LONG_KEY
    assert read(values.secret_key(may_be_insecure=True), published) == published
    assert "published" in refused(values.secret_key(may_be_insecure=False), published)


def test_each_secret_key_is_a_text_of_its_own() -> None:
    other = values.secret_key(may_be_insecure=True, other_than={LONG_KEY})
    assert read(other, f"{LONG_KEY}x") == f"{LONG_KEY}x"
    assert "another secret as well" in refused(other, LONG_KEY)


def test_earlier_secret_keys_obey_the_same_rule() -> None:
    assert read(values.secret_keys, f"{LONG_KEY}, {LONG_KEY}x") == [LONG_KEY, f"{LONG_KEY}x"]
    assert "too short" in refused(values.secret_keys, f"{LONG_KEY},short")


def test_hosts_are_bare_names() -> None:
    assert read(values.hosts, "a.example.org, .example.com,[::1]") == [
        "a.example.org",
        ".example.com",
        "[::1]",
    ]
    for text in ("https://a.example.org", "a.example.org:443", "a.example.org/x", "*"):
        assert "host names only" in refused(values.hosts, text)


def test_a_database_is_postgresql() -> None:
    database = read(values.postgresql, "postgres://larc:p%40ss@db.example:5433/survey")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["NAME"] == "survey"
    assert database["PASSWORD"] == "p@ss"
    assert (database["HOST"], database["PORT"]) == ("db.example", 5433)
    for text in ("sqlite:///db.sqlite3", "mysql://u:p@host/name", "db.example"):
        assert "postgres://" in refused(values.postgresql, text)
    assert "name of the database" in refused(values.postgresql, "postgres://u:p@host")


def test_a_broker_speaks_redis() -> None:
    address = "redis://:secret@broker.example:6379/0"
    assert read(values.redis_url, address) == address
    assert "redis://" in refused(values.redis_url, "amqp://broker.example")
    assert "cannot be read" in refused(values.redis_url, "redis:///0")


@pytest.mark.parametrize("told", ["required", "optional", "none"])
def test_a_certificate_of_the_broker_is_verified_unless_told_otherwise(told: str) -> None:
    address = "rediss://:secret@broker.example:6379/0"
    verified = f"{address}?ssl_cert_reqs=required"
    assert read(values.redis_url, address) == verified
    assert read(values.redis_url, verified) == verified
    with_more = f"{address}?ssl_ca_certs=/etc/ssl/own.pem&ssl_cert_reqs={told}"
    assert read(values.redis_url, with_more) == with_more
    assert "ssl_cert_reqs must be" in refused(values.redis_url, f"{address}?ssl_cert_reqs=no")


@pytest.mark.parametrize("may_be_plain", [True, False])
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://survey.example.org", "https://survey.example.org"),
        ("https://survey.example.org/", "https://survey.example.org"),
        ("HTTPS://Survey.Example.org:8443", "https://survey.example.org:8443"),
        ("https://any.example.net", "https://any.example.net"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ],
)
def test_the_site_has_one_address(text: str, address: str, may_be_plain: bool) -> None:
    hosts = ["survey.example.org", ".example.net", "[::1]"]
    parse = values.site_address(may_be_plain=may_be_plain, among=hosts)
    assert read(parse, text) == address


def test_the_site_is_reached_by_https() -> None:
    plain = "http://127.0.0.1:8000"
    insecure = values.site_address(may_be_plain=True, among=["127.0.0.1"])
    assert read(insecure, plain) == plain
    secure = values.site_address(may_be_plain=False, among=["127.0.0.1", "a.example"])
    for text in (plain, "127.0.0.1:8000", "a.example", "//a.example", "ftp://a.example"):
        assert "does not start with https://" in refused(secure, text)


@pytest.mark.parametrize(
    "rest", ["", "/survey", "?a=b", "#a", ":0", ":port", "user@a.example", " a.example", "[a"]
)
def test_the_address_of_the_site_is_nothing_more(rest: str) -> None:
    host = "" if rest == "" or rest[0] in " u[" else "a.example"
    parse = values.site_address(may_be_plain=False, among=["a.example"])
    assert "must end with the host name" in refused(parse, f"https://{host}{rest}")


def test_the_address_of_the_site_is_one_that_is_answered() -> None:
    parse = values.site_address(may_be_plain=False, among=["a.example"])
    assert "none of those in ALLOWED_HOSTS" in refused(parse, "https://b.example")
    unknown = values.site_address(may_be_plain=False, among=None)
    assert read(unknown, "https://b.example") == "https://b.example"


def test_a_mail_server_is_reached_with_tls() -> None:
    mail = values.email_url(may_be_console=False)
    settings = read(mail, "smtp+tls://user:p%40ss@mail.example:587")
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example", 587)
    assert settings["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert settings["EMAIL_USE_TLS"] is True
    assert read(mail, "smtp+ssl://mail.example:465")["EMAIL_USE_SSL"] is True
    assert "mail server" in refused(mail, "smtp://")
    assert "mail server" in refused(mail, "filemail:///tmp")


def test_emails_on_the_screen_are_for_insecure_http() -> None:
    console = read(values.email_url(may_be_console=True), "consolemail://")
    assert console["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    refusal = refused(values.email_url(may_be_console=False), "consolemail://")
    assert "password links" in refusal
