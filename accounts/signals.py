"""What Django's own commands do to people, which no action of ours does."""

from django.dispatch import Signal

superuser_created = Signal()
"""In the transaction in which a command makes an administrator. Argument: `user`."""
