"""The translators' command: `make messages`."""

from __future__ import annotations

from typing import Any

from babel.messages import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand

from larc_survey.catalogues import find_messages, problems, update

MOST_PROBLEMS = 20
"""How many are listed; a new language has hundreds, and the catalogue itself shows them better."""


class Command(BaseCommand):
    help = "Bring the catalogues of the interface in line with the sources, and compile them."

    def handle(self, *args: Any, **options: Any) -> None:
        messages = find_messages(settings.BASE_DIR)
        languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        for language in languages:
            self._update(language, messages)
        if not languages:
            self.stdout.write(
                f"{len(messages)} messages, in {settings.LANGUAGE_CODE} alone. To add a language, "
                "name it in LANGUAGES of larc_survey/settings.py and run this again."
            )

    def _update(self, language: str, messages: Catalog) -> None:
        (locale,) = settings.LOCALE_PATHS
        update(language, messages, locale)
        left = problems(language, messages, locale)
        for problem in left[:MOST_PROBLEMS]:
            self.stdout.write(problem)
        self.stdout.write(f"{language}: {len(messages)} messages, {len(left)} to look at.")
