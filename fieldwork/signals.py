"""What happens to surveys, for apps that build on this one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import Signal

reopening_asked = Signal()
"""May a closed survey open again? Argument: `survey`. A receiver returns why not, or ""."""

survey_reopened = Signal()
"""A closed survey is open again. Arguments: `survey`, `actor`, `reason`. In its transaction."""


def objections_to(asked: Signal, sender: type, **about: Any) -> list[str]:
    """Ask the receivers of *asked*, each of which returns why not, or ""; return the reasons."""
    with transaction.atomic():  # for receivers that lock what they look at
        answers = asked.send(sender, **about)
    return [why for _receiver, why in answers if why]
