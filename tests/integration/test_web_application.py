"""The web application as a web server loads it."""

import subprocess
import sys

from embedded.placement import PROJECT

LOAD = """
import gc, sys
import larc_survey.wsgi
is_loaded = "responses.views.route_page" in sys.modules
print(is_loaded, gc.get_freeze_count() > 10 * len(gc.get_objects()))
"""


def test_nobody_waits_for_it_to_load_or_for_the_collector_to_look_through_what_is_loaded() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", LOAD], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["True", "True"]
