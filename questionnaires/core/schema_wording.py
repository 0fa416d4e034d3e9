"""What does not fit the schema of a definition, in sentences that say how it is mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from questionnaires.core import schema
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.odd_characters import first_odd, named, without_odd
from questionnaires.core.problems import Path, Problem
from questionnaires.core.suggestions import Guesses, nearest


def told(error: ValidationError) -> Iterator[Problem]:
    """Yield what is wrong, in the words of an author."""
    details = error.errors(include_url=False)
    paths = {detail["loc"] for detail in details}
    parents = {path[:length] for path in paths for length in range(len(path))}
    # "The list is too short" because of a fault inside it says nothing new.
    details = [detail for detail in details if detail["loc"] not in parents]
    misspelt = {path for detail in details[: Guesses.MOST] for path in _misspelt(detail)}
    guess = Guesses()
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in misspelt:
            continue  # its field is there, under a name that is told
        yield _problem(detail, guess)


def _misspelt(detail: ErrorDetails) -> Iterator[Path]:
    """Yield where the field would stand that an unknown one was meant to be."""
    if detail["type"] == "extra_forbidden":
        *place, name = detail["loc"]
        part = schema.part_at(tuple(place))
        meant = nearest(str(name), part.model_fields) if part else None
        if meant:
            yield (*place, meant)


def _problem(detail: ErrorDetails, guess: Guesses) -> Problem:
    path, sentence = detail["loc"], _SENTENCES.get(detail["type"])
    if detail["type"] == "foreign_field":
        path = (*path, detail["ctx"]["at"])
    if detail["type"] == "invalid_key":
        path = (*path[:-1], str(detail["input"]).lower())
    message = detail["msg"].removeprefix("Value error, ")
    if sentence is None:
        return Problem(path, f"{_name_of(path)}: {message}")
    told = {"name": _name_of(path), "message": message, **_whole(detail.get("ctx", {}))}
    told["guess"] = guess
    if isinstance(sentence, str):
        return Problem(path, sentence.format(**told))
    return Problem(path, f"{_name_of(path)} {sentence(path, detail['input'], told)}")


def _name_of(path: Path) -> str:
    """Return what an author calls the part at *path*."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if not name:
        return "the file"
    name = without_odd(name) if len(name.split()) < 2 else f"“{without_odd(name)}”"
    return f"an entry of {name}" if path and isinstance(path[-1], int) else name


def _whole(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return *told* with whole numbers written as such."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in told.items()
    }


# What follows the name of the part: one function for one kind of problem

_Told = Mapping[str, Any]


def _unknown(path: Path, given: Any, told: _Told) -> str:
    """A field that its part does not have."""
    name, part = str(path[-1]), schema.part_at(path[:-1])
    known = part.model_fields if part else ()
    odd, plain = first_odd(name), without_odd(name).strip()
    if odd and plain in known:
        return f"has {named(odd)} in it or beside it, which nobody sees: delete it"
    owners = [owner.called for owner in schema.owners_of(name)]
    if part and owners:
        belongs = " or ".join(owners)
        return f"is no field of {part.called} but of {belongs}: look how far right the line stands"
    kind = f" of {part.called}" if part else ""
    return f"is not a field{kind}{told['guess'](name, known)}"


def _not_text(path: Path, given: Any, told: _Told) -> str:
    if given is None:
        return _nothing(path, given, told)
    if isinstance(given, bool | int | float):
        if str(path[-1]) not in schema.TEXTS and not isinstance(given, bool):
            return _pattern(path, str(given), {"pattern": "$^"})
        kind = "true or false" if isinstance(given, bool) else "a number"
        return f"is read as {kind}: put it in quotes ({_in_quotes(given)})"
    if isinstance(given, list):
        return "is read as a list: put it in quotes if it is a text that begins with ["
    return "is read as a group of fields: put it in quotes if it is a text that begins with {"


def _in_quotes(given: Any) -> str:
    return f'"{str(given).lower() if isinstance(given, bool) else given}"'


def _nothing(path: Path, given: Any, told: _Told) -> str:
    part = schema.part_at(path[:-1])
    field = part.model_fields.get(str(path[-1])) if part else None
    if field is not None and not field.is_required():
        return "is empty: say what it is, or leave it out"
    return "must not be empty: write what belongs to it after the colon"


def _pattern(path: Path, given: Any, told: _Told) -> str:
    """A code or another name that has a character which it may not have."""
    kind = next((part for part in reversed(path) if isinstance(part, str)), "")
    separator, allowed = _NAMES.get(kind, ("_", "small letters, digits and underscores"))
    letter = "" if kind == "slug" else ", beginning with a letter"
    fault = _fault_in(given, separator)
    return f"must be {allowed}{letter}; {fault}{_mended(given, separator, told['pattern'])}"


_NAMES = {
    "slug": ("-", "small letters, digits and hyphens"),
    "language": ("-", "the code of a language in small letters, such as en-gb or cy"),
}
"""By the names that differ from codes: what parts their words, and what they may have."""


def _fault_in(text: str, separator: str) -> str:
    """Return what it is that a name may not have."""
    if not text:
        return "it is empty"
    if odd := first_odd(text):
        return f"it has {named(odd)}"
    wrong = re.search(f"[^a-z0-9{separator}]", text)
    if wrong is None:
        ends = text[0] if text[0] in f"{separator}0123456789" else text[-1]
        return f"it begins with {ends}" if ends == text[0] else f"it ends with {ends}"
    if wrong[0].isupper():
        return "it has a capital letter"
    known = {" ": "a space", "-": "a hyphen", "_": "an underscore"}
    return f"it has {known.get(wrong[0], f'the character {wrong[0]}')}"


def _mended(text: str, separator: str, pattern: str) -> str:
    """Return a proposal that keeps to the rule, "" where none is near."""
    letters = unicodedata.normalize("NFKD", without_odd(text)).lower()
    name = separator.join(re.findall("[a-z0-9]+", re.sub("[\u0300-\u036f]", "", letters)))
    return f": for example {name}" if re.match(pattern, name) and name != text else ""


def _too_long(path: Path, given: Any, told: _Told) -> str:
    return f"has {len(given)} characters: at most {told['max_length']} fit"


def _not_truth(path: Path, given: Any, told: _Told) -> str:
    if given is None:
        return _nothing(path, given, told)
    truth = _TRUTHS.get(str(given).strip().lower())
    meant = "" if truth is None else str(truth).lower()
    return f"must be true or false, without quotes{f': write {meant}' if meant else ''}"


_TRUTHS: dict[str, bool] = {
    **dict.fromkeys("true yes y on 1 x ja si sì oui ie tak".split(), True),
    **dict.fromkeys("false no n off 0 nein non na nage nie".split(), False),
}


def _not_whole(path: Path, given: Any, told: _Told) -> str:
    return _nothing(path, given, told) if given is None else "must be a whole number, in figures"


def _not_number(path: Path, given: Any, told: _Told) -> str:
    return _nothing(path, given, told) if given is None else "must be a number, in figures"


def _no_list(path: Path, given: Any, told: _Told) -> str:
    if given is None:
        return _nothing(path, given, told)
    if isinstance(given, str):
        return f"must be a list: write [{given}]"
    return "must be a list: begin each of its entries with a dash and a space"


def _no_group(path: Path, given: Any, told: _Told) -> str:
    if given is None:
        return "is empty" if not path else "is empty: there is nothing after its dash or colon"
    if isinstance(given, str) and re.match(r"\w+:\S", given):
        return "must be a group of fields: put a space after the colon"
    if isinstance(given, list):
        return "must be a group of fields, not a list: look at the dashes"
    part = schema.part_at(path)
    fields = part.model_fields.items() if part else ()
    needed = [name for name, field in fields if field.is_required()]
    if not path:
        return f"must be a group of fields, with {', '.join(needed)}"
    example = ", ".join(f"{name}: …" for name in needed)
    return f"must be a group of fields, such as {{{example}}}"


def _too_few(path: Path, given: Any, told: _Told) -> str:
    wanted, has = told["min_length"], told["actual_length"]
    return f"needs at least {wanted} {'entry' if wanted == 1 else 'entries'} and has {has}"


def _no_member(path: Path, given: Any, told: _Told) -> str:
    if given is None:
        return _nothing(path, given, told)
    words = re.findall("'(.*?)'", told["expected"])
    return f"must be one of {', '.join(words)}{told['guess'](str(given), words)}"


def _no_type(path: Path, given: Any, told: _Told) -> str:
    return f"must be one of {', '.join(ANSWER_TYPES)}{told['guess'](given, ANSWER_TYPES)}"


def _only_true(path: Path, given: Any, told: _Told) -> str:
    if given is False or _TRUTHS.get(str(given).lower()) is False:
        return "can only be true: name all choices under none_of to ask who left it blank"
    return "can only be true, without quotes"


_SENTENCES: dict[str, str | Callable[[Path, Any, _Told], str]] = {
    "missing": "{name} is missing",
    "extra_forbidden": _unknown,
    "invalid_key": "{name} is not a field: names of fields are words",
    "string_type": _not_text,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _nothing,
    "string_too_long": _too_long,
    "model_type": _no_group,
    "tuple_type": _no_list,
    "too_short": _too_few,
    "bool_type": _not_truth,
    "int_type": _not_whole,
    "int_from_float": _not_whole,
    "float_type": _not_number,
    "finite_number": _not_number,
    "greater_than_equal": "{name} must be {ge} or more",
    "less_than_equal": "{name} must be {le} or less",
    "enum": _no_member,
    "unknown_type": _no_type,
    "literal_error": _only_true,
    "foreign_field": "{reason}",
    "value_error": "{message}",
    "string_unicode": "{name} has a character that does not exist: take \\u and its digits away",
}
