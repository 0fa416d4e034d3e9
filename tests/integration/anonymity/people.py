"""People who answer, who can be recognised by what they write and by their devices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from fieldwork.models import Link
from responses.cookie import COOKIE, unsigned
from responses.mark import mark_of
from tests.integration.anonymity.devices import Browser
from tests.integration.anonymity.search import Needle
from tests.integration.responses.codes import code_of, come_back
from tests.respondent import Fields, Respondent
from tests.visits import PRACTITIONER


@dataclass
class Person:
    """Somebody who answers, with the devices they use and the codes they are given."""

    number: str
    browsers: list[Browser]
    respondent: Respondent
    codes: list[str] = field(default_factory=list)
    words: str = field(default_factory=lambda: secrets.token_hex(16))
    """What they write about themselves in the answer that is never sent, or refused."""

    @classmethod
    def at(cls, port: int, link: Link, number: str) -> Person:
        browser = Browser(port)
        return cls(number, [browser], Respondent(link, browser))

    @property
    def key(self) -> str:
        cookie = unsigned(self.browsers[-1].cookies[COOKIE].value)
        assert cookie is not None
        return str(cookie.response_id)

    @property
    def answers(self) -> dict[str, Fields]:
        """A number of one's own, and a story too long to be kept within its row."""
        visits = {"number": self.number, "story": secrets.token_hex(4500)}
        return PRACTITIONER | {"visits": {**PRACTITIONER["visits"], **visits}}

    def begin(self) -> None:
        self.respondent.begin().answer(role=PRACTITIONER["role"])

    def come_back_on_another_device(self) -> None:
        self.codes.append(code_of(self.respondent))
        browser = Browser(self.browsers[-1].port)
        self.browsers.append(browser)
        self.respondent = come_back(self.respondent.link, self.codes[-1], browser)
        assert self.respondent.where == "contacts"

    def answer(self) -> None:
        pages = {code: fields for code, fields in self.answers.items() if code != "role"}
        self.respondent.answer(**pages)
        self.respondent.open_page("role").send(PRACTITIONER["role"]).check()
        assert self.respondent.where == "check_answers"

    def send(self) -> None:
        assert self.respondent.check().send().where == "thank_you"
        assert self.respondent.open_page("role").where == "thank_you"
        self.respondent.start()

    @property
    def traces(self) -> dict[str, Needle]:
        """What tells this person, their devices and their visits from others: values by name."""
        found: dict[str, Needle] = {"words of their own": self.words}
        for n, browser in enumerate(self.browsers):
            found |= {f"{name} {n}": value for name, value in browser.device.traces.items()}
            for name in (COOKIE, "csrftoken"):
                for value in browser.values_of(name):
                    found[f"cookie {name} {n} {len(found)}"] = value.rpartition(":")[2]
        found |= {f"code {code}": code.replace("-", "") for code in self.codes}
        found |= {f"code {code} as shown": code for code in self.codes}
        if COOKIE in self.browsers[-1].cookies:
            found["mark on pages"] = mark_of(self.response_id)
        return found

    @property
    def response_id(self) -> UUID:
        return UUID(self.key)
