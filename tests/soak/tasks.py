"""Work for the worker: its regular tasks, far more often than the clock gives them out."""

from __future__ import annotations

from celery import Celery
from django.conf import settings
from redis import Redis

QUEUE = "celery"
PREFIX = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]


class Tasks:
    """Sends tasks to the broker at *redis_url*."""

    def __init__(self, redis_url: str) -> None:
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        # As the current app it would send the jobs of later tests too, to a broker that is gone.
        self._sender = Celery(
            broker=redis_url, broker_transport_options=options, set_as_current=False
        )
        self._broker = Redis.from_url(redis_url)

    def send(self) -> None:
        """Send every task of the timetable once."""
        for entry in settings.CELERY_BEAT_SCHEDULE.values():
            self._sender.send_task(str(entry["task"]))

    def are_fetched(self) -> bool:
        """Whether a worker has fetched whatever was sent."""
        return self._broker.llen(f"{PREFIX}{QUEUE}") == 0

    def __enter__(self) -> Tasks:
        return self

    def __exit__(self, *reason: object) -> None:
        self._sender.close()
        self._broker.close()
