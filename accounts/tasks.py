"""Jobs of this app: an id in, one action called."""

from celery import shared_task

from accounts import actions, mailing


@shared_task(soft_time_limit=60, time_limit=90)
def send_mail(mail_id: int) -> None:
    """The limits are for a mail server that answers again and again, and slowly."""
    mailing.send_mail(mail_id=mail_id)


@shared_task
def sweep_mail() -> None:
    mailing.sweep_mail()


@shared_task
def delete_expired_sessions() -> None:
    actions.delete_expired_sessions()
