"""Doing what the worker does with emails that were asked for."""

from __future__ import annotations

from accounts.mailing import send_mail
from accounts.models import Mail


def deliver_mail() -> None:
    """Send all that waits, oldest first; without a mail server it lands in `mailoutbox`."""
    for pk in Mail.objects.filter(status=Mail.Status.QUEUED).order_by("pk").values_list("pk"):
        send_mail(mail_id=pk[0])
