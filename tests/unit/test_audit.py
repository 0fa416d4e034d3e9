"""The audit of locked packages: what it finds ends it, what it cannot reach it names, once."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from larc_survey.settings import BASE_DIR
from scripts.audit import Package, Unlocked, audit, locked

Query = dict[str, Any]

ADVISORY = {
    "id": "GHSA-aaaa",
    "aliases": ["CVE-2026-1"],
    "summary": "Opens every door",
    "modified": "2026-01-01T00:00:00Z",
    "affected": [],
}


@dataclass
class Osv:
    """What a service like OSV knows, and what it was asked."""

    address: str = ""
    vulnerable: dict[str, list[str]] = field(default_factory=dict)
    """By name and version: identifiers."""
    advisories: dict[str, dict[str, Any]] = field(default_factory=dict)
    page_size: int = 100
    asked: list[Query] = field(default_factory=list)
    answer_instead: Callable[[BaseHTTPRequestHandler], None] | None = None

    def knows(self, package: str, **changes: Any) -> None:
        advisory = ADVISORY | changes
        self.vulnerable.setdefault(package, []).append(advisory["id"])
        self.advisories[advisory["id"]] = advisory

    def results(self, queries: list[Query]) -> list[dict[str, Any]]:
        self.asked += queries
        return [self.result(query) for query in queries]

    def result(self, query: Query) -> dict[str, Any]:
        name = f"{query['package']['name']} {query['version']}"
        start = int(query.get("page_token", 0))
        found = self.vulnerable.get(name, [])
        page = found[start : start + self.page_size]
        result: dict[str, Any] = {"vulns": [{"id": one, "modified": ""} for one in page]}
        if start + self.page_size < len(found):
            result["next_page_token"] = str(start + self.page_size)
        return result if page else {}


@pytest.fixture
def osv() -> Iterator[Osv]:
    known = Osv()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if known.answer_instead:
                known.answer_instead(self)
            else:
                send(self, {"results": known.results(json.loads(body)["queries"])})

        def do_GET(self) -> None:
            send(self, known.advisories[self.path.rpartition("/")[2]])

        def log_message(self, *_told: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        known.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield known
        server.shutdown()
        thread.join()


def send(handler: BaseHTTPRequestHandler, content: object, status: int = 200) -> None:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three packages of Python, one of them for another system only, and one of npm."""
    (tmp_path / "requirements.txt").write_text(
        "# By hand\ndoor==1.0 \\\n    --hash=sha256:00\n    # via house\n"
        "extra[all]==2.1.post1 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
    )
    (tmp_path / "requirements-dev.txt").write_text("door==1.0\nroof==3\n")
    folder = tmp_path / "larc_survey/frontend"
    folder.mkdir(parents=True)
    packages = {"": {"version": "1"}, "node_modules/a/node_modules/@of/window": {"version": "4"}}
    (folder / "package-lock.json").write_text(json.dumps({"packages": packages}))
    accept(tmp_path)
    return tmp_path


def accept(project: Path, *names: str) -> None:
    lines = [f'{name} = "It does not concern us."' for name in names]
    (project / "pyproject.toml").write_text("\n".join(["[tool.audit.accepted]", *lines]))


# What is asked


def test_all_that_is_locked_is_asked_about_once_for_whatever_system(
    project: Path, osv: Osv, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(project, osv.address) == 0
    asked = [(q["package"]["ecosystem"], q["package"]["name"], q["version"]) for q in osv.asked]
    assert asked == [
        ("PyPI", "door", "1.0"),
        ("PyPI", "extra", "2.1.post1"),
        ("PyPI", "roof", "3"),
        ("npm", "@of/window", "4"),
    ]
    assert capsys.readouterr().out.startswith("None of 4 locked packages has a known vuln")


def test_a_package_without_a_version_is_not_passed_over(project: Path) -> None:
    (project / "requirements.txt").write_text("door>=1\n")
    with pytest.raises(Unlocked, match="door>=1"):
        locked(project)


def test_the_projects_own_sets_are_read() -> None:
    packages = locked(BASE_DIR)
    assert {"django", "ruff", "esbuild"} <= {package.name for package in packages}
    lines = (BASE_DIR / "requirements.txt").read_text().splitlines()
    runtime = [line for line in lines if "==" in line and not line.startswith(" ")]
    assert len(runtime) < sum(package.ecosystem == "PyPI" for package in packages)
    assert Package("npm", "sass", "1.108.2") in packages


# What is found


def test_a_vulnerability_fails_and_is_told(
    project: Path, osv: Osv, capsys: pytest.CaptureFixture[str]
) -> None:
    osv.knows("roof 3")
    assert audit(project, osv.address) == 1
    told = capsys.readouterr().out
    assert "Vulnerable: roof 3 (PyPI): GHSA-aaaa, CVE-2026-1. Opens every door.\n" in told
    assert "make lock" in told


def test_one_of_npm_fails_too(project: Path, osv: Osv) -> None:
    osv.knows("@of/window 4")
    assert audit(project, osv.address) == 1


def test_a_later_page_of_the_answer_is_read(
    project: Path, osv: Osv, capsys: pytest.CaptureFixture[str]
) -> None:
    osv.page_size = 1
    for identifier in ("GHSA-aaaa", "GHSA-bbbb", "GHSA-cccc"):
        osv.knows("roof 3", id=identifier)
    assert audit(project, osv.address) == 1
    assert capsys.readouterr().out.count("Vulnerable: ") == 3


def test_what_was_withdrawn_is_none(project: Path, osv: Osv) -> None:
    osv.knows("roof 3", withdrawn="2026-02-02T00:00:00Z")
    assert audit(project, osv.address) == 0


@pytest.mark.parametrize("name", ["GHSA-aaaa", "CVE-2026-1"])
def test_what_does_not_concern_us_is_named_with_its_reason(
    project: Path, osv: Osv, name: str
) -> None:
    osv.knows("roof 3")
    accept(project, name)
    assert audit(project, osv.address) == 0
    osv.knows("door 1.0", id="GHSA-bbbb", aliases=[])
    assert audit(project, osv.address) == 1


def test_a_reason_for_nothing_is_not_kept(
    project: Path, osv: Osv, capsys: pytest.CaptureFixture[str]
) -> None:
    accept(project, "GHSA-gone")
    assert audit(project, osv.address) == 1
    assert "GHSA-gone is accepted" in capsys.readouterr().out


# No way there


# Nobody has this name, and nobody listens there.
@pytest.mark.parametrize("address", ["https://service.invalid", "http://127.0.0.1:1"])
def test_where_nobody_is_reached_one_line_says_so_and_the_checks_go_on(
    project: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(project, address) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"NOT AUDITED: {address} cannot be reached (")
    assert "4 locked packages" in line


# A way, and no answer


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def stop_halfway(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"results": [')


WRONG: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "an error of its own": lambda handler: send(handler, b"busy", status=503),
    "not there": lambda handler: send(handler, b"gone", status=404),
    "a page of a network that wants a password": lambda handler: send(handler, b"<html>"),
    "nothing": lambda handler: send(handler, {}),
    "about none": lambda handler: send(handler, {"results": []}),
    "another form": lambda handler: send(handler, {"results": [{"vulns": [{}]}] * 4}),
    "hangs up": hang_up,
    "stops halfway": stop_halfway,
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_service_that_does_not_answer_as_it_should_is_an_error(
    wrong: Callable[[BaseHTTPRequestHandler], None],
    project: Path,
    osv: Osv,
    capsys: pytest.CaptureFixture[str],
) -> None:
    osv.answer_instead = wrong
    assert audit(project, osv.address) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"Not audited, and that is an error. {osv.address} was reached: ")


def test_one_that_cannot_prove_who_it_is_is_an_error(project: Path, osv: Osv) -> None:
    assert audit(project, osv.address.replace("http:", "https:")) == 1
