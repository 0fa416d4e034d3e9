"""The secrets of the containers."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.make_secrets import EMAIL_URL, FOLDER, MADE
from tests.unit.compose_file import COMPOSE, ENVIRONMENT, PROJECT, SERVICES

READ_BY_SETTINGS = set(
    re.findall(r'env\.read\w*\(\s*"(\w+)"', (PROJECT / "larc_survey/settings.py").read_text())
)


MOUNTED = Path("/run/secrets")
"""Where a container finds its secrets."""


EXPLAINED = set(re.findall(r"^(?:# )?(\w+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))


# Switches for one's own machine, and a folder that the image has filled already.
NOT_FOR_CONTAINERS = {"INSECURE_HTTP", "DEBUG", "DEMONSTRATION", "STATIC_ROOT"}


# Variables


def setting_of(variable: str, value: str) -> str:
    """The setting that a variable of a container sets, itself or by the file of a secret."""
    return variable.removesuffix("_FILE") if str(MOUNTED) in value else variable


def test_every_variable_of_a_container_is_a_setting() -> None:
    settings = {setting_of(name, value) for name, value in ENVIRONMENT.items()}
    assert settings == READ_BY_SETTINGS - NOT_FOR_CONTAINERS


def test_every_variable_is_explained() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text()))
    assert asked | READ_BY_SETTINGS == EXPLAINED


def test_a_missing_variable_says_what_to_set() -> None:
    text = (PROJECT / "docker-compose.yml").read_text()
    needed = dict(re.findall(r"\$\{(\w+):\?([^}]*)\}", text))
    assert "ALLOWED_HOSTS" in needed
    for name, sentence in needed.items():
        assert sentence.startswith(f"Set {name} in .env to ")


def test_nothing_secret_is_written_down_or_in_an_environment() -> None:
    secrets = re.compile(r"(SECRET|PASSWORD|TOKEN|_KEY|_URL)")
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if secrets.search(name):
                assert name.endswith("_FILE"), name
                assert re.fullmatch(rf"{MOUNTED}/\w+|\$\{{{name}:\+{MOUNTED}/\w+\}}", value), name
    for name in ("Dockerfile", "deploy/proxy.Dockerfile", "deploy/Caddyfile"):
        assert not secrets.search((PROJECT / name).read_text()), name


def test_the_environment_example_holds_no_secret() -> None:
    lines = (PROJECT / ".env.example").read_text().splitlines()
    assert [line for line in lines if re.match(r"\w+=.", line)] == []


# Secrets


def secrets_read_by(service: dict[str, Any]) -> set[str]:
    """The secrets that a service's environment, command or health check names."""
    return set(re.findall(rf"{MOUNTED}/(\w+)", yaml.safe_dump(service)))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_sees_the_secrets_that_it_reads_and_no_others(name: str) -> None:
    assert secrets_read_by(SERVICES[name]) == set(SERVICES[name].get("secrets", []))


def test_each_secret_is_a_file_of_its_own_that_is_made_or_asked_for() -> None:
    declared = {name: secret["file"] for name, secret in COMPOSE["secrets"].items()}
    present = {name for name in declared if not name.endswith("_fallbacks")}
    assert present == {*MADE, EMAIL_URL}
    assert {declared[name] for name in present} == {f"./{FOLDER}/{name}" for name in present}
    assert declared.keys() == {
        name for each in SERVICES.values() for name in each.get("secrets", [])
    }


def test_earlier_keys_are_mounted_where_they_are_named_and_the_present_one_elsewhere() -> None:
    """So that what is mounted is there in either case, and is read in the first only."""
    for name, secret in COMPOSE["secrets"].items():
        key, is_fallback, _ = name.partition("_fallbacks")
        if is_fallback:
            variable = f"{name.upper()}_FILE"
            assert secret["file"] == f"${{{variable}:-./{FOLDER}/{key}}}"
            assert ENVIRONMENT[variable] == f"${{{variable}:+{MOUNTED}/{name}}}"


def test_secrets_stay_out_of_the_repository_and_the_image() -> None:
    assert f"/{FOLDER}/" in (PROJECT / ".gitignore").read_text().splitlines()
    assert f"!{FOLDER}" not in (PROJECT / ".dockerignore").read_text()


def test_secrets_have_the_rights_of_their_files() -> None:
    """The long form with `uid` or `mode` would have them copied into a read-only container."""
    for service in SERVICES.values():
        assert all(isinstance(secret, str) for secret in service.get("secrets", []))


@pytest.mark.parametrize("content", ["right-password\n", None])
def test_the_broker_starts_with_its_password_or_not_at_all(
    content: str | None, tmp_path: Path
) -> None:
    """A program in place of the server says what it is told."""
    if content:
        (tmp_path / "valkey_password").write_text(content)
    stand_in = tmp_path / "valkey-server"
    stand_in.write_text("#!/bin/sh\necho started\ncat\n")
    stand_in.chmod(0o755)
    told = [word.replace("$$", "$") for word in SERVICES["valkey"]["command"]]
    answer = subprocess.run(
        [word.replace(str(MOUNTED), str(tmp_path)) for word in told],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout == ("started\nrequirepass right-password\n" if content else "")
    assert (answer.returncode == 0) is bool(content)
