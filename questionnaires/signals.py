"""What happens to questionnaires, for apps that build on this one."""

from django.dispatch import Signal

draft_loaded = Signal()
"""A definition was stored as a draft. Argument: `version`. In the transaction that does it."""

version_published = Signal()
"""A draft was frozen. Argument: `version`. In the transaction that does it."""
