from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.core import files
from questionnaires.core.file_problems import FileError
from questionnaires.core.problems import Severity
from questionnaires.findings import told
from questionnaires.languages import offered_languages
from questionnaires.models import Version
from questionnaires.selectors import (
    definition_of,
    latest_version,
    problems_of,
    problems_of_succession,
)


class Command(BaseCommand):
    help = (
        "Say what is wrong or doubtful in a definition file, or in the newest version of a "
        "questionnaire as it is stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "questionnaire", help="a definition file such as visits.yaml, or a slug such as larc7"
        )

    def handle(self, *args: Any, questionnaire: str, **options: Any) -> None:
        if set(questionnaire) & set("./\\"):
            self._check_file(Path(questionnaire))
        else:
            self._check_stored(questionnaire)

    def _check_file(self, path: Path) -> None:
        try:
            written, _translations, warnings = files.read_all(path, offered=offered_languages())
            changed = problems_of_succession(written.definition, is_sound=True)
            if changed:
                raise FileError(written.at_lines(changed))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        except FileError as error:
            raise CommandError(str(error)) from None
        self._write(warnings)
        self.stdout.write(f"{path} has no errors.")

    def _check_stored(self, slug: str) -> None:
        try:
            version = latest_version(slug)
        except Version.DoesNotExist as error:
            raise CommandError(str(error)) from None
        problems = problems_of(version)
        self._write(told(problems, definition_of(version)))
        if problems:
            self.stdout.write(f"Lines are those that `dump_questionnaire {slug}` writes.")
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise CommandError(f"{version} has errors and cannot be published.")
        self.stdout.write(f"{version} has no errors ({version.get_status_display()}).")

    def _write(self, found: Iterable[object]) -> None:
        for one in found:
            self.stdout.write(str(one))
