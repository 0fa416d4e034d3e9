"""Jobs of this app: an id in, one action called."""

from celery import shared_task

from fieldwork import actions


@shared_task
def read_headcounts(upload_id: int) -> None:
    actions.read_headcounts(upload_id=upload_id)


@shared_task
def sweep_headcounts() -> None:
    actions.sweep_headcounts()
