"""A survey that was given another version after people had begun: no action does it today.

Those under way go on with the version that they began with, and whoever begins later gets the new
one. So what reads responses must ask each of them for its own version.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from fieldwork.models import Survey
from questionnaires.models import Version

TRIGGER = "questions_stay_under_answers"


def amend(survey: Survey, version: Version, **fields: Any) -> None:
    """Give those who begin from now on *version*, as an amendment made on purpose would.

    *fields* of the survey, which nobody may change now, are changed with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was stored before is checked now
        cursor.execute(f"ALTER TABLE fieldwork_survey DISABLE TRIGGER {TRIGGER}")
        Survey.objects.filter(pk=survey.pk).update(version=version, **fields)
        cursor.execute(f"ALTER TABLE fieldwork_survey ENABLE TRIGGER {TRIGGER}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    survey.refresh_from_db()
