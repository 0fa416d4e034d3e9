from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.core import files
from questionnaires.core.definition import Definition
from questionnaires.core.file_problems import FileError
from questionnaires.core.translation import language_problems
from questionnaires.core.translation_update import Update
from questionnaires.languages import offered_languages


class Command(BaseCommand):
    help = (
        "Write the translation file of a definition file for one language, or bring it up to "
        "date: what is translated stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the definition file")
        parser.add_argument("language", help="the code of the language, such as cy for Welsh")

    def handle(self, *args: Any, file: Path, language: str, **options: Any) -> None:
        try:
            definition = files.read_definition(file)
            for reason in files.name_problems(definition, language, offered=[language]):
                raise CommandError(reason)
            update = files.update_translation(file, definition, language)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        except FileError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{files.translation_path(file, language)}: {_told(update)}")
        self._warn_of_interface(definition, language)

    def _warn_of_interface(self, definition: Definition, language: str) -> None:
        for reason in language_problems(definition, language, offered=offered_languages()):
            self.stderr.write(f"It cannot be loaded yet: {reason}.")


def _told(update: Update) -> str:
    return (
        f"{update.texts} texts, {update.to_translate} to translate, {update.to_look_at} to look "
        f"at again (marked as fuzzy), {update.dropped} dropped."
    )
