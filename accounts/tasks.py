"""Jobs of this app: an id in, one action called."""

from celery import shared_task

from accounts import actions


@shared_task(soft_time_limit=60, time_limit=90)
def send_mail(mail_id: int) -> None:
    """The limits are for a mail server that answers again and again, and slowly."""
    actions.send_mail(mail_id=mail_id)


@shared_task
def sweep_mail() -> None:
    actions.sweep_mail()
