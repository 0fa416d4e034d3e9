"""What the worker does at night."""

from __future__ import annotations

from datetime import date

from responses.mixing import forget_old_versions, mix_responses
from tests.connections import wait_for_older_transactions


def night(on: date) -> int:
    """Mix responses and forget what lay there before; return how many were stored again.

    The worker comes back in ten minutes while somebody might see old versions; this waits for them.
    """
    rows = mix_responses(on=on)
    wait_for_older_transactions()
    forget_old_versions()
    return rows
