"""`make bench` still finds its way through the platform; its figures are nobody's business here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.__main__ import SUBJECTS
from tests.integration.test_embedded_servers import PROJECT, environment


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_is_measured(subject: str) -> None:
    """In a process of its own, on throw-away servers, as few runs as there can be."""
    run = [sys.executable, "-m", "larc_survey.embedded", "run", "--"]
    bench = [sys.executable, "-m", "bench", "--quick", "--runs=1", "--only", subject]
    done = subprocess.run(
        [*run, *bench], cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "\nMeasured in " in done.stdout
