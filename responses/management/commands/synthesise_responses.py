from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fieldwork.models import Survey
from responses.actions import synthesise_responses


class Command(BaseCommand):
    help = "Store made-up, submitted responses in a survey, for demonstration and measurement."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("survey", help="the survey's name in addresses")
        parser.add_argument("--count", type=int, default=300)
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same answers")

    def handle(self, *args: Any, survey: str, count: int, seed: int, **options: Any) -> None:
        if count < 1:
            raise CommandError("--count is 1 or more.")
        try:
            found = Survey.objects.get(slug=survey)
            number = synthesise_responses(survey=found, count=count, seed=seed)
        except Survey.DoesNotExist:
            raise CommandError(f"There is no survey {survey}.") from None
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{number} synthetic responses are stored in {found}.")
