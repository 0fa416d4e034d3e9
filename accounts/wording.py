"""What screens tell about emails: kept as codes, so that each reader gets it in their language."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Mail


def state_text(mail: Mail) -> str:
    """Say how an email is getting on: its state, and while it is not sent, why and what next."""
    sentences = [_("%(state)s.") % {"state": mail.get_status_display()}]
    if mail.failure:
        sentences.append(mail.get_failure_display())
    if mail.status == Mail.Status.QUEUED and mail.attempts:
        sentences.append(_tried(mail))
    return " ".join(sentences)


def _tried(mail: Mail) -> str:
    when = date_format(localtime(mail.due_at), "TIME_FORMAT")
    return ngettext(
        "It was tried once and will be tried again at %(time)s.",
        "It was tried %(count)d times and will be tried again at %(time)s.",
        mail.attempts,
    ) % {"count": mail.attempts, "time": when}
