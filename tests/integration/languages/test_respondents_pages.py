"""Every word on the respondents' pages is translated, and their dates are the locale's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fieldwork.models import Link, Survey
from questionnaires import rendering
from responses import link_cache
from tests.integration.responses.codes import code_of
from tests.markup import parse
from tests.outages import database_refusing
from tests.pseudo import RIGHT_TO_LEFT
from tests.respondent import Respondent
from tests.wording import Reader, RenderedTemplates, assert_all_templates_were_read

TYPED = {
    "number": "7",
    "share": "1.5",
    "last-day": "27",
    "last-month": "3",
    "last-year": "2016",
    "school": "Zebra",
    "story": "Zorilla\nZander",
}
WRONG = {
    **TYPED,
    "number": "600001",
    "share": "1.55",
    "last-month": "33",
    "school": "Z" * 41,
    "story": "Zz" * 6000,
}

WRONG_NUMBERS = (
    *({"number": "1"}, {"number": "many"}, {"number": "2.5"}),
    *({"share": "many"}, {"share": "1,5"}),
)
WRONG_DATES = [
    dict(zip(("last-day", "last-month", "last-year"), typed, strict=True))
    for typed in (("1", "", ""), ("", "1", ""), ("99", "1", "16"), ("30", "2", "1066"))
] + [{"last-day": "30", "last-month": "2", "last-year": "2016"}]


@pytest.fixture
def reader() -> Reader:
    return Reader("Zebra", "Zorilla", "Zander", "Z" * 41, "Zz" * 6000, enforce_csrf_checks=True)


@pytest.fixture
def respondent(link: Link, reader: Reader) -> Respondent:
    return Respondent(link, reader)


@pytest.fixture(autouse=True)
def questions_are_drawn_anew() -> None:
    """So that their templates are seen to be used."""
    rendering._question_pieces.cache_clear()
    rendering._panel_pieces.cache_clear()


def test_every_word_is_translated(respondent: Respondent, reader: Reader, survey: Survey) -> None:
    with RenderedTemplates() as rendered:
        answer_everything(respondent)
        meet_every_trouble(respondent)
        meet_an_outage(respondent)
        change_it_in_another_tab(respondent)
        read_about_privacy(respondent, survey)
        come_too_early_and_too_late(respondent, survey)
    reader.assert_all_is_translated()
    assert_all_templates_were_read("responses", rendered)
    assert_all_templates_were_read("questionnaires", rendered)


def answer_everything(respondent: Respondent) -> None:
    Survey.objects.update(asks_about_empty_pages=True)
    respondent.begin()
    respondent.send()  # nothing, where something is needed
    respondent.send(role="lion", ages=["none", "other"])
    respondent.send(role="lion", ages=["other"])
    respondent.send()  # nothing at all: is that meant?
    for fields in (WRONG, *WRONG_NUMBERS, *WRONG_DATES, TYPED):
        respondent.send(fields)
    respondent.send({"quality-kudu": "kiwi"})
    assert respondent.where == "check_answers"
    code = code_of(respondent)
    respondent.open(reverse("resume")).send()
    respondent.send(code="2222-2222-2222-2222")
    respondent.send(code=code)
    respondent.open(reverse("enter_code")).send()
    respondent.start()
    late = Respondent(respondent.link, respondent.client).open_page("role")
    respondent.check().send()
    assert respondent.where == "thank_you"
    late.send(role="bear")
    assert late.status == 409
    respondent.start()


def meet_every_trouble(respondent: Respondent) -> None:
    respondent.begin(start_again="1")
    drawn_before = respondent.page.one("form").fields()
    respondent.begin(start_again="1")
    respondent.open_page("role")
    respondent.send(drawn_before)  # another response has been begun
    assert respondent.status == 409
    respondent.open_page("role")
    del respondent.client.cookies["larc_response"]
    respondent.send()
    assert respondent.status == 409
    respondent.open_page("role")  # the place is lost
    respondent.begin()
    respondent.client.cookies.pop("csrftoken")
    respondent.send()
    assert respondent.status == 403
    respondent.open("/s/22222222/")
    respondent.send(code="Zebra")
    respondent.open(reverse("resume")).send(code="2222-2222-2222-2222")
    assert respondent.errors


def meet_an_outage(respondent: Respondent) -> None:
    respondent.begin()
    with database_refusing():
        respondent.send(role="lion")
        assert respondent.status == 503
        link_cache.forget()
        respondent.send()
        assert respondent.heading.count("⟦") == 1
        respondent.start()
        assert respondent.status == 503


def change_it_in_another_tab(respondent: Respondent) -> None:
    """Which takes the pages that are open here off the route."""
    respondent.begin(start_again="1").send(role="lion", ages=["none"], _asked="role")
    respondent.send(role="lion", ages=["none"])  # it had not said all that it asked
    respondent.send(TYPED)
    wrong = Respondent(respondent.link, respondent.client).open_page("quality")
    Respondent(respondent.link, respondent.client).open_page("role").send(role="bear")
    respondent.send({"quality-kudu": "kiwi"})
    wrong.send({"quality-kudu": "none of these"})
    assert (respondent.status, wrong.status) == (409, 409)


def read_about_privacy(respondent: Respondent, survey: Survey) -> None:
    """And meet a link that is closed to newcomers."""
    reader, code = respondent.client, respondent.link.code
    for page in ("start", "privacy_notice"):
        reader.get(reverse(page, args=[code]))
    Link.objects.update(takes_newcomers=False)
    del reader.cookies["larc_response"]
    reader.get(reverse("start", args=[code]))
    Link.objects.update(takes_newcomers=True)


def come_too_early_and_too_late(respondent: Respondent, survey: Survey) -> None:
    today = timezone.localdate()
    respondent.begin()
    Survey.objects.update(opens_on=today + timedelta(days=1))
    respondent.start()
    Survey.objects.update(opens_on=survey.opens_on, closes_on=today - timedelta(days=1))
    code_of(respondent.start())  # who has begun may still save for later
    respondent.client.cookies.clear()
    respondent.start()
    Survey.objects.update(closes_on=today - timedelta(days=9))
    respondent.start()
    assert respondent.status == 410


def test_a_language_from_right_to_left_says_so(link: Link) -> None:
    reader = Reader()
    html = reader.get(
        reverse("start", args=[link.code]), headers={"accept-language": RIGHT_TO_LEFT}
    ).content.decode()
    root = parse(html).one("html")
    assert (root["lang"], root["dir"]) == (RIGHT_TO_LEFT, "rtl")
