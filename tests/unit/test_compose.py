"""The image and the compose file name only what the project has, and keep its promises.

No container runs here: the files are parsed, and each command, path and variable in them is looked
up in the project.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from celery.bin.celery import celery as celery_command
from granian.cli import cli as granian_command

from embedded.programs import WEB_OPTIONS
from larc_survey.health import CHECKS
from tests.unit.compose_file import COMPOSE, ENVIRONMENT, PLATFORM, PROJECT, SERVICES


def instructions(path: str) -> list[tuple[str, str]]:
    """The lines of a Dockerfile as (instruction, rest), with continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (PROJECT / path).read_text(), flags=re.MULTILINE)
    joined = re.sub(r"\\\n\s*", "", text)
    lines = [line for line in joined.splitlines() if line]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


IMAGE = instructions("Dockerfile")


PROXY_IMAGE = instructions("deploy/proxy.Dockerfile")


def rests(image: list[tuple[str, str]], name: str) -> list[str]:
    return [rest for instruction, rest in image if instruction == name]


def health_check(service: dict[str, Any]) -> list[str]:
    """The words of a service's health check."""
    kind, *words = service["healthcheck"]["test"]
    return shlex.split(words[0]) if kind == "CMD-SHELL" else words


def platform_commands() -> list[list[str]]:
    """Every command that runs in the project's own image, as words."""
    run = [rest.rpartition("&& ")[2] for rest in rests(IMAGE, "RUN") if "manage.py" in rest]
    commands = [re.sub(r"^\w+=\S+ ", "", command).split() for command in run]
    commands += [yaml.safe_load(rest) for rest in rests(IMAGE, "CMD")]
    commands += [yaml.safe_load(rest.partition("CMD ")[2]) for rest in rests(IMAGE, "HEALTHCHECK")]
    commands += [service["command"] for service in PLATFORM.values()]
    commands += [health_check(PLATFORM[name]) for name in ("web", "worker")]
    return commands


def options(command: list[str]) -> list[str]:
    return [word.partition("=")[0] for word in command if word.startswith("--")]


def known_options(*commands: click.Command) -> set[str]:
    parameters = [parameter for command in commands for parameter in command.params]
    return {option for each in parameters for option in (*each.opts, *each.secondary_opts)}


def commands_of(program: str) -> list[list[str]]:
    found = [command for command in platform_commands() if command[0] == program]
    assert found
    return found


# Commands


def test_every_program_is_installed() -> None:
    scripts = {script.name for script in entry_points(group="console_scripts")}
    assert {command[0] for command in platform_commands()} <= scripts | {"python"}


def test_every_python_file_exists() -> None:
    for command in commands_of("python"):
        assert (PROJECT / command[1]).is_file()


def test_the_web_server_knows_its_options_and_finds_the_application() -> None:
    for command in commands_of("granian"):
        assert set(options(command)) <= known_options(granian_command)
        module, _, name = command[-1].partition(":")
        assert callable(getattr(import_module(module), name))


def test_the_web_server_runs_as_it_was_measured_and_tried() -> None:
    assert set(WEB_OPTIONS) <= set(SERVICES["web"]["command"])


def test_celery_knows_its_options_and_finds_the_application() -> None:
    for command in commands_of("celery"):
        subcommand = next(word for word in command[1:] if not word.startswith("--"))
        known = known_options(celery_command, celery_command.commands[subcommand])
        assert set(options(command)) <= known
        assert hasattr(import_module("larc_survey"), "celery_app")
        assert "--app=larc_survey" in command


@pytest.mark.parametrize(
    ("answering", "was_ready", "healthy"),
    [
        ("healthz readyz", False, True),
        ("healthz", False, False),
        ("healthz", True, True),
        ("readyz", True, False),
        ("", True, False),
    ],
)
def test_the_web_server_is_healthy_when_ready_once_and_then_as_long_as_it_answers(
    answering: str, was_ready: bool, healthy: bool, tmp_path: Path
) -> None:
    """A program in place of the probe knows which addresses answer."""
    (tmp_path / "python").write_text(
        f'#!/bin/sh\ncase " {answering} " in *" ${{2##*/}} "*) ;; *) exit 1;; esac\n'
    )
    (tmp_path / "python").chmod(0o755)
    mark = tmp_path / "was-ready"
    if was_ready:
        mark.touch()
    kind, script = SERVICES["web"]["healthcheck"]["test"]
    answer = subprocess.run(
        ["sh", "-c", re.sub(r"\S+/was-ready", str(mark), script)],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        check=False,
    )
    assert kind == "CMD-SHELL"
    assert (answer.returncode == 0) is healthy
    assert mark.exists() is (was_ready or healthy)


def test_health_checks_ask_addresses_that_exist() -> None:
    asked = re.findall(r"http://localhost:8000(/\w+)", " ".join(health_check(SERVICES["web"])))
    for_monitors_outside = {"/nights"}
    assert set(asked) == set(CHECKS) - for_monitors_outside
    assert "http://localhost:8000/healthz" in rests(IMAGE, "HEALTHCHECK")[0]


# Paths


def test_every_copied_file_exists() -> None:
    copies = [rest.split() for rest in rests(IMAGE, "COPY") + rests(PROXY_IMAGE, "COPY")]
    for *sources, _ in copies:
        if not sources[0].startswith("--from="):
            assert all((PROJECT / source).exists() for source in sources)


def test_every_app_gets_into_the_image_and_no_secret_does() -> None:
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    admitted = {pattern.removeprefix("!") for pattern in patterns if pattern.startswith("!")}
    assert patterns[0] == "*"
    packages = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    stay_out = {"bench", "embedded", "scripts", "simulation"}
    needed = {"manage.py", "requirements.txt"} | set(packages) - stay_out
    assert needed == admitted
    assert not any(fnmatch(".env", pattern) for pattern in admitted)


def test_the_build_loads_settings_from_a_file_that_exists() -> None:
    (name,) = re.findall(r"ENV_FILE=(\S+)", " ".join(rests(IMAGE, "RUN")))
    assert (PROJECT / name).is_file()


def test_web_and_worker_share_the_folder_of_exports() -> None:
    for name in ("web", "worker"):
        assert f"exports:{ENVIRONMENT['EXPORTS_ROOT']}" in SERVICES[name]["volumes"]


def test_volumes_and_networks_are_declared() -> None:
    for service in SERVICES.values():
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", [])}
        assert volumes <= set(COMPOSE["volumes"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])


# Promises


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check(name: str) -> None:
    service = SERVICES[name]
    if service["restart"] == "no":
        assert service["healthcheck"] == {"disable": True}
    else:
        assert health_check(service)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_runs_without_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] not in ("root", "0", 0)
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", SERVICES)
def test_temporary_folders_are_closed_to_other_accounts(name: str) -> None:
    """The numbers are those of the accounts as whom the images' programs run."""
    numbers = {
        "proxy": re.findall(r"-u (\d+) proxy", " ".join(rests(PROXY_IMAGE, "RUN"))),
        "postgres": ["999"],
    }
    (uid,) = numbers.get(name) or re.findall(r"--uid (\d+)", " ".join(rests(IMAGE, "RUN")))
    for folder in SERVICES[name].get("tmpfs", []):
        assert folder.partition(":")[2] == f"mode=0700,uid={uid}"


@pytest.mark.parametrize("image", [IMAGE, PROXY_IMAGE], ids=["platform", "proxy"])
def test_every_image_ends_without_rights(image: list[tuple[str, str]]) -> None:
    user = rests(image, "USER")[-1]
    assert user != "root"
    assert any(
        user in rest and re.search(r"(add)?user(add)?", rest) for rest in rests(image, "RUN")
    )


def test_web_and_jobs_wait_for_the_migrations() -> None:
    for name in ("web", "worker", "beat"):
        waits = SERVICES[name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert waits["postgres"]["condition"] == waits["valkey"]["condition"] == "service_healthy"


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["valkey"]["networks"] == ["data"]


def test_the_proxy_leads_to_the_web_service_and_forgets_who_came() -> None:
    text = (PROJECT / "deploy/Caddyfile").read_text()
    assert "reverse_proxy {$WEB_ADDRESS:web:8000}" in text
    assert "--port=8000" in SERVICES["web"]["command"]
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert f"header_up -{header}\n" in text
    assert "request delete" in text
    # Those with a value behind the colon are for trying the proxy outside of its container.
    assert set(re.findall(r"\{\$(\w+)\}", text)) == set(SERVICES["proxy"]["environment"])


def test_the_proxy_may_read_the_files_that_it_hands_out_and_change_none() -> None:
    (folder,) = re.findall(r"\{\$EXPORTS_ROOT:(\S+)\}", (PROJECT / "deploy/Caddyfile").read_text())
    assert folder == ENVIRONMENT["EXPORTS_ROOT"]
    assert ENVIRONMENT["FILES_BY_PROXY"] == "on"
    assert f"exports:{folder}:ro" in SERVICES["proxy"]["volumes"]
    (group,) = SERVICES["proxy"]["group_add"]
    (account,) = [rest for rest in rests(IMAGE, "RUN") if "useradd" in rest]
    assert f"groupadd --gid {group} larc " in account
    assert "--gid larc" in account


def test_access_is_not_logged() -> None:
    assert "--no-access-log" in SERVICES["web"]["command"]
    proxy = (PROJECT / "deploy/Caddyfile").read_text()
    assert re.findall(r"^\s*log\b.*", proxy, re.MULTILINE) == ["\tlog default {"]


def test_python_is_the_one_that_the_code_is_checked_for() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["mypy"][
        "python_version"
    ]
    for rest in rests(IMAGE, "FROM"):
        assert rest.startswith(f"python:{version}.")
