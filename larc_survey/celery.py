"""Celery's application: `celery --app larc_survey worker`, `celery --app larc_survey beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import after_setup_logger, celeryd_init, task_prerun

from accounts.origin import Origin, act_from
from larc_survey.faults import tell_faults_as_lines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "larc_survey.settings")

app = Celery("larc_survey")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def tell_the_trail(**_task: Any) -> None:
    """What a task does was done by the worker, which does nothing else."""
    act_from(Origin.JOB)


@celeryd_init.connect
@after_setup_logger.connect
def keep_the_log_in_lines(**_process: Any) -> None:
    """In worker and beat, and in the processes that they fork."""
    tell_faults_as_lines()
