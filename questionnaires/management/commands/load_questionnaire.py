from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.actions import load_definition
from questionnaires.core import files
from questionnaires.core.file_problems import FileError
from questionnaires.languages import offered_languages


class Command(BaseCommand):
    help = (
        "Load a questionnaire from a definition file, with the translation files beside it; "
        "it becomes the draft of its slug."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            written, translations, warnings = files.read_all(file, offered=offered_languages())
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        except FileError as error:
            raise CommandError(str(error)) from None
        definition = written.definition
        for warning in warnings:
            self.stdout.write(str(warning))
        version, is_new = load_definition(definition=definition, translations=translations)
        if translations:
            languages = ", ".join([definition.language, *translations])
            self.stdout.write(f"{version} is in these languages: {languages}.")
        if not is_new:
            self.stdout.write(f"{version} already says the same and is published.")
            return
        self.stdout.write(
            f"{version} is a draft. Check it with `check_questionnaire {definition.slug}`, "
            f"publish it with `publish_questionnaire {definition.slug}`."
        )
