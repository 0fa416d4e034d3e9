"""The project: what the apps share when they run together, and nothing that they import.

Celery's application is imported here so that `shared_task` finds it in every process.
"""

from larc_survey.celery import app as celery_app

__all__ = ["celery_app"]
