"""Privacy and accessibility: linked on every page, and telling what they must."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from tests.markup import Element, parse
from tests.pseudo import BRACKETED
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, VISITS

pytestmark = pytest.mark.django_db

ABOUT = [reverse("privacy"), reverse("accessibility")]
MUST_HAVE = (
    *("How accessible this website is", "Feedback and contact"),
    *("If you are not happy with our reply", "Technical information", "Compliance status"),
    *("What is not accessible, or not known to be", "How this statement was prepared"),
)
"""The parts of the model accessibility statement for public sector bodies."""


def footer_links(page: Element) -> list[Element]:
    return page.one("footer").all("a")


def paths(links: list[Element]) -> list[str]:
    """Where *links* lead, whatever their language."""
    return [urlsplit(link["href"]).path for link in links]


@pytest.mark.parametrize("path", ["/", "/accounts/sign-in/", "/no-such-page", "/r/", *ABOUT])
def test_the_footer_of_every_page_leads_there(client: Client, path: str) -> None:
    page = parse(client.get(path).content.decode())
    assert paths(footer_links(page)) == ABOUT


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_so_does_that_of_an_error_page_even_without_a_request(name: str) -> None:
    page = parse(render_to_string(name))
    assert paths(footer_links(page)) == ABOUT
    assert render(RequestFactory().get("/"), name).content


def test_in_a_survey_they_open_beside_it_and_say_so() -> None:
    respondent = Respondent(link_to(survey_of(published(VISITS))))
    respondent.begin().answer(**PRACTITIONER)
    for path in (reverse("start", args=[respondent.link.code]), respondent.path):
        links = footer_links(respondent.open(path).page)
        assert paths(links) == ABOUT
        for link in links:
            assert link["target"] == "_blank"
            assert link.text.endswith("(opens in a new tab)")


def test_the_statement_has_every_part_of_the_model_statement(
    client: Client, settings: Settings
) -> None:
    settings.CONTACT = "The survey desk <desk@example.org>"
    page = parse(client.get(reverse("accessibility")).content.decode())
    headings = [heading.text for level in ("h2", "h3") for heading in page.all(level)]
    assert set(headings) == set(MUST_HAVE)
    assert "LARC Survey at testserver" in page.text
    assert page.one("a", href="mailto:desk@example.org")
    for words in ("No. 2) Accessibility Regulations 2018", "partially compliant", "version 2.2"):
        assert words in page.text
    assert not client.cookies


def test_without_a_setting_the_contact_is_the_sender_of_emails(settings: Settings) -> None:
    assert settings.CONTACT == settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_they_speak_the_language_of_the_page_that_leads_to_them(client: Client, name: str) -> None:
    address = reverse(name, query={"language": BRACKETED})
    page = parse(client.get(address).content.decode())
    assert page.one("html")["lang"] == BRACKETED
    assert page.one("footer").one("a", href=address)
    assert "?language=en-gb" in {link["href"] for link in page.one("nav").all("a")}


@pytest.mark.parametrize("language", ["", "xx", "%00"])
def test_a_language_that_nobody_speaks_is_no_error(client: Client, language: str) -> None:
    reply = client.get(reverse("privacy"), {"language": language})
    assert (reply.status_code, parse(reply.content.decode()).one("html")["lang"]) == (200, "en-gb")
