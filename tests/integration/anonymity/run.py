"""A whole run of a survey, by people who can be recognised, and all that it leaves behind."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import PERMISSIONS, Role
from embedded.processes import Child, wait_until
from exports.models import Export, ExportFile
from fieldwork.actions import add_member, save_survey
from fieldwork.codes import ALPHABET
from fieldwork.models import Survey
from monitoring.actions import take_snapshots
from responses.models import PurgeCertificate
from tests.emptying import empty_database
from tests.integration.anonymity import database
from tests.integration.anonymity.broker import everything_in
from tests.integration.anonymity.devices import Browser
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.people import Person
from tests.integration.anonymity.processes import Platform, logs_of_servers, platform
from tests.integration.anonymity.search import Span
from tests.integration.anonymity.shapes import send_in_every_shape
from tests.integration.responses.codes import code_of, come_back
from tests.nights import night
from tests.patience import SECONDS
from tests.publishing import published
from tests.respondent import Respondent
from tests.second_step import app_code
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, VISITS

PEOPLE = 24
"""Who send their answers, and as many who do not: enough that no order is there by chance."""

PASSWORD = "a long enough password"
HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
"""Those of the processes that run, which know nothing of the shortcut in tests."""
DAY = timedelta(days=1)
MIXED = re.compile(r"responses\.tasks\.mix_responses\S* (?:succeeded|retry)")
"""Mixed it has in either case; it comes back for the files, which the tests do not wait for."""
random = SystemRandom()


class Run:
    """The steps of a run, in their order."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.survey = survey_of(published(VISITS))
        self.links = [link_to(self.survey, place) for place in ("North", "South")]
        self.lead = self._member(Role.LEAD)
        self.secret_of_lead = generate_totp_secret()
        TOTP.activate(self.lead, self.secret_of_lead)
        self._member(Role.COORDINATOR)
        numbers = random.sample(range(5000), 2 * PEOPLE + 1)
        everybody = [
            Person.at(platform.port, random.choice(self.links), f"{number / 10}")
            for number in numbers
        ]
        self.people, self.never_sent = everybody[:PEOPLE], everybody[PEOPLE : 2 * PEOPLE]
        self.stranger = everybody[-1]
        self.staff_browser = self.people[0].browsers[0]
        self.offsets = {name: path.stat().st_size for name, path in logs_of_servers().items()}

    def _member(self, role: Role) -> User:
        token = secrets.token_hex(6)
        email = f"{role}-{token}@example.org"
        with override_settings(PASSWORD_HASHERS=HASHERS):
            user = create_user(email=email, name=f"{role.label} {token}", password=PASSWORD)
        area = self.links[0].area if PERMISSIONS[role].in_one_area else None
        add_member(actor=None, user=user, survey=self.survey, role=role, area=area)
        return user

    def leave_behind(self) -> LeftBehind:
        self.sign_in()
        before, began = database.read_database(), datetime.now(UTC)
        broker = self.read_broker("before")
        orders, under_way = self.answer()
        live = database.orderings()
        self.meet_trouble()
        left = self._left((began, datetime.now(UTC)), orders, under_way)
        left.before, left.answered, left.live = before, database.read_database(), live
        broker |= self.read_broker("answered")
        self.first_night()
        left.night, left.dump = database.orderings(), self.platform.dump()
        self.queue_tasks()
        left.broker = broker | self.read_broker("queued")
        with self.platform.worker() as worker:
            left.downloads = self.download(worker)
            self.last_nights(worker)
        database.query_nothing("ANALYZE")
        left.broker |= self.read_broker("over")
        left.over, left.files_of_database = database.read_database(), database.files()
        return left

    # What people do

    def sign_in(self) -> None:
        """A lead signs in with the browser in which they will also answer."""
        person = Respondent(self.links[0], self.staff_browser).open(reverse("account_login"))
        person.send(login=self.lead.email, password=PASSWORD)
        assert person.where == "mfa_authenticate", person.errors
        code = app_code(self.secret_of_lead)
        fields = person.page.all("form")[0].fields() | {"code": code}
        reply = self.staff_browser.post(reverse("mfa_authenticate"), fields)
        assert reply.status_code == 302

    def answer(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Let everybody answer; return the orders in which that happened."""
        begun = random.sample(self.people + self.never_sent, 2 * PEOPLE)
        for person in begun:
            person.begin()
        for person in random.sample(begun, len(begun) // 3):
            person.come_back_on_another_device()
        for person in random.sample(self.people, PEOPLE):
            person.answer()
        sent = random.sample(self.people, PEOPLE)
        for person in sent:
            person.send()
        last_seen = random.sample(self.never_sent, PEOPLE)
        for person in last_seen:
            person.respondent.start().send().send({"contacts": "yes"})
        of_people = [person.key for person in begun if person in self.people]
        of_others = [person.key for person in begun if person in self.never_sent]
        return (
            {"order of beginning": of_people, "order of sending": [one.key for one in sent]},
            {"order of beginning": of_others, "last seen": [one.key for one in last_seen]},
        )

    def meet_trouble(self) -> None:
        """A stranger tries what ends in every kind of refusal and fault."""
        stranger, browser = self.stranger.respondent, self.stranger.browsers[0]
        start = reverse("start", args=[stranger.link.code])
        browser.get("/s/2222aaaa/")
        browser.get(f"{start}visits/")
        browser.get(f"{start}begin-answering/")
        browser.get(f"{start}no/such/page/")
        browser.post(f"{start}begin-answering/", {"csrfmiddlewaretoken": browser.device.token})
        self.stranger.codes.append("".join(random.choices(ALPHABET, k=16)))
        browser.get(reverse("resume_with", args=[self.stranger.codes[0]]))
        browser.post(reverse("resume_with", args=[self.stranger.codes[0]]))
        come_back(stranger.link, self.stranger.codes[0], browser)
        stranger.begin().answer(role=PRACTITIONER["role"], contacts={"contacts": "yes"})
        fields = stranger.page.one("form").fields()
        words = self.stranger.words
        browser.post(stranger.path, fields | {"_response": words})
        browser.post(stranger.path, fields | {"story": words * 40_000})
        browser.post(stranger.path, fields | {"story": words}, **{"Transfer-Encoding": "chunked"})
        browser.post(stranger.path, fields | {f"{words}{n}": "1" for n in range(1001)})
        browser.post(stranger.path, fields | {"story": f"{words}\0{words}"})
        self._with_a_fault(stranger, fields)
        self._with_every_shape_of_request(stranger)

    def _with_every_shape_of_request(self, stranger: Respondent) -> None:
        """Send codes that work, and one that does not, wherever a request can hold them."""
        self.stranger.codes.append(code_of(stranger.open_page("contacts")))
        no_browser = Browser(self.platform.port, self.stranger.browsers[0].device)
        for code in (stranger.link.code, *self.stranger.codes):
            send_in_every_shape(no_browser, code)

    def _with_a_fault(self, stranger: Respondent, fields: dict[str, list[str]]) -> None:
        """Let the database refuse a page because of its answers, and then be broken."""
        browser, words = self.stranger.browsers[0], self.stranger.words
        table = "ALTER TABLE responses_response"
        rule = f"CHECK (answers::text !~ '{words}') NOT VALID"
        database.query_nothing(f"{table} ADD CONSTRAINT no {rule}")
        refused = browser.post(stranger.path, fields | {"story": f"{words} and more"})
        database.query_nothing(f"{table} DROP CONSTRAINT no")
        database.query_nothing(f"{table} RENAME TO away")
        broken = browser.get(stranger.path)
        database.query_nothing("ALTER TABLE away RENAME TO responses_response")
        assert min(refused.status_code, broken.status_code) >= 500

    # What the staff and the nights do

    def first_night(self) -> None:
        tomorrow = timezone.localdate() + DAY
        take_snapshots(on=tomorrow)
        night(tomorrow)

    def queue_tasks(self) -> None:
        """All that beat sends on a day, and an export that the lead asks for."""
        self._close(days_ago=5)
        for entry in settings.CELERY_BEAT_SCHEDULE.values():
            self.platform.send_task(entry["task"])
        exports = reverse("survey_exports", args=[self.survey.slug])
        lead = Respondent(self.links[0], self.staff_browser)
        for page in (reverse("surveys"), reverse("survey", args=[self.survey.slug]), exports):
            lead.open(page)
            assert lead.status == 200
        asks = {"csrfmiddlewaretoken": lead.page.all("form")[-1].fields()["csrfmiddlewaretoken"]}
        assert self.staff_browser.post(exports, asks).status_code == 302

    def download(self, worker: Child) -> dict[str, bytes]:
        wait_until(
            lambda: Export.objects.filter(status=Export.Status.FINISHED).exists(),
            worker,
            SECONDS,
        )
        contents = {}
        for made in ExportFile.objects.all():
            args = [self.survey.slug, made.export.public_id, made.format]
            reply = self.staff_browser.get(reverse("export_download", args=args))
            assert reply.status_code == 200
            contents[made.format] = reply.content
        return contents

    def last_nights(self, worker: Child) -> None:
        """Long after closing: what was never sent is deleted, and the files are rewritten."""
        self._close(days_ago=100)
        done = self._mixed()
        self.platform.send_task("responses.tasks.purge_unfinished")
        self.platform.send_task("responses.tasks.mix_responses")
        wait_until(lambda: self._mixed() > done, worker, SECONDS)
        assert PurgeCertificate.objects.get().responses == PEOPLE + 1
        assert night(timezone.localdate()) == 0

    def _mixed(self) -> int:
        """How often the worker has ended the task that comes last in a night, or put it off."""
        return len(MIXED.findall(self.platform.log("worker")))

    def _close(self, *, days_ago: int) -> None:
        survey = Survey.objects.get()
        survey.closes_on = timezone.localdate() - days_ago * DAY
        survey.opens_on = survey.closes_on - 20 * DAY
        save_survey(actor=self.lead, survey=survey)

    # What there is to read

    def read_broker(self, when: str) -> dict[str, bytes]:
        """Every key and value of cache and queues."""
        return {f"{when}: {key}": value for key, value in everything_in(self.platform.broker)}

    def new_lines_of_servers(self) -> Iterator[tuple[str, str]]:
        for name, path in logs_of_servers().items():
            with path.open("rb") as log:
                log.seek(self.offsets.get(name, 0))
                yield f"server {name}", log.read().decode(errors="replace")

    def _left(
        self, answering: Span, orders: dict[str, list[str]], under_way: dict[str, list[str]]
    ) -> LeftBehind:
        everybody = (*self.people, *self.never_sent, self.stranger)
        return LeftBehind(
            people=self.people,
            never_sent=self.never_sent,
            stranger=self.stranger,
            staff={
                "e-mail address of the lead": self.lead.email,
                "name of the lead": self.lead.name,
                "session of the lead": self.staff_browser.cookies["sessionid"].value,
            },
            links=[link.code for link in self.links],
            answering=answering,
            orders=orders,
            orders_under_way=under_way,
            replies=[
                reply
                for person in everybody
                for browser in person.browsers
                for reply in browser.replies
            ],
            numbers={person.number: person.key for person in self.people},
        )


def run(folder: Path) -> LeftBehind:
    """Go through the whole run in an empty database, read all there is, and empty it again."""
    try:
        with platform(folder) as processes:
            steps = Run(processes)
            left = steps.leave_behind()
        left.logs = processes.logs() | dict(steps.new_lines_of_servers())
        left.files = processes.files()
    finally:
        empty_database()
    return left
