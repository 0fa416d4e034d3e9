from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.actions import CannotPublish, publish_version
from questionnaires.findings import told
from questionnaires.models import Version
from questionnaires.selectors import definition_of, latest_version


class Command(BaseCommand):
    help = "Publish the draft of a questionnaire: from then on it is frozen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        try:
            version = latest_version(slug)
            if version.status == Version.Status.PUBLISHED:
                self.stdout.write(f"{version} is published already; there is no draft.")
                return
            publish_version(version=version)
        except Version.DoesNotExist as error:
            raise CommandError(str(error)) from None
        except CannotPublish as error:
            raise CommandError("\n".join(told(error.problems, definition_of(version)))) from None
        self.stdout.write(f"{version} is published and frozen.")
