"""The demonstration's passwords: random, made on the machine, and kept there in a private file."""

from __future__ import annotations

import json
from pathlib import Path

from embedded.files import write_private
from fieldwork.codes import random_code

FILE_NAME = "sign-ins.json"
GROUPS = 4
GROUP_LENGTH = 4


class UnreadableSignInsError(Exception):
    """The file does not hold what was written to it; the text says what to do."""


def new_password() -> str:
    """Return a random password that can be typed from a screen: four groups of four."""
    return "-".join(random_code(GROUP_LENGTH) for _ in range(GROUPS))


def read_sign_ins(folder: Path) -> dict[str, str]:
    """Return the kept passwords by e-mail address; none where there is no file yet."""
    path = folder / FILE_NAME
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        kept = None
    if not isinstance(kept, dict):
        raise UnreadableSignInsError(
            f"{path} cannot be read. Delete it and start again: everybody gets a new password."
        )
    return kept


def write_sign_ins(folder: Path, passwords: dict[str, str]) -> None:
    """Keep the passwords in a file that only its owner can read."""
    write_private(folder / FILE_NAME, json.dumps(passwords, indent=2))
