"""What PyYAML cannot read, in the words of an author and at the line where it went wrong.

A parser gives up where it can go no further, which is often a line below the slip, and names what
it expected. So the lines around that place are searched for the slips that people make; only where
there is none is the parser's own complaint put into plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from questionnaires.core.suggestions import did_you_mean
from questionnaires.core.yaml_line_slips import slips_in
from questionnaires.core.yaml_notes import Finding, Notes
from questionnaires.core.yaml_place import VALUE, Place, place_of
from questionnaires.core.yaml_slips import CUT, ENTRY, FIELD, swallowed


def explained(error: yaml.MarkedYAMLError, text: str, notes: Notes) -> Finding:
    """Return where and why *text* is not YAML, and how it is mended."""
    place = place_of(error, text, notes)
    is_at_end = any(sign in place.problem for sign in ("end of stream", "document separator"))
    closed = [one for one in notes.quoted if is_at_end or one.end is not None]
    for finding in swallowed(text, closed):
        return finding
    for line in place.suspects():
        for reason in slips_in(place.text(line)):
            return Finding(line + 1, reason)
    for complaint, explain in _COMPLAINTS.items():
        if complaint in place.problem:
            return explain(place)
    return place.told(f"not YAML: {place.problem}")


# The parser's complaints. Each function says what one of them means.


def _no_start(place: Place) -> Finding:
    """A character with which nothing can begin."""
    character = place.rest[:1]
    if character == "\t":
        where = "here" if place.before.strip() else "at the beginning of the line"
        return place.told(f"there is a tab {where}: use spaces, two for each step to the right")
    return place.told(f"a text that begins with {character} must be put in quotes")


_WITHOUT_COLON = re.compile(rf"{ENTRY}({FIELD})(?: +[^:]*)?")
_STRAY = (
    "this line belongs to no field: a text that goes on stands further right than its field, and a "
    "field has a colon and a space after its name"
)
_NO_DASH = "a hyphen and a space are missing before this entry of a list: - {"


def _no_colon(place: Place) -> Finding:
    """A line that stands where a field is expected and has no colon."""
    line = place.text(place.begun)
    reason = _STRAY
    if found := _WITHOUT_COLON.fullmatch(line):
        reason = f"a colon is missing after {found[1]}"
    elif line.lstrip().startswith("{"):
        reason = _NO_DASH
    return Finding(place.begun + 1, reason)


_SEVERAL_FIELDS = re.compile(rf", *{FIELD}: ")
_HEAD = re.compile(rf"{ENTRY}(?:['\"]?[\w-]+['\"]?)? *")
"""What may stand before the colon of a field."""


def _colon(place: Place) -> Finding:
    """A colon where none can be: in a text, or after a field that is out of line."""
    line = place.text(place.line)
    if "{" not in line and line.rstrip().endswith("}"):
        return place.told("the } at the end closes nothing: a { is missing, or take it away")
    if "{" not in line and _SEVERAL_FIELDS.search(line):
        return place.told("several fields in one line stand in braces: - {code: …, label: …}")
    if _HEAD.fullmatch(place.before):
        return _out_of_line(place)
    return place.told("the colon in this text is read as that of a field: put the text in quotes")


def _out_of_line(place: Place) -> Finding:
    """A field that does not begin in the column of those to which it belongs."""
    above, below = place.text(place.above), place.text(place.line + 1)
    if found := _WITHOUT_COLON.fullmatch(above):
        return Finding(place.above + 1, f"a colon is missing after {found[1]}")
    column = _column(place.text(place.line))
    if "-" in above[: _column(above)] and column == _column(below):
        reason = "what follows the dash begins in another column than the lines below, which belong"
        return Finding(place.above + 1, f"{reason} to it: let all of them begin in one column")
    side = "right" if column > _column(above) else "left"
    return place.told(
        f"this line stands too far {side}: fields that belong together begin in one column, two "
        "spaces right of the dash of their list"
    )


def _column(line: str) -> int:
    """Return where the field of a line begins, behind the dash of its list."""
    found = re.match(ENTRY, line)
    return found.end() if found else 0


def _in_brackets(place: Place) -> Finding:
    """Something in brackets or braces that ends no entry."""
    opening, closing = ("[", "]") if "sequence" in place.context else ("{", "}")
    is_on_new_line = place.line > place.begun and _HEAD.fullmatch(place.before)
    line = place.text(place.line)
    is_closed = line.count(closing) > line.count(opening)
    if "stream end" in place.problem or (is_on_new_line and not is_closed):
        return Finding(
            place.begun + 1, f"the {opening} that opens here is not closed: add {closing}"
        )
    if is_on_new_line:
        reason = f"a comma is missing at the end of the line, or a {closing}"
        return Finding(place.above + 1, reason)
    if place.rest.startswith(":"):
        return place.told("a comma is missing before this field, or quotes around the text")
    return place.told(
        "in braces and brackets, a text with , ? [ ] { or } in it must be put in quotes"
    )


def _after_value(place: Place) -> Finding:
    """Something between the end of a value and the next field."""
    if not place.before.strip(" -"):
        return _line_after_value(place)
    sign = place.rest[:1]
    if place.before.lstrip().startswith("#"):
        return Finding(place.begun_quotes + 1, _UNCLOSED)
    if sign in ("]", "}"):
        return place.told(f"the {sign} closes nothing: take it away, or put the text in quotes")
    if place.rest.strip() == ",":
        return place.told("take the comma away")
    if place.value.startswith("'"):
        return place.told("an apostrophe ends a text in single quotes: use double quotes")
    if place.value.startswith('"'):
        return place.told("a quotation mark ends the text: put it in single quotes instead")
    if place.value[:1] in ("{", "[", "*", "&"):
        return place.told(f"a text that begins with {place.value[0]} must be put in quotes")
    return place.told(f"{sign} does not belong here")


def _line_after_value(place: Place) -> Finding:
    line, above = place.text(place.line), place.text(place.above)
    if "-" in line[: _column(line)]:
        if above.lstrip().startswith("{"):
            return Finding(place.above + 1, _NO_DASH)
        return place.told(
            "this dash is out of line: the dashes of one list stand in the same column, and a list "
            "below the name of its field"
        )
    if "scalar" in place.problem and not VALUE.match(line):
        if above.rstrip().endswith(("'", '"')):
            return place.told("this line belongs to no field: the quotes above end too early")
        if place.text(place.line - 1).lstrip().startswith("#"):
            return Finding(place.line, f"the text above ends here, {CUT}")
        return place.told(_STRAY)
    return _out_of_line(place)


def _dash_in_line(place: Place) -> Finding:
    if place.value.startswith("-"):
        return place.told(
            "a text that begins with a dash must be put in quotes; a list begins on the next line"
        )
    return _line_after_value(place)


_ALIAS = re.compile(r"\*([\w-]+) *(?:#.*|[,}\]].*)?")


def _no_alias(place: Place) -> Finding:
    """A text that was taken for the name of a list, or such a name that nothing has."""
    begun = "\n".join(place.lines[: place.line + 1])
    if found := _ALIAS.fullmatch(place.value):
        guess = did_you_mean(found[1], re.findall(r"&([\w-]+)", begun))
        return place.told(
            f"nothing above has the name &{found[1]}{guess or ';'} a text that begins with * must "
            "be put in quotes"
        )
    return place.told(f"a text that begins with {place.value[:1] or '*'} must be put in quotes")


def _block_text(place: Place) -> Finding:
    sign = place.value[:1] or ">"
    return place.told(
        f"a text that begins with {sign} must be put in quotes, or begin on the next line"
    )


def _outermost(place: Place) -> Finding:
    if place.text(place.above).startswith("..."):
        return Finding(place.above + 1, "three dots end the file here: take them away")
    return place.told("this line stands further left than the first line of the file")


def _nothing(place: Place) -> Finding:
    if place.rest.startswith(","):
        return place.told("there is nothing before this comma: take it away")
    return place.told("something is missing here: look at the commas, brackets and braces")


def _always(reason: str) -> Callable[[Place], Finding]:
    return lambda place: place.told(reason)


def _where_it_began(reason: str) -> Callable[[Place], Finding]:
    return lambda place: Finding(place.begun + 1, reason)


_UNCLOSED = "the quotation mark that opens a text here is not closed: close it"
_BACKSLASH = "there is a backslash in double quotes: use single quotes, or write it twice"

_COMPLAINTS: dict[str, Callable[[Place], Finding]] = {
    "cannot start any token": _no_start,
    "could not find expected ':'": _no_colon,
    "mapping values are not allowed": _colon,
    "mapping keys are not allowed": _always("a text that begins with ? must be put in quotes"),
    "expected ',' or": _in_brackets,
    "expected <block end>": _after_value,
    "sequence entries are not allowed": _dash_in_line,
    "undefined alias": _no_alias,
    "expected alphabetic or numeric": _no_alias,
    "second occurrence": _always("the name after & is taken: give every list its own"),
    "expected chomping or indentation": _block_text,
    "expected indentation indicator": _block_text,
    "expected a comment or a line break": _block_text,
    "unknown escape character": _always(_BACKSLASH),
    "expected escape sequence": _always(_BACKSLASH),
    "unexpected end of stream": _where_it_began(_UNCLOSED),
    "unexpected document separator": _where_it_began(_UNCLOSED),
    "found another document": _always(
        "a second document begins here: take the line --- or ... away"
    ),
    "expected '<document start>'": _outermost,
    "expected the node content": _nothing,
}
