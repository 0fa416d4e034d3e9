from celery import shared_task
from django.utils import timezone

from responses import actions


@shared_task
def purge_unfinished() -> None:
    actions.purge_unfinished(on=timezone.localdate())
