"""How respondents of a measurement are told what to do (see `bench.load_clients`)."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from bench.load_clients import Outcome, Task
from embedded.placement import PROJECT
from simulation.routes import Fieldwork


def questionnaire(fieldwork: Fieldwork) -> dict[str, Any]:
    """Return the fields of a `Task` that has its clients answer along the last route."""
    return {
        "links": [f"/s/{code}/" for code in fieldwork.links],
        "route": [
            (
                page.code,
                urlencode({**page.fields, "_asked": " ".join(page.answers)}, doseq=True),
            )
            for page in fieldwork.routes[-1]
        ],
    }


def outcome_of(task: Task) -> Outcome:
    """Let the clients of *task* work, in a process of their own."""
    child = subprocess.run(
        [sys.executable, "-m", "bench.load_clients"],
        cwd=PROJECT,
        input=json.dumps(asdict(task)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Outcome(**json.loads(child.stdout))
