#!/usr/bin/env python
"""Django's command line for this project: `python manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

from accounts.origin import Origin, acting_from
from larc_survey.faults import tell_faults_as_lines

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "larc_survey.settings")
    tell_faults_as_lines()
    with acting_from(Origin.SHELL):
        execute_from_command_line(sys.argv)
