"""Addresses and telephone numbers in what somebody typed become links, and nothing else does."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.links import linked
from questionnaires.core.texts import linked_block_html
from tests.markup import parse

NEW_TAB = "(opens in a new tab)"


def links(text: str) -> dict[str, str]:
    """Return the links in *text*: their words without those about the tab -> where they lead."""
    page = parse(linked(text, new_tab=NEW_TAB))
    return {a.text.removesuffix(f" {NEW_TAB}"): a["href"] for a in page.all("a")}


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("https://www.nspcc.org.uk/", "https://www.nspcc.org.uk/"),
        ("http://example.org/a?b=c&d=%20#e", "http://example.org/a?b=c&d=%20#e"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
        ("www.samaritans.org", "https://www.samaritans.org"),
        ("childline.org.uk/get-support", "https://childline.org.uk/get-support"),
        ("Meic.cymru", "https://Meic.cymru"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("casey.contact+larc@example.co.uk", "mailto:casey.contact+larc@example.co.uk"),
        ("o'brien@example.org", "mailto:o%27brien@example.org"),
        ("0808 800 5000", "tel:08088005000"),
        ("0800 1111", "tel:08001111"),
        ("0800 555 111", "tel:0800555111"),
        ("020 7843 6000", "tel:02078436000"),
        ("(020) 7843 6000", "tel:02078436000"),
        ("02078436000", "tel:02078436000"),
        ("01632-960-001", "tel:01632960001"),
        ("07700 900123", "tel:07700900123"),
        ("+44 (0)20 7843 6000", "tel:+442078436000"),
        ("+44 20 7843 6000", "tel:+442078436000"),
        ("+447700900123", "tel:+447700900123"),
        ("0808\u00a0800\u00a05000", "tel:08088005000"),
        ("116 123", "tel:116123"),
        ("116000", "tel:116000"),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "See {}.", "({})", "“{}”, or", "Write to <{}>", "{} (24 hours)", "x: {};"]
)
def test_what_people_write_leads_where_it_says(written: str, leads_to: str, around: str) -> None:
    assert links(around.format(written)) == {" ".join(written.split()): leads_to}


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "file:///etc/passwd",
        "//example.org",
        "https://bank.example.org@elsewhere.example",
        "https://",
        "https://localhost",
        "http://[",
        "https://[::1",
        "somebody@localhost",
        "ended.Info about it",
        "e.g.com",
        "version 18.2.org",
        "01/02/2026, 2026-11-26",
        "020 7843 600",
        "020 7843 60001",
        "12345 67890",
        "1234567890123456",
        "04512 345678",
        "£116 123",
        "116 124",
        "116 123 456 people",
        "116,123",
        "1-116 123",
        "-0808 800 5000",
        "<b>bold</b> & {contact}",
    ],
)
def test_what_is_not_certainly_an_address_stays_a_text(text: str) -> None:
    assert linked(text, new_tab=NEW_TAB) == escape(text)


def test_several_in_one_text() -> None:
    text = "Casey <casey@example.org>, 020 7843 6000 or 07700 900123/07700 900124; example.org."
    assert list(links(text)) == [
        "casey@example.org",
        "020 7843 6000",
        "07700 900123",
        "07700 900124",
        "example.org",
    ]


def test_only_websites_open_in_a_new_tab_and_say_so() -> None:
    page = parse(linked("example.org a@example.org 116 123", new_tab=NEW_TAB))
    website, *others = page.all("a")
    assert website.text == f"example.org {NEW_TAB}"
    assert (website["target"], website["rel"]) == ("_blank", "noopener noreferrer")
    assert [link.get("target") for link in others] == ["", ""]


PIECES = st.sampled_from(
    [*"<>\"'&/?()[].,é_* \n\u00a0@+", *"https:// www. example .org +44 (0) 0808 116".split()]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@given(TEXTS)
def test_no_text_gets_lost_and_no_markup_gets_in(text: str) -> None:
    html = linked(text, new_tab="")
    shown = re.sub(r'<a class="govuk-link" href="[^"<>]*"( target[^<>]*)?>|</a>', "", html)
    assert "<" not in shown
    assert unescape(shown).replace(" ", "") == text.replace(" ", "")


@given(TEXTS)
def test_links_lead_to_websites_mail_and_telephones_alone(text: str) -> None:
    for target in re.findall(r'href="([^"]*)"', linked(text, new_tab="")):
        parts = urlsplit(unescape(target))
        assert parts.scheme in ("http", "https", "mailto", "tel")
        assert parts.scheme not in ("http", "https") or "@" not in parts.netloc


@pytest.mark.parametrize("mark", ["**", "*", "_", "__"])
@pytest.mark.parametrize("written", ["https://example.org/_a_/b", "example.org", "a_b@example.org"])
def test_an_address_can_be_bold(mark: str, written: str) -> None:
    page = parse(linked_block_html(f"See {mark}{written}{mark}!", new_tab=""))
    strong = page.one("strong" if len(mark) == 2 else "em")
    assert strong.one("a").text == written


def test_links_stand_among_the_markdown_of_a_survey_s_texts() -> None:
    text = "**Call 116 123**\n\n- https://example.org/_a_/*b*/c\n- <b>a@example.org</b>"
    html = linked_block_html(text, new_tab=NEW_TAB)
    page = parse(html)
    assert page.one("strong").one("a")["href"] == "tel:116123"
    website, mail = (item.one("a") for item in page.all("li"))
    assert website["href"] == "https://example.org/_a_/*b*/c"
    assert website.text == f"https://example.org/_a_/*b*/c {NEW_TAB}"
    assert mail["href"] == "mailto:a@example.org"
    assert "<b>" not in html
    assert not page.all("em")
