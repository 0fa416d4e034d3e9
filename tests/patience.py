"""How long tests wait for what has to come, also on a machine with much else to do.

Only a test that fails waits so long.
"""

SECONDS = 120
"""For a process to start, to end or to do its work, and for another connection."""

PAGE_SECONDS = 30
"""For a page, and for what the script does on it."""
