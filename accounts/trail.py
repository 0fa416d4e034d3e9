"""What the trail tells of a change: the values before and after it, each short enough to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import DETAIL_MAX_CHARACTERS, SURVEY

NEVER_TOLD = frozenset({"password"})
HIDDEN = "…"

LENGTHS = (200, 60, 20)
"""To how many characters each text of a detail is cut, tried until all of it fits."""

MARGIN = 100
"""PostgreSQL may write the same JSON a little longer than Python."""


def changed_values(before: Model, after: Model, fields: Iterable[str]) -> dict[str, list[Any]]:
    """Return the value before and the value after, for each of *fields* that differs."""
    values = {name: [value_of(before, name), value_of(after, name)] for name in fields}
    return {name: pair for name, pair in values.items() if pair[0] != pair[1]}


def value_of(thing: Model, field: str) -> Any:
    """Return a field's value as the trail keeps it: a name instead of a key, a date as text."""
    if field in NEVER_TOLD:
        return HIDDEN
    value = getattr(thing, field)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Model) else value


def fitting(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return *detail* with texts cut so far that it fits into one event.

    The name of a survey stays whole: by it the event is found.
    """
    for length in LENGTHS:
        cut = {k: value if k == SURVEY else _cut(value, length) for k, value in detail.items()}
        if len(json.dumps(cut, ensure_ascii=False)) <= DETAIL_MAX_CHARACTERS - MARGIN:
            return cut
    return dict(detail)  # the database says what is wrong with it


def _cut(value: Any, length: int) -> Any:
    if isinstance(value, list | tuple):
        return [_cut(one, length) for one in value]
    is_long = isinstance(value, str) and len(value) > length
    return f"{value[: length - 1]}{HIDDEN}" if is_long else value
