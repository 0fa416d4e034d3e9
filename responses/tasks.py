from celery import Task, shared_task
from django.db import OperationalError
from django.utils import timezone

from responses import actions, mixing


@shared_task
def purge_unfinished() -> int:
    """Return of how many surveys something was deleted."""
    return len(actions.purge_unfinished(on=timezone.localdate()))


# Somebody who reads, such as a backup, may hold the table or still see what was there before: then
# again in ten minutes, with what is left to do.
@shared_task(bind=True, default_retry_delay=600, max_retries=12)
def mix_responses(self: Task, *, is_mixed: bool = False) -> None:
    try:
        if not is_mixed:
            mixing.mix_responses(on=timezone.localdate())
            is_mixed = True
        mixing.forget_old_versions()
    except OperationalError as error:
        raise self.retry(exc=error, kwargs={"is_mixed": is_mixed}) from error
