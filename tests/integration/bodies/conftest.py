"""The web server of production, and a respondent whose saved answers nothing may touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from embedded.processes import Child, wait_until
from fieldwork.models import Link
from simulation.production import HOST
from tests import patience
from tests.emptying import empty_database
from tests.integration.anonymity.devices import Browser
from tests.integration.anonymity.processes import Platform
from tests.integration.bodies.wire import Reply, Wire, written
from tests.markup import title_of
from tests.publishing import published
from tests.respondent import Fields, Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, VISITS

FORM = "application/x-www-form-urlencoded"

LIMIT = 2**20
"""In bytes: what a body may have (docs/operations.md)."""


@dataclass
class Site:
    """The web server, and somebody with the page of visits open, which they have saved before."""

    platform: Platform
    web: Child
    respondent: Respondent
    answers: dict[str, Any]
    wires: list[Wire] = field(default_factory=list)

    @property
    def log(self) -> str:
        return self.platform.log("web")

    @property
    def fields(self) -> dict[str, Any]:
        """What the page of visits would send, with each answer changed."""
        return self.respondent.fields | {
            "number": "99",
            "school": "Another School",
            "story": "100% another story & more\r\n" * 20,
        }

    @property
    def body(self) -> bytes:
        return urlencode(self.fields, doseq=True).encode()

    @property
    def browser(self) -> Browser:
        return browser_of(self.respondent)

    def wire(self) -> Wire:
        """Open a connection; it is closed when the test is over."""
        self.wires.append(Wire(self.platform.port, self.wait_until))
        return self.wires[-1]

    def head(self, method: str = "POST", path: str = "", **headers: str) -> bytes:
        """Return the head of a request of the respondent's browser, `_` in names meaning `-`."""
        path = path or self.respondent.path
        sent = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}",
            "Cookie": self.browser.cookies_for(path),
            "Content-Type": FORM,
        }
        return written(method, path, sent | {k.replace("_", "-"): v for k, v in headers.items()})

    def wait_until(self, done: Any) -> None:
        wait_until(done, self.web, patience.SECONDS)

    def wait_for_refusal(self, before: str) -> None:
        """Return when the log has one more line of a refused request than *before*."""
        line = ": 400 Bad Request"
        self.wait_until(lambda: self.log.count(line) > before.count(line))


def browser_of(respondent: Respondent) -> Browser:
    assert isinstance(respondent.client, Browser)
    return respondent.client


def somebody(port: int, link: Link, **pages: Fields) -> Respondent:
    return Respondent(link, Browser(port)).begin().answer(**pages)


@pytest.fixture(scope="package")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    platform = Platform.in_folder(tmp_path_factory.mktemp("web"))
    with django_db_blocker.unblock():
        try:
            platform.collect_static_files()
            with platform.web() as web:
                link = link_to(survey_of(published(VISITS)))
                respondent = somebody(platform.port, link, **PRACTITIONER).open_page("visits")
                yield Site(platform, web, respondent, respondent.response.answers)
        finally:
            empty_database()


@pytest.fixture
def newcomer(site: Site) -> Respondent:
    """Somebody else, at the page of contacts."""
    return somebody(site.platform.port, site.respondent.link, role=PRACTITIONER["role"])


@pytest.fixture(autouse=True)
def nothing_lost_and_nothing_told(site: Site, db: None) -> Iterator[None]:
    """Whatever was sent: saved answers are as they were, the server lives, its log is silent."""
    yield
    while site.wires:
        site.wires.pop().close()
    assert site.respondent.response.answers == site.answers
    assert site.browser.get(reverse("privacy")).status_code == 200
    log = site.log
    assert log.count("Started worker-") == 2
    for word in ("Traceback", "Internal Server Error", "another", site.respondent.link.code):
        assert word not in log
    for name, values in site.respondent.fields.items():
        for value in values:
            assert len(value) < 8 or value not in log, name


def is_our_page(reply: Reply) -> bool:
    """Whether this is a page of the platform, with the headers that all of them have."""
    return (
        title_of(reply.page).endswith("LARC Survey")
        and reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
        and reply.headers["X-Frame-Options"] == "DENY"
        and reply.headers["Cache-Control"] == "no-store"
    )
