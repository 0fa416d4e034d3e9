"""What happens to surveys, for apps that build on this one."""

from django.dispatch import Signal

reopening_asked = Signal()
"""May a closed survey open again? Argument: `survey`. A receiver returns why not, or ""."""

survey_reopened = Signal()
"""A closed survey is open again. Arguments: `survey`, `actor`, `reason`. In its transaction."""
