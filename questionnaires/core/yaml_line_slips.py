"""Slips that can be seen in one line of a definition file that YAML cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.core.odd_characters import CURLY_QUOTES, MEANT, ODD_SPACES, UNSEEN, named
from questionnaires.core.schema import TEXTS
from questionnaires.core.yaml_slips import CUT, ENTRY, FIELD, UNSPACED


def slips_in(line: str) -> Iterator[str]:
    """Yield what in *line* was surely not meant as it stands."""
    for place in _ODD_PLACES:
        if found := place.match(line):
            yield f"there is {named(found[1])}, which only looks right: put a plain space there"
    if found := UNSPACED.fullmatch(line):
        yield f"{found[1]} needs a colon and a space after it"
    if _DASH.match(line):
        yield "an entry of a list begins with a hyphen and a space"
    if found := _COMMENT.match(line):
        yield f"{found[1]} ends here, {CUT}"
    if _CURLY.match(line):
        yield 'curly quotation marks count for nothing here: use straight ones (")'
    if found := _LIKE_COMMA.match(line):
        yield f"there is {named(found[1])}: {MEANT[found[1]]} was meant"


def _look_alikes(*meant: str) -> str:
    return "".join(sign for sign, meaning in MEANT.items() if meaning in meant)


_ODD = f"[{ODD_SPACES}{UNSEEN}]"
_FIELD_AT = rf"(?:{ENTRY}|.*[{{,] *){FIELD}"
_ODD_PLACES = tuple(
    re.compile(place)
    for place in (
        rf" *({_ODD})",
        rf"{ENTRY}-({_ODD})",
        rf"{ENTRY}\{{? *({_ODD})",
        rf"{_FIELD_AT}({_ODD}) *:",
        rf"{_FIELD_AT}:({_ODD})",
    )
)
_DASH = re.compile(rf" *(?:-|[{_look_alikes('-')}*]\s*)(?:{FIELD} *:|\{{)")
_COMMENT = re.compile(rf"(?:{ENTRY}|.*[{{,] *)({'|'.join(TEXTS)}): +(?:[^\s\"'|>&*#][^\"]*? )?#")
_CURLY = re.compile(rf"{_FIELD_AT}: *(?:[{CURLY_QUOTES}]|\"[^\"]*[{CURLY_QUOTES}] *\}}?,?$)")
_LIKE_COMMA = re.compile(rf".*([{_look_alikes(',', '{', '}', '[', ']')}]) *(?:{FIELD}:|$)")
