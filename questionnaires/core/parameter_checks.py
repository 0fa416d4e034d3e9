"""What must hold of the parameters of a definition, and of the placeholders in its texts."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.core.definition import Definition
from questionnaires.core.parameters import fault_in
from questionnaires.core.problems import Path, Problem, Severity
from questionnaires.core.schema import texts_in
from questionnaires.core.suggestions import Guesses
from questionnaires.core.texts import PLACEHOLDER, PLACEHOLDERS, unknown_placeholders


def parameters(definition: Definition) -> Iterator[Problem]:
    """A name stands for one thing, and an example is one: it could fill the parameter."""
    taken: dict[str, str] = dict.fromkeys(PLACEHOLDERS, "is what every survey fills")
    for n, parameter in enumerate(definition.parameters):
        at: Path = ("parameters", n)
        if parameter.name in taken:
            reason = f"{{{parameter.name}}} {taken[parameter.name]}: choose another name"
            yield Problem((*at, "name"), reason)
        taken.setdefault(parameter.name, "is already declared above")
        if fault := fault_in(parameter.example, parameter.kind):
            yield Problem((*at, "example"), f"no survey could say this. {fault}")
        for name in ("label", "example"):
            if PLACEHOLDER.search(getattr(parameter, name)):
                yield Problem((*at, name), "nothing is filled in here: take the braces out")


def placeholders(definition: Definition) -> Iterator[Problem]:
    """Only placeholders that a survey can fill, in whatever text they stand."""
    guess, names = Guesses(), definition.placeholders
    known = ", ".join(f"{{{name}}}" for name in names)
    for path, text in _texts(definition):
        for name in unknown_placeholders(text, names):
            reason = f"nothing fills {{{name}}}; known are {known}{guess(name, names)}"
            yield Problem(path, reason, excerpt=f"{{{name}}}")


def unused_parameters(definition: Definition) -> Iterator[Problem]:
    """Whoever sets a survey up is asked for each parameter, so each should stand in a text."""
    used = {name for _, text in _texts(definition) for name in PLACEHOLDER.findall(text)}
    for n, parameter in enumerate(definition.parameters):
        if parameter.name not in used:
            reason = f"no text says {{{parameter.name}}}, so nobody would see it"
            yield Problem(("parameters", n), reason, Severity.WARNING)


def _texts(definition: Definition) -> Iterator[tuple[Path, str]]:
    """Yield every text that a survey fills with its path."""
    for path, text, _field in texts_in(definition):
        if path[0] != "parameters":
            yield path, text
