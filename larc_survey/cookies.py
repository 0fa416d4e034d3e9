"""Every cookie that this website sets: what the privacy page tells of them.

A test compares this list with what a whole journey and a sign-in really set.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.known_browsers import COOKIE as KNOWN_BROWSER
from responses.cookie import COOKIE as RESPONSE


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie that ends with the browser unless it says otherwise, goes to this site alone and is
    closed to scripts."""

    name: str
    purpose: Promise


CSRF = Cookie(
    settings.CSRF_COOKIE_NAME,
    _("A random number that protects forms: only pages of this website can send one in your name."),
)
RESPONDENT_COOKIES = (
    Cookie(
        RESPONSE,
        _(
            "Your place in the survey: the random number of your response, signed so that nobody "
            "can make one up, and the language that you have chosen, if you have. It is sent to "
            "the pages of that survey and to no others. If you have said that the device is your "
            "own, the browser keeps it until the survey closes or you send your answers."
        ),
    ),
    CSRF,
)
STAFF_COOKIES = (
    Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Keeps you signed in, for eight hours at most."),
    ),
    Cookie(
        CookieStorage.cookie_name,
        _("Carries a short notice, such as “Saved”, from one page to the next."),
    ),
    Cookie(
        KNOWN_BROWSER,
        _(
            "Shows that you have signed in with this browser before, so that nobody who guesses "
            "at your password can shut you out of it. It is sent to the pages for signing in "
            "alone and stays for a year."
        ),
    ),
    CSRF,
)
