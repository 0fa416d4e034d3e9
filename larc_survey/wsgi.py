"""The web application: `granian --interface wsgi larc_survey.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "larc_survey.settings")

application = get_wsgi_application()
