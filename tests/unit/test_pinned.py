"""Nothing gets into an image or an environment in a version that nobody has chosen.

Chromium for the browser tests is the exception: it comes from Debian in the version of the day,
since Debian keeps no other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from larc_survey.settings import BASE_DIR

NUMBERS = {"caddy": 3, "postgres": 2, "python": 3, "valkey/valkey": 3}
"""Images that are used, with the length of a whole version number of each."""

DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
DOCKERFILES = [*BASE_DIR.glob("*Dockerfile"), *(BASE_DIR / "deploy").glob("*Dockerfile")]
LOCKS = sorted(BASE_DIR.glob("requirements*.txt"))
FRONTEND = BASE_DIR / "larc_survey/frontend"

INSTALLERS = re.compile(
    r"\b(apt|apt-get|apk|pip|pipx|uv|npm|npx|curl|wget|git|gem|cargo|go)\s+(.*)"
)


def is_pinned(image: str) -> bool:
    """Whether an image is named by its digest or by a whole version number."""
    tagged, _, digest = image.partition("@")
    name, _, tag = tagged.partition(":")
    if digest:
        return bool(DIGEST.fullmatch(digest))
    return bool(re.match(rf"\d+(\.\d+){{{NUMBERS.get(name, 9) - 1}}}(-|$)", tag))


def loose_ends(dockerfile: str) -> Iterator[str]:
    """Whatever a Dockerfile fetches without a version."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE))
    stages = set(re.findall(r"^FROM \S+ AS (\S+)", text, re.MULTILINE))
    images = set(re.findall(r"^FROM (\S+)|--from=(\S+)", text, re.MULTILINE))
    yield from (
        image
        for image in (first or second for first, second in images)
        if image not in stages and not is_pinned(image)
    )
    for line in re.findall(r"^(?:RUN|ADD) .*", text, re.MULTILINE):
        yield from (command for command in re.split(r"&&|;|\|", line) if is_loose(command))


def is_loose(command: str) -> bool:
    """Whether a command brings something in otherwise than by name, version and digest."""
    if command.startswith("ADD"):
        return True
    found = INSTALLERS.search(command)
    if found is None:
        return False
    installer, rest = found.groups()
    if installer == "pip":
        locked = ("--require-hashes", "--only-binary=:all:", "--requirement ")
        return not rest.startswith("uninstall") and not all(part in rest for part in locked)
    if installer in ("apt-get", "apk"):
        words = [word for word in rest.split()[1:] if not word.startswith("-")]
        return rest.split()[0] in ("install", "add") and not all("=" in word for word in words)
    return installer != "npm" or not rest.startswith("ci")


def locked_lines(path: Path) -> Iterator[str]:
    """Each requirement of a locked set, with its hashes, as one line."""
    text = path.read_text().replace("\\\n", " ")
    yield from (line for line in text.splitlines() if not re.match(r"\s*(#|$)", line))


# Images


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.name)
def test_an_image_is_built_of_what_was_chosen(path: Path) -> None:
    assert list(loose_ends(path.read_text())) == []


def test_the_images_of_the_services_are_those_that_were_chosen() -> None:
    services = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())["services"]
    fetched = [service["image"] for service in services.values() if "build" not in service]
    assert len(fetched) == 2
    assert [image for image in fetched if not is_pinned(image)] == []


@pytest.mark.parametrize(
    "line",
    [
        "FROM python",
        "FROM python:3.11-slim",
        "FROM python:latest",
        "FROM caddy:2.11-alpine",
        "FROM nobody:1.2.3",
        "FROM python:3.11.17-slim@sha256:abc",
        "COPY --from=caddy:2 /usr/bin/caddy /usr/bin/caddy",
        "RUN apt-get update && apt-get install -y curl",
        "RUN apk add --no-cache curl=8.1.0-r0 jq",
        "RUN pip install django",
        "RUN pip install --require-hashes --requirement requirements.txt",
        "RUN pip install --upgrade pip \\\n    && true",
        "RUN npm install",
        "RUN curl -fsSL https://example.org/install.sh | sh",
        "RUN git clone https://example.org/x",
        "ADD https://example.org/x.tar.gz /srv",
    ],
)
def test_what_nobody_has_chosen_is_found(line: str) -> None:
    assert list(loose_ends(f"{line}\n"))


@pytest.mark.parametrize(
    "line",
    [
        "FROM python:3.11.17-slim-trixie AS packages",
        "FROM postgres:18.6-trixie",
        f"FROM nobody:1@sha256:{'0' * 64}",
        "FROM python:3.11.17 AS packages\nCOPY --from=packages /opt /opt",
        "RUN apk add --no-cache curl=8.1.0-r0",
        "RUN npm ci --no-audit",
        "RUN adduser -D proxy && chown -R proxy /data",
    ],
)
def test_what_was_chosen_is_not_accused(line: str) -> None:
    assert list(loose_ends(f"{line}\n")) == []


# Packages


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_of_python_is_locked_by_version_and_digest(path: Path) -> None:
    lines = list(locked_lines(path))
    assert len(lines) > 20
    for line in lines:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==\S+ ", line), line
        assert DIGEST.search(line), line
        assert "http" not in line, line


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_the_locked_sets_are_those_of_what_was_asked_for(path: Path) -> None:
    """Otherwise `make lock` was forgotten."""
    wanted = path.with_suffix(".in").read_text().splitlines()
    bare = [line.partition("#")[0].strip() for line in wanted]
    pairs = [line.split(maxsplit=1)[0].split("==") for line in locked_lines(path)]
    versions = {name.partition("[")[0]: Version(version) for name, version in pairs}
    for requirement in (Requirement(line) for line in bare if line and not line.startswith("-c")):
        assert versions[requirement.name.lower()] in requirement.specifier, requirement


def test_make_installs_only_what_is_locked() -> None:
    makefile = (BASE_DIR / "Makefile").read_text()
    (locked,) = re.findall(r"^LOCKED := (.*)$", makefile, re.MULTILINE)
    assert locked == "--require-hashes --only-binary=:all:"
    installs = re.findall(r"^\t.*\binstall .*", makefile, re.MULTILINE)
    assert len(installs) == 2
    assert all("install $(LOCKED) --requirement " in line for line in installs)
    assert re.findall(r"npm (?!run)\S+", makefile) == ["npm ci"]


def test_every_package_of_npm_is_locked_by_version_and_digest() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    for place, package in packages.items():
        if place:
            assert re.match(r"\d+\.\d+\.\d+", package["version"]), place
            assert package["integrity"].startswith("sha512-"), place
    wanted = json.loads((FRONTEND / "package.json").read_text())["devDependencies"]
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
