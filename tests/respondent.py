"""A respondent whose browser runs no script: opens pages, fills in forms, presses buttons."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from fieldwork.models import Link
from responses.cookie import COOKIE, unsigned
from responses.models import Response
from tests.markup import Element, parse

MOST_REDIRECTS = 5

Fields = Mapping[str, str | list[str]]


class Respondent:
    """One person with one browser; `page`, `path` and `status` are of what it shows now.

    Forms are sent as the page holds them, with hidden fields and earlier answers.
    """

    page: Element
    path: str
    status: int

    def __init__(self, link: Link, client: Client | None = None) -> None:
        self.link = link
        self.client = client or Client(enforce_csrf_checks=True)

    # What the browser shows

    @property
    def where(self) -> str:
        """The code of the page of questions that is shown, or the name of any other page."""
        match = resolve(urlsplit(self.path).path)
        return str(match.kwargs.get("page_code", match.url_name))

    @property
    def heading(self) -> str:
        return self.page.one("h1").text

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        summaries = self.page.all(class_="govuk-error-summary")
        return [link.text for summary in summaries for link in summary.all("a")]

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the form on the page would send as it is."""
        return self.page.one("form").fields()

    def answers_read_back(self) -> list[list[str]]:
        """The answers on the check page, each in its lines."""
        cells = self.page.all("dd", class_="govuk-summary-list__value")
        return [[item.text for item in cell.all("li")] or [cell.text] for cell in cells]

    # What the person does

    def open(self, path: str) -> Respondent:
        """Open *path* and follow redirects."""
        return self._show(path, self.client.get(path))

    def open_page(self, page_code: str) -> Respondent:
        return self.open(self.address(page_code))

    def start(self) -> Respondent:
        return self.open(reverse("start", args=[self.link.code]))

    def check(self) -> Respondent:
        return self.open(reverse("check_answers", args=[self.link.code]))

    def begin(self, **button: str) -> Respondent:
        """Go to the start page and press its first button, or the one that sends *button*."""
        return self.start().send(**button)

    def send(self, fields: Fields | None = None, **more: str | list[str]) -> Respondent:
        """Send the form on the page, with some of its fields changed; [] ticks nothing."""
        form = self.page.one("form")
        target = form.get("action") or self.path
        data = {**form.fields(), **(fields or {}), **more}
        return self._show(target, self.client.post(target, data))

    def go_back(self, fields: Fields | None = None, *, without: bool = False) -> Respondent:
        """Press Back, with some of the fields changed, or go back without what is wrong."""
        return self.send(fields, _back="without" if without else "1")

    def answer(self, **pages: Fields) -> Respondent:
        """Send one page after another, named by their codes, each with its fields."""
        for code, fields in pages.items():
            assert self.where == code, self.errors
            self.send(fields)
        return self

    # What is behind it

    def address(self, page_code: str) -> str:
        return reverse("page", args=[self.link.code, page_code])

    @property
    def response(self) -> Response:
        """What is stored of the response that the browser's cookie names."""
        cookie = unsigned(self.client.cookies[COOKIE].value)
        assert cookie is not None
        return Response.objects.get(pk=cookie.response_id)

    def _show(self, path: str, reply: HttpResponse) -> Respondent:
        for _ in range(MOST_REDIRECTS):
            if reply.status_code not in (301, 302):
                break
            path = reply.headers["Location"]
            reply = self.client.get(path)
        self.path, self.status = path, reply.status_code
        self.page = parse(reply.content.decode())
        return self
