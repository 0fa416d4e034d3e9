"""Jobs of this app: an id in, one action called."""

from celery import shared_task

from exports import actions


@shared_task
def build_export(export_id: int) -> None:
    actions.run_export(export_id=export_id)


@shared_task
def sweep_exports() -> None:
    actions.sweep_exports()
