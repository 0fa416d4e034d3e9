"""The web application: `granian --interface wsgi larc_survey.wsgi:application`."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from larc_survey.bodies import counting_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "larc_survey.settings")


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


application = counting_bodies(loaded_application())
