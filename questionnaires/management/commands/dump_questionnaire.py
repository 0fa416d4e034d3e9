from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.core.yaml_format import dump
from questionnaires.models import Version
from questionnaires.selectors import definition_of, latest_version


class Command(BaseCommand):
    help = "Write the newest version of a questionnaire, draft or published, as a definition file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        try:
            version = latest_version(slug)
        except Version.DoesNotExist as error:
            raise CommandError(str(error)) from None
        self.stdout.write(dump(definition_of(version)), ending="")
