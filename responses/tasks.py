from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from responses import actions


@shared_task
def purge_unfinished() -> None:
    actions.purge_unfinished(on=timezone.localdate())


# An export that is reading, or a backup, may hold the table: then again in ten minutes.
@shared_task(autoretry_for=(OperationalError,), default_retry_delay=600, max_retries=12)
def mix_responses() -> None:
    actions.mix_responses(on=timezone.localdate())
