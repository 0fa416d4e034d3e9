"""Small questionnaires for tests, a line or two each, and what a browser sends for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.question import Filled, Question

Fields = dict[str, Any]


def options(*parts: str | Fields) -> list[Fields]:
    """Return choices or rows: a code stands for itself with a label made of it."""
    return [
        {"code": part, "label": part.replace("_", " ").capitalize()}
        if isinstance(part, str)
        else part
        for part in parts
    ]


PARTS_OF_TYPE: dict[str, Fields] = {
    "single": {"choices": options("yes", "no")},
    "multiple": {"choices": options("first", "second", "third")},
    "grid": {"choices": options("agree", "disagree"), "rows": options("upper", "lower")},
}


def question(code: str, type: str = "single", **fields: Any) -> Fields:  # noqa: A002 - the field's name
    """Return a question as an author writes it, with the choices and rows its type needs."""
    return {
        "code": code,
        "type": type,
        "text": f"What about {code}?",
        "release": "keep",
        **PARTS_OF_TYPE.get(type, {}),
        **fields,
    }


def page(code: str, *questions: Fields, **fields: Any) -> Fields:
    return {"code": code, "title": f"Page {code}", "questions": list(questions), **fields}


def section(code: str, *pages: Fields, **fields: Any) -> Fields:
    return {"code": code, "title": f"Section {code}", "pages": list(pages), **fields}


def all_of(*conditions: Fields) -> Fields:
    """Return the `shown_when` of a part that needs all *conditions*."""
    return {"shown_when": {"all": list(conditions)}}


def any_of(*conditions: Fields) -> Fields:
    """Return the `shown_when` of a part that needs one of *conditions*."""
    return {"shown_when": {"any": list(conditions)}}


def definition(*sections: Fields, **fields: Any) -> Definition:
    return Definition.model_validate(
        {"slug": "test", "title": "Test", "sections": list(sections), **fields}
    )


def definition_of_pages(*pages: Fields, **fields: Any) -> Definition:
    return definition(section("only", *pages), **fields)


def definition_of_questions(*questions: Fields, **fields: Any) -> Definition:
    return definition_of_pages(page("only", *questions), **fields)


def instrument(*sections: Fields) -> Instrument:
    return compile_instrument(definition(*sections))


def instrument_of_pages(*pages: Fields) -> Instrument:
    return compile_instrument(definition_of_pages(*pages))


def compiled(written: Fields) -> Question:
    """Return one question as answer types read it."""
    only = compile_instrument(definition_of_questions(written))
    return only.questions[written["code"]]


SINCE_YEAR: Fields = {
    "name": "since_year",
    "kind": "year",
    "label": "the year from which training counts",
    "example": "2014",
}
"""A parameter, as an author declares it."""

RECENT_PERIOD: Fields = {
    "name": "recent_period",
    "kind": "text",
    "label": "how far back a change is looked at",
    "example": "two years",
}


class Form:
    """A posted form: the name of each input and its values, read as Django's QueryDict is."""

    def __init__(self, fields: Mapping[str, str | list[str]] | None = None) -> None:
        self._values = {
            name: value if isinstance(value, list) else [value]
            for name, value in (fields or {}).items()
        }

    def get(self, key: str) -> str | None:
        values = self._values.get(key)
        return values[-1] if values else None

    def getlist(self, key: str) -> list[str]:
        return list(self._values.get(key, []))


def answered(asked: Question, fields: Mapping[str, str | list[str]]) -> Any:
    """Return what is stored when a browser posts *fields*; raise AnswerError."""
    return asked.type.clean(asked, asked.type.posted(asked, Form(fields)))


def sent_again(asked: Question, filled: Filled) -> Form:
    """Return what a browser sends when the form that shows *filled* is submitted untouched."""
    fields: dict[str, str | list[str]] = {
        _text_input(asked, key): text.replace("\n", "\r\n") for key, text in filled.texts.items()
    }
    ticked: dict[str, list[str]] = {}
    for key in sorted(filled.ticked):
        row, _dot, code = key.rpartition(".")
        ticked.setdefault(f"{asked.code}-{row}" if row else asked.code, []).append(code)
    return Form(fields | ticked)


def _text_input(asked: Question, key: str) -> str:
    if not key:
        return asked.code
    return f"{asked.code}-{key}--specify" if asked.choices else f"{asked.code}-{key}"
