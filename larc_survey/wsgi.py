"""The web application: `granian --interface wsgi larc_survey.wsgi:application`."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from larc_survey.bodies import counting_bodies
from larc_survey.charsets import hiding_other_charsets
from larc_survey.faults import tell_faults_as_lines
from larc_survey.last_resort import answering_always

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "larc_survey.settings")
tell_faults_as_lines()


def loaded_application() -> WSGIHandler:
    """Return the application with all that its addresses need, so that no visitor waits for it.

    What is loaded by then stays as long as the process. The collector of cyclic garbage is told so:
    looking through it costs 70 ms, in the middle of somebody's page.
    """
    application = get_wsgi_application()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    return application


application = answering_always(counting_bodies(hiding_other_charsets(loaded_application())))
