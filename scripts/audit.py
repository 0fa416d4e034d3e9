"""Compares every locked package with the known vulnerabilities: scripts/audit.py

It asks OSV (https://osv.dev), which collects the advisories of PyPI, npm and others, about all that
`make lock` and `npm` have locked, for whatever system. A vulnerability ends it with 1, and so does
a service that answers otherwise than it should. Where the service cannot be reached, as on a
machine without the internet, it says so in one line and ends with 0.
"""

import argparse
import json
import re
import ssl
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from pydantic import BaseModel, ValidationError

PROJECT = Path(__file__).resolve().parents[1]
SERVICE = "https://api.osv.dev"
TIMEOUT_SECONDS = 30
MOST_QUERIES = 1000  # in one request

REQUIREMENT = re.compile(r"([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==([^\s;]+)", re.IGNORECASE)


class CannotBeReached(Exception):
    """There is no way to the service, so it knows nothing of us either."""


class WrongAnswer(Exception):
    """The service was reached, and said something that is no answer."""


class Unlocked(Exception):
    """A line of a locked set names no version."""


@dataclass(frozen=True, order=True)
class Package:
    ecosystem: str
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.ecosystem})"


@dataclass(frozen=True)
class Finding:
    package: Package
    names: tuple[str, ...]
    """Its identifier, and those that others gave it."""
    summary: str

    def __str__(self) -> str:
        return f"{self.package}: {', '.join(self.names)}. {self.summary}".rstrip(". ") + "."


# What is locked


def locked(project: Path) -> list[Package]:
    found = set(of_npm(project / "larc_survey/frontend/package-lock.json"))
    for path in sorted(project.glob("requirements*.txt")):
        found |= set(of_pip(path))
    return sorted(found)


def of_pip(path: Path) -> Iterator[Package]:
    for line in path.read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            match = REQUIREMENT.match(line)
            if match is None:
                raise Unlocked(f"{path.name}: {line}")
            yield Package("PyPI", *match.groups())


def of_npm(path: Path) -> Iterator[Package]:
    for place, entry in json.loads(path.read_text())["packages"].items():
        if place:  # the first is the project itself
            yield Package("npm", place.rpartition("node_modules/")[2], entry["version"])


# What is known


class Named(BaseModel):
    id: str


class Result(BaseModel):
    """About one package; a token when there is more to ask for."""

    vulns: list[Named] = []
    next_page_token: str = ""


class Results(BaseModel):
    results: list[Result]


class Advisory(Named):
    aliases: list[str] = []
    summary: str = ""
    withdrawn: str | None = None


Answer = TypeVar("Answer", bound=BaseModel)
Query = dict[str, Any]


class Service:
    """OSV, or another at the same interface (https://google.github.io/osv.dev/api/)."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def findings(self, packages: Sequence[Package]) -> list[Finding]:
        """The vulnerabilities of these packages that were not withdrawn."""
        identifiers = [
            pair
            for start in range(0, len(packages), MOST_QUERIES)
            for pair in self._identifiers(packages[start : start + MOST_QUERIES])
        ]
        known = {one: self._advisory(one) for one in sorted({one for _, one in identifiers})}
        return [
            Finding(package, (one, *known[one].aliases), known[one].summary)
            for package, one in identifiers
            if known[one].withdrawn is None
        ]

    def _advisory(self, identifier: str) -> Advisory:
        return self._ask(f"/v1/vulns/{quote(identifier, safe='')}", Advisory)

    def _identifiers(self, packages: Sequence[Package]) -> Iterator[tuple[Package, str]]:
        """Each package with the identifier of a vulnerability of it; an answer may have pages."""
        asked = [(package, query_about(package)) for package in packages]
        while asked:
            queries = [query for _, query in asked]
            results = self._ask("/v1/querybatch", Results, {"queries": queries}).results
            if len(results) != len(asked):
                raise WrongAnswer(f"answered about {len(results)} packages, not {len(asked)}")
            answered = [
                (package, result) for (package, _), result in zip(asked, results, strict=True)
            ]
            yield from ((package, one.id) for package, result in answered for one in result.vulns)
            asked = [
                (package, query_about(package) | {"page_token": result.next_page_token})
                for package, result in answered
                if result.next_page_token
            ]

    def _ask(self, path: str, kind: type[Answer], body: Query | None = None) -> Answer:
        request = Request(  # noqa: S310 - the address is the caller's
            f"{self.address}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "User-Agent": "larc-survey-audit"},
        )
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as reply:  # noqa: S310
                return kind.model_validate_json(reply.read())
        except HTTPError as error:
            raise WrongAnswer(f"answered {error.code} {error.reason} to {path}") from None
        except URLError as error:
            # Nobody was reached; but whoever cannot prove who they are was, or hangs up on us.
            if isinstance(error.reason, ssl.SSLError | BrokenPipeError):
                raise WrongAnswer(f"the connection failed: {error.reason}") from None
            raise CannotBeReached(str(error.reason)) from None
        except ValidationError as error:
            what = error.errors()[0]["msg"]
            raise WrongAnswer(f"answered {path} with something else: {what}") from None
        except (OSError, HTTPException) as error:
            raise WrongAnswer(f"broke off its answer to {path}: {error}") from None


def query_about(package: Package) -> Query:
    named = {"ecosystem": package.ecosystem, "name": package.name}
    return {"package": named, "version": package.version}


# What is said


def audit(project: Path, address: str) -> int:
    packages = locked(project)
    try:
        findings = Service(address).findings(packages)
    except CannotBeReached as reason:
        print(
            f"NOT AUDITED: {address} cannot be reached ({reason}), so {len(packages)} locked "
            "packages were not compared with known vulnerabilities."
        )
        return 0
    except WrongAnswer as reason:
        print(f"Not audited, and that is an error. {address} was reached: {reason}.")
        return 1
    return report(packages, findings, accepted_in(project))


def accepted_in(project: Path) -> Mapping[str, str]:
    """Vulnerabilities that do not concern us, each with the reason why."""
    tools = tomllib.loads((project / "pyproject.toml").read_text())["tool"]
    accepted: Mapping[str, str] = tools.get("audit", {}).get("accepted", {})
    return accepted


def report(
    packages: Sequence[Package], findings: Sequence[Finding], accepted: Mapping[str, str]
) -> int:
    new = [finding for finding in findings if not accepted.keys() & set(finding.names)]
    gone = accepted.keys() - {name for finding in findings for name in finding.names}
    for finding in new:
        print(f"Vulnerable: {finding}")
    if new:
        print(
            "Lock versions without them (`make lock`), or, where one does not concern us, give its "
            "name and the reason in pyproject.toml, [tool.audit.accepted]."
        )
    for name in sorted(gone):
        print(f"{name} is accepted in pyproject.toml, and no locked package has it: take it out.")
    if not new and not gone:
        print(
            f"None of {len(packages)} locked packages has a known vulnerability that concerns us."
        )
    return 1 if new or gone else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Audit the locked packages.")
    parser.add_argument("--service", default=SERVICE, help=f"another service than {SERVICE}")
    parser.add_argument("--project", type=Path, default=PROJECT, help="another folder")
    options = parser.parse_args()
    return audit(options.project, options.service)


if __name__ == "__main__":
    sys.exit(main())
