"""What is found in a definition file, and what its reader notes beside the nodes of YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Finding(NamedTuple):
    """One thing to mend; `line` counts from 1."""

    line: int
    reason: str


class Quoted(NamedTuple):
    """Where a text in quotes begins and ends: lines from 0, places in the whole text.

    The end is None where the file is over before the quotes are closed.
    """

    line: int
    start: int
    end_line: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Notes:
    """Texts in quotes in their order; by the identity of their nodes, names given by `&`.

    `repeated` are the nodes that some alias repeats.
    """

    quoted: list[Quoted] = field(default_factory=list)
    anchored: dict[int, str] = field(default_factory=dict)
    repeated: set[int] = field(default_factory=set)
