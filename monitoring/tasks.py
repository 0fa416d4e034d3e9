from celery import shared_task
from django.utils import timezone

from monitoring import actions


@shared_task
def take_snapshots() -> None:
    """Count the surveys in the field, once a day (schedule in the settings)."""
    actions.take_snapshots(on=timezone.localdate())
