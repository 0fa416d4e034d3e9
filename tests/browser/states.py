"""Pages of questions in every state: blank, filled, and with every error that a person can make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from fieldwork.models import Link
from questionnaires.core.definition import QuestionDefinition
from responses.models import Response
from tests.browser.buttons import next_page, press
from tests.larc7 import PAGES, Route, smallest_cover

Fields = dict[str, list[str]]
"""What a form sends: the values of each input by its name."""

COVER = smallest_cover()
on_every_page = pytest.mark.parametrize(
    ("route", "codes"),
    [pytest.param(route, codes, id=f"{route.role}-{len(codes)}") for route, codes in COVER.items()],
)
"""A test for each route that is needed to meet every page of LARC 7, with the pages to look at."""

TOO_LONG = "More than any box takes. " * 420
NO_NUMBER = "a dozen"

# As a browser without script, or one that somebody has talked into it, sends a form: nothing that
# our own script does to it, such as unticking, gets in the way.
SEND = """fields => {
    const form = document.querySelector("main form");
    for (const control of form.elements) {
        const values = fields[control.name];
        if (values === undefined) continue;
        if (["radio", "checkbox"].includes(control.type))
            control.checked = values.includes(control.value);
        else control.value = values[0];
    }
    HTMLFormElement.prototype.submit.call(form);
}"""


def begin(page: Page, link: Link) -> None:
    """Begin a response in the browser of *page*, by its button."""
    page.goto(reverse("start", args=[link.code]))
    press(page)


def show(page: Page, link: Link, page_code: str, answers: dict[str, Any]) -> None:
    """Open a page of the response under way, with *answers* stored."""
    Response.objects.update(answers=answers)
    page.goto(reverse("page", args=[link.code, page_code]))
    assert page.url.endswith(f"/{page_code}/")


def show_blank(page: Page, link: Link, route: Route, page_code: str) -> None:
    own = {question.code for question in PAGES[page_code].questions}
    answers = {code: value for code, value in route.stored().items() if code not in own}
    show(page, link, page_code, answers)


def show_filled(page: Page, link: Link, route: Route, page_code: str) -> None:
    show(page, link, page_code, route.stored())


def send(page: Page, fields: Fields) -> None:
    """Send the form on the page with some of its *fields* changed."""
    with next_page(page):
        page.evaluate(SEND, fields)


def pages_in_error(page: Page, link: Link, route: Route, codes: Iterable[str]) -> Iterator[int]:
    """Show each page of *codes* with all the errors that it can have; yield how many.

    A page that cannot have one is left out: nothing is typed there, nothing is required, and no
    option excludes the others, so whatever a person sends is an answer.
    """
    for code in codes:
        found = [mistake for asked in route.questions_on(code) if (mistake := mistake_in(asked))]
        if found:
            show_filled(page, link, route, code)
            send(page, {name: values for mistake in found for name, values in mistake.items()})
            yield len(found)


def mistake_in(question: QuestionDefinition) -> Fields:
    """What sends the question back with an error, nothing where a person can send no such thing."""
    if question.required:
        return {question.code: []}
    if any(choice.exclusive for choice in question.choices):
        return {question.code: [choice.code for choice in question.choices]}
    boxes = [part.code for part in (*question.rows, *question.choices) if part.specify]
    if boxes:
        return {f"{question.code}-{boxes[0]}--specify": [TOO_LONG]}
    return {
        "text": {question.code: [TOO_LONG]},
        "long_text": {question.code: [TOO_LONG]},
        "number": {question.code: [NO_NUMBER]},
        "date": {f"{question.code}-month": ["13"]},
    }.get(question.type, {})
