"""Contact, thanks and support lead where they say: to a website, a mail program, a telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from fieldwork.models import Link, Survey
from tests.builders import definition_of_pages, page, question
from tests.markup import Element, parse
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER

pytestmark = pytest.mark.django_db

CONTACT = "Casey <casey@example.org>, +44 (0)20 7843 6000, www.example.org & <b>others</b>"
LEADS_TO = ["mailto:casey@example.org", "tel:+442078436000", "https://www.example.org"]


def leads_to(page: Element) -> list[str]:
    return [a["href"] for a in page.all("a")]


def contact_in(page: Element) -> Element:
    """The paragraph that names the contact, in which everything else is text."""
    (paragraph,) = (one for one in page.all("p") if "Casey" in one.text)
    assert "& <b>others</b>" in paragraph.text
    return paragraph


@pytest.mark.parametrize("days", [1, -1, -3], ids=["not yet open", "grace", "closed"])
def test_the_contact_can_be_followed_outside_the_days_of_the_survey(
    respondent: Respondent, days: int
) -> None:
    day = timezone.localdate() + timedelta(days=days)
    Survey.objects.update(contact=CONTACT, opens_on=day, closes_on=day)
    assert leads_to(contact_in(respondent.start().page)) == LEADS_TO


WITH_PANELS = definition_of_pages(
    page(
        "first",
        question("known", text="Do you know {contact}?", hint="Or {contact}?"),
        title="About {contact}",
        text="Before: {contact}",
        panels=["help"],
    ),
    panels=[{"code": "help", "title": "Ask {contact}", "body": "Write to {contact}\n\n- soon"}],
    start_panels=["help"],
)


@pytest.fixture
def with_panels(db: None) -> Link:
    return link_to(survey_of(published(WITH_PANELS), contact=CONTACT))


def test_the_contact_can_be_followed_from_prose_and_from_nowhere_else(with_panels: Link) -> None:
    """A heading, a legend or a hint that leads away would surprise."""
    respondent = Respondent(with_panels).start()
    panel = respondent.page.one(class_="larc-panel")
    assert leads_to(panel) == leads_to(panel.one(class_="larc-prose")) == LEADS_TO
    main = respondent.begin().page.one("main")
    prose = main.all(class_="larc-prose")
    assert [leads_to(one) for one in prose] == [LEADS_TO, LEADS_TO]
    own = [a for a in main.all("a") if "Casey" not in a.text and "govuk-back-link" in a.classes]
    assert len(main.all("a")) == 2 * len(LEADS_TO) + len(own)
    assert main.one("h1").text == f"About {CONTACT}"


def test_websites_open_in_a_tab_of_their_own_and_say_so(with_panels: Link) -> None:
    panel = Respondent(with_panels).start().page.one(class_="larc-panel")
    *others, website = panel.all("a")
    assert website.text == "www.example.org (opens in a new tab)"
    assert (website["target"], website["rel"]) == ("_blank", "noopener noreferrer")
    assert not any("target" in other for other in others)


def test_thanks_and_support_have_links_among_their_paragraphs(respondent: Respondent) -> None:
    Survey.objects.update(
        contact=CONTACT,
        thank_you_text="Read **https://www.example.org/report_2026_final/**\n\nAsk {contact}",
        support_text="- Samaritans: 116 123\n- NSPCC: 0808 800 5000\n- Childline: 0800 1111",
    )
    respondent.begin().answer(**PRACTITIONER).send()
    thanks, support = respondent.page.all(class_="larc-prose")
    report = thanks.one("strong").one("a")
    assert report["href"] == "https://www.example.org/report_2026_final/"
    assert leads_to(thanks) == [report["href"], *LEADS_TO]
    assert leads_to(support) == ["tel:116123", "tel:08088005000", "tel:08001111"]


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_those_who_run_the_website_can_be_reached_in_every_way(
    client: Client, settings: Settings, name: str
) -> None:
    settings.CONTACT = CONTACT
    page = parse(client.get(reverse(name)).content.decode())
    assert leads_to(contact_in(page)) == LEADS_TO
