"""Jobs of this app: an id in, one action called."""

from celery import shared_task

from authoring import actions


@shared_task
def check_upload(upload_id: int) -> None:
    actions.check_upload(upload_id=upload_id)


@shared_task
def sweep_uploads() -> None:
    actions.sweep_uploads()
