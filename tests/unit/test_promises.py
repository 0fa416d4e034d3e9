"""Every test that docs/anonymity.md names as the holder of a promise exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PROMISES = (PROJECT / "docs/anonymity.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PROMISES)
SUITE = PROJECT / "tests/integration/anonymity"


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {name for name in functions if name.startswith("test_")}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_holds_a_promise_exists(file: str, name: str) -> None:
    assert name in names_in(PROJECT / file)


def test_each_promise_names_a_test() -> None:
    held = PROMISES.partition("## What holds it")[2].partition("## What is not")[0]
    promises = re.split(r"\n(?=\*\*)", held)[1:]
    assert len(promises) > 5
    assert [promise for promise in promises if "::test_" not in promise] == []


def test_every_file_of_the_attack_holds_a_promise() -> None:
    files = {str(path.relative_to(PROJECT)) for path in SUITE.glob("test_*.py")}
    assert files <= {file for file, _name in NAMED}
