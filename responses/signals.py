"""What happens to responses, for apps that build on this one."""

from django.dispatch import Signal

quarantine_asked = Signal()
"""May other responses count in a survey? Argument: `survey`. A receiver returns why not, or ""."""

quarantine_changed = Signal()
"""Other responses count from now on. Arguments: `survey`, `actor`, `reason`. In its transaction."""
