"""Judging a command by the program that it calls: it understands it, and what it names is there.

Nothing is started here. A command that would change this machine, or needs Docker or a network, can
still not name a target, a service, a file or an option that does not exist.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from unittest.mock import patch

import yaml
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

import embedded.__main__ as embedded
from embedded.placement import POSTGRES, site_packages
from tests.integration.papers.blocks import PROJECT

Words = list[str]

PLACEHOLDER = re.compile(r"[A-Z]+")
"""A word such as COMMAND or APP, for which the reader puts their own."""

REDIRECTED = {">", ">>", "<", "|"}


def commands_in(text: str) -> Iterator[Words]:
    """Yield the words of each line of *text*, without comments, redirections and variables."""
    for line in text.splitlines():
        words = shlex.split(line, comments=True)
        end = next((n for n, word in enumerate(words) if word in REDIRECTED), len(words))
        words = words[:end]
        while words and re.match(r"[A-Z_]+=", words[0]):
            words = words[1:]
        if words:
            yield words


def judge(words: Words) -> None:
    """Fail if the command in *words* cannot be understood by the program that it calls."""
    program, *arguments = words
    PROGRAMS[program](arguments)


def make(arguments: Words) -> None:
    makefile = (PROJECT / "Makefile").read_text()
    for argument in arguments:
        name, is_variable, _value = argument.partition("=")
        if is_variable:
            assert re.search(rf"\b{name}\b", makefile), name
        else:
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


def python(arguments: Words) -> None:
    if arguments[0] == "-m":
        MODULES[arguments[1]](arguments[2:])
    else:
        assert arguments[0] == "manage.py"
        manage(arguments[1:])


def manage(arguments: Words) -> None:
    name, *rest = arguments
    filled = ["1" if PLACEHOLDER.fullmatch(word) else word for word in rest]
    if not PLACEHOLDER.fullmatch(name):
        command_called(name).create_parser("manage.py", name).parse_args(filled)


def command_called(name: str) -> BaseCommand:
    app = get_commands()[name]
    return app if isinstance(app, BaseCommand) else load_command_class(app, name)


def run_embedded(arguments: Words) -> None:
    with patch.object(sys, "argv", ["embedded", *arguments]):
        options = embedded.arguments()
    if arguments[0] == "manage":
        manage(options.arguments)
    elif arguments[0] == "run":
        judge(options.command)


def run_bench(arguments: Words) -> None:
    """Its arguments are judged before the last one, which asks for help, ends it."""
    command = [sys.executable, "-m", "bench", *arguments, "--help"]
    subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)


def pytest(arguments: Words) -> None:
    for argument in arguments:
        assert "/" not in argument or (PROJECT / argument).exists(), argument


def docker(arguments: Words) -> None:
    if arguments[0] == "ps":
        docker_ps(arguments[1:])
        return
    assert arguments[0] == "compose"
    subcommand, *rest = arguments[1:]
    assert subcommand in {"up", "run", "exec", "stop", "ps", "logs", "down", "build"}, subcommand
    positional = [*without_options(rest)]
    if subcommand in ("run", "exec"):
        service, *inside = positional
        assert service in services()
        if inside:
            INSIDE[inside[0]](rest[rest.index(inside[0]) + 1 :])
    else:
        assert set(positional) <= services()


def docker_ps(arguments: Words) -> None:
    """What it looks for are labels that Docker Compose gives to containers of this project."""
    filters = dict(
        value.removeprefix("label=").split("=")
        for option, value in pairwise(arguments)
        if option == "--filter"
    )
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
    assert filters["com.docker.compose.project"] == compose["name"]
    assert filters["com.docker.compose.service"] in services()
    assert filters["health"] == "unhealthy"
    assert {word for word in arguments if word.startswith("-")} == {"--quiet", "--filter"}


def without_options(words: Words) -> Iterator[str]:
    """Yield *words* from the first that is neither an option nor the value of `--volume`."""
    rest = iter(words)
    for word in rest:
        if word == "--volume":
            next(rest)
        elif not word.startswith("-"):
            yield word
            yield from rest


@cache
def services() -> set[str]:
    return set(yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"])


def postgres_tool(name: str) -> Callable[[Words], None]:
    def judged(arguments: Words) -> None:
        program = site_packages() / POSTGRES / "bin" / name
        told = subprocess.run([program, "--help"], capture_output=True, text=True, check=True)
        for argument in arguments:
            if argument.startswith("--"):
                assert argument.partition("=")[0] in told.stdout, argument

    return judged


def tar(arguments: Words) -> None:
    told = subprocess.run(["tar", "--help"], capture_output=True, text=True, check=True).stdout
    for argument in arguments:
        assert not argument.startswith("--") or argument.partition("=")[0] in told, argument


def npm(arguments: Words) -> None:
    scripts = json.loads((PROJECT / "larc_survey/frontend/package.json").read_text())["scripts"]
    assert arguments == ["ci"] or (arguments[0] == "run" and arguments[1] in scripts)


def script(arguments: Words) -> None:
    """For `python3 deploy/make_secrets.py` and `sh deploy/restore.sh larc.dump`: it is there."""
    assert (PROJECT / arguments[0]).is_file()


def on_secrets(arguments: Words) -> None:
    """For the commands with which a key is changed, which test_changing_a_key.py runs."""


def on_files(arguments: Words) -> None:
    """For `cp .env.example .env` and `chmod 600 .env`: what is read is there."""
    named = [argument for argument in arguments if argument.startswith(".")]
    assert named[-1] == ".env"
    assert all((PROJECT / path).exists() for path in named[:-1])


def git(arguments: Words) -> None:
    assert arguments[0] in ("pull", "rev-parse", "checkout")


PROGRAMS: dict[str, Callable[[Words], None]] = {
    ".venv/bin/pytest": pytest,
    ".venv/bin/python": python,
    "chmod": on_files,
    "cp": on_files,
    "docker": docker,
    "echo": on_secrets,
    "git": git,
    "make": make,
    "npm": npm,
    "printf": on_secrets,
    "python": python,
    "python3": script,
    "rm": on_secrets,
    "sh": script,
}
MODULES: dict[str, Callable[[Words], None]] = {
    "bench": run_bench,
    "embedded": run_embedded,
}
INSIDE: dict[str, Callable[[Words], None]] = {
    "pg_dump": postgres_tool("pg_dump"),
    "pg_restore": postgres_tool("pg_restore"),
    "python": python,
    "tar": tar,
}
"""What is called inside of a container."""
