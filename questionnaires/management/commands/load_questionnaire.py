from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.actions import load_definition
from questionnaires.core.yaml_format import DefinitionError, parse


class Command(BaseCommand):
    help = "Load a questionnaire from a definition file; it becomes the draft of its slug."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            definition = parse(file.read_text(encoding="utf-8"), file=str(file))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file}: this is not a text file in UTF-8") from None
        except DefinitionError as error:
            raise CommandError(str(error)) from None
        version, is_new = load_definition(definition=definition)
        if not is_new:
            self.stdout.write(f"{version} already says the same and is published.")
            return
        self.stdout.write(
            f"{version} is a draft. Check it with `check_questionnaire {definition.slug}`, "
            f"publish it with `publish_questionnaire {definition.slug}`."
        )
