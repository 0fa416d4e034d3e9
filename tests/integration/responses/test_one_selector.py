"""Nothing but `responses/counted.py` asks which responses were sent."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[3]
APPS = ("accounts", "authoring", "exports", "fieldwork", "larc_survey", "monitoring", "responses")
ASKS = ("Status.SUBMITTED", "submitted_on", "responses__status", 'status="submitted"')
MAY = {f"responses/{name}.py" for name in ("actions", "counted", "mixing", "models")}
"""The selector; what a response is; and what writes, mixes and deletes responses."""


def test_no_other_module_has_a_filter_of_its_own() -> None:
    asking = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
        and any(word in path.read_text(encoding="utf-8") for word in ASKS)
    }
    assert asking == MAY
