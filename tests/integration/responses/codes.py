"""Resume codes as respondents meet them: noted from one page, entered on another."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from fieldwork.models import Link
from tests.respondent import Respondent

REFUSAL = (
    "This code does not open any answers. Compare it with what you noted. A code stops working "
    "once the answers are sent."
)


def code_shown(respondent: Respondent) -> str:
    """Return the code on the page "Your answers are saved"."""
    return respondent.page.one(id="resume-code").text


def code_of(respondent: Respondent) -> str:
    """Save the page that is shown for later and return the code."""
    return code_shown(respondent.send(_later="1"))


def come_back(link: Link, code: str, client: Client | None = None) -> Respondent:
    """Enter *code* in a browser, a new one without *client*."""
    return Respondent(link, client).open(reverse("resume")).send(code=code)
