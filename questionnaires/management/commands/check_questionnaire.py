from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.core.problems import Severity
from questionnaires.models import Version
from questionnaires.selectors import latest_version, problems_of


class Command(BaseCommand):
    help = "Say what is wrong or doubtful in the newest version of a questionnaire."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        try:
            version = latest_version(slug)
        except Version.DoesNotExist as error:
            raise CommandError(str(error)) from None
        problems = problems_of(version)
        for problem in problems:
            self.stdout.write(str(problem))
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise CommandError(f"{version} has errors and cannot be published.")
        self.stdout.write(f"{version} has no errors ({version.get_status_display()}).")
