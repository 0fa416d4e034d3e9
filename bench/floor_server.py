"""The floor as a web application of its own, for a web server."""

import django

django.setup()

from bench.floor import floor_application  # noqa: E402 - a view needs the models of the project

application = floor_application()
