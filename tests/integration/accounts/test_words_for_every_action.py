"""Every action that the code writes into the trail has words, found by reading the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.wording import ACTIONS, ELSEWHERE, IN_SURVEYS

PARAMETER = "action"
"""What functions call the code of an action that they write, or hand on."""

FILES = [
    path
    for config in apps.get_app_configs()
    if (folder := Path(config.path)).parent == settings.BASE_DIR
    for path in sorted(folder.rglob("*.py"))
    if "migrations" not in path.parts
]

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Unreadable(Exception):
    """A code that is put together in a way which this test cannot follow."""


def writers(trees: list[ast.Module]) -> dict[str, int]:
    """Return the functions that take the code of an action: name -> place of it in a call."""
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, Function)]
    return {
        one.name: [*map(_name, one.args.args), *map(_name, one.args.kwonlyargs)].index(PARAMETER)
        for one in functions
        if PARAMETER in map(_name, [*one.args.args, *one.args.kwonlyargs])
    }


def _name(argument: ast.arg) -> str:
    return argument.arg


def written_in(tree: ast.Module, places: dict[str, int]) -> Iterator[str]:
    """Yield the codes that a module writes, those of a helper with what it puts before them."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [one for call in calls if (one := _given(call, places)) is not None]
    before = next((_before(one) for one in given if isinstance(one, ast.JoinedStr)), "")
    for one in given:
        for code in _codes(one):
            yield code if "." in code else before + code


def _given(call: ast.Call, places: dict[str, int]) -> ast.expr | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in places:
        return None
    named = [one.value for one in call.keywords if one.arg == PARAMETER]
    return named[0] if named else call.args[places[name]]


def _before(joined: ast.JoinedStr) -> str:
    match joined.values:
        case [ast.Constant(value=str(before)), ast.FormattedValue(value=ast.Name(id="action"))]:
            return before
    raise Unreadable(ast.unparse(joined))


def _codes(given: ast.expr) -> list[str]:
    match given:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.IfExp(body=one, orelse=other):
            return _codes(one) + _codes(other)
        case ast.JoinedStr() | ast.Name(id="action"):
            return []  # handed on: its callers are read
    raise Unreadable(ast.unparse(given))


def actions_of(sources: list[str]) -> set[str]:
    trees = [ast.parse(source) for source in sources]
    places = writers(trees)
    return {code for tree in trees for code in written_in(tree, places)}


def test_every_action_has_words_and_every_word_an_action() -> None:
    found = actions_of([path.read_text(encoding="utf-8") for path in FILES])
    assert {"survey.extended", "export.downloaded", "user.created"} <= found, "it reads the code"
    kinds = {kind.code for kind in IN_SURVEYS}
    assert found - set(ACTIONS) == set(), "say in accounts/wording.py what these are in words"
    assert set(ACTIONS) - kinds - found == set(), "nothing writes these any more"


def test_no_action_stands_in_two_kinds() -> None:
    codes = [code for kind in IN_SURVEYS for code in kind.actions] + list(ELSEWHERE)
    assert len(codes) == len(set(codes))


RECORD = "def record_event(*, actor, action): ...\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('record_event(actor=a, action="a.b")', {"a.b"}),
        ('record_event(actor=a, action="a.b" if new else "a.c")', {"a.b", "a.c"}),
        ('def do(who, action): record_event(actor=who, action=action)\ndo(1, "a.b")', {"a.b"}),
        (
            'def do(action): record_event(actor=1, action=f"a.{action}")\ndo("b")\ndo("c")',
            {"a.b", "a.c"},
        ),
    ],
)
def test_the_ways_in_which_codes_are_written_are_read(source: str, found: set[str]) -> None:
    assert actions_of([RECORD + source]) == found


@pytest.mark.parametrize("code", ["CODES[x]", '"a" + "b"', 'f"{x}.y"'])
def test_a_code_that_cannot_be_read_is_refused(code: str) -> None:
    with pytest.raises(Unreadable):
        actions_of([RECORD + f"record_event(actor=1, action={code})"])
