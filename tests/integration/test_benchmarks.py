"""`make bench` still finds its way through the platform; its figures are nobody's business here."""

from __future__ import annotations

import subprocess
import sys

from tests.integration.test_embedded_servers import PROJECT, environment


def test_every_subject_is_measured() -> None:
    """In a process of its own, on throw-away servers, with as few runs as there can be."""
    run = [sys.executable, "-m", "embedded", "run", "--"]
    bench = [sys.executable, "-m", "bench", "--quick", "--runs=1"]
    done = subprocess.run(
        [*run, *bench], cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "\nMeasured in " in done.stdout
