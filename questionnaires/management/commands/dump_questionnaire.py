from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.core import files
from questionnaires.core.yaml_format import dump
from questionnaires.models import Version
from questionnaires.selectors import definition_of, latest_version, translations_of


class Command(BaseCommand):
    help = "Write the newest version of a questionnaire, draft or published, as a definition file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument(
            "file",
            type=Path,
            nargs="?",
            help="a new file; translations are written beside it. Without it, the definition is "
            "printed.",
        )

    def handle(self, *args: Any, slug: str, file: Path | None, **options: Any) -> None:
        try:
            version = latest_version(slug)
        except Version.DoesNotExist as error:
            raise CommandError(str(error)) from None
        if file is None:
            self.stdout.write(dump(definition_of(version)), ending="")
            return
        translations = translations_of(version)
        try:
            files.write(file, definition_of(version), translations)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        written = [file, *(files.translation_path(file, language) for language in translations)]
        self.stdout.write(f"{version} is written to {', '.join(map(str, written))}.")
