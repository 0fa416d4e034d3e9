"""What the core says to people: an English sentence that another layer can translate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with the values of its placeholders.

    `text` is marked with `gettext_noop` and names its values: `%(name)s`. A per cent sign that is
    meant is written twice.
    """

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values
