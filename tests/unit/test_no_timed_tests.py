"""No property test fails because the machine was slow."""

import re
from pathlib import Path

from hypothesis import HealthCheck, settings

PROFILE = Path(__file__).parents[1] / "conftest.py"
TIMED = re.compile(r"\b(deadline|suppress_health_check|register_profile|load_profile)\b *[=(]")
"""What would replace what the profile says of time."""


def test_the_profile_of_all_tests_measures_no_time() -> None:
    assert settings.get_current_profile_name() == "steady"
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check


def test_no_test_has_a_rule_of_its_own() -> None:
    with_rules = {
        path.relative_to(PROFILE.parent)
        for path in PROFILE.parent.rglob("*.py")
        if path != PROFILE
        for line in path.read_text().splitlines()
        if TIMED.search(line) and "monotonic" not in line
    }
    assert with_rules == set()
