"""Celery's application: `celery --app larc_survey worker`, `celery --app larc_survey beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "larc_survey.settings")

app = Celery("larc_survey")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
