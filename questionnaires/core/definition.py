"""The definition of a questionnaire: what an author writes, as typed data.

The fields are documented in docs/questionnaire-format.md. A definition is read from and written to
YAML by `yaml_format`; `load -> dump -> load` is the identity on it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self, TypeGuard

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.answer_types.typed import Number
from questionnaires.core.instrument import Match, Operator, Release

Code = Annotated[str, StringConstraints(pattern=r"^[a-z]([a-z0-9_]*[a-z0-9])?$", max_length=40)]
CodeOrNone = Annotated[
    str, StringConstraints(pattern=r"^([a-z]([a-z0-9_]*[a-z0-9])?)?$", max_length=40)
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Codes = Annotated[tuple[Code, ...], AfterValidator(lambda codes: tuple(sorted(set(codes))))]
"""A set of codes; their order says nothing, so it is always alphabetical."""

UNFIT = re.compile("[\0\ue000]")
"""NUL, which PostgreSQL does not store, and the mark of the slots in pages."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ShortWords = Annotated[Words, StringConstraints(max_length=200)]
Limit = Annotated[float, Field(ge=-Number.LARGEST, le=Number.LARGEST)]


class Part(BaseModel):
    """What all parts share: frozen, nothing beyond the named fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*")
    @classmethod
    def holds_no_unfit_character(cls, value: Any) -> Any:
        if isinstance(value, str) and UNFIT.search(value):
            raise ValueError("there is an invisible character in it that cannot be kept")
        return value


class ConditionDefinition(Part):
    """One condition: exactly one of `any_of`, `none_of`, `answered`."""

    question: Code
    any_of: Codes = ()
    none_of: Codes = ()
    answered: Literal[True] | None = None

    @model_validator(mode="after")
    def asks_one_thing(self) -> Self:
        if sum(map(bool, (self.any_of, self.none_of, self.answered))) != 1:
            raise ValueError("give exactly one of any_of, none_of and answered")
        return self

    @property
    def operator(self) -> Operator:
        if self.answered:
            return Operator.ANSWERED
        return Operator.ANY_OF if self.any_of else Operator.NONE_OF

    @property
    def choices(self) -> Codes:
        return self.any_of or self.none_of


class ShownWhenDefinition(Part):
    """Conditions that must hold, `all` of them or `any`."""

    all: tuple[ConditionDefinition, ...] = ()
    any: tuple[ConditionDefinition, ...] = ()

    @model_validator(mode="after")
    def matches_one_way(self) -> Self:
        if bool(self.all) == bool(self.any):
            raise ValueError("give conditions under either all or any")
        return self

    @property
    def match(self) -> Match:
        return Match.ALL if self.all else Match.ANY

    @property
    def conditions(self) -> tuple[ConditionDefinition, ...]:
        return self.all or self.any


class ChoiceDefinition(Part):
    code: Code
    label: Words
    value: Annotated[int, Field(ge=1, le=9999)] | None = None
    exclusive: bool = False
    specify: Annotated[str, StringConstraints(max_length=200)] = ""
    retired: bool = False


class GridRowDefinition(Part):
    code: Code
    label: Words
    specify: Annotated[str, StringConstraints(max_length=200)] = ""
    retired: bool = False


class RecodeGroupDefinition(Part):
    code: Code
    label: ShortWords
    value: Annotated[int, Field(ge=1, le=9999)] | None = None
    choices: Annotated[Codes, Field(min_length=1)]


class RecodeDefinition(Part):
    code: Code
    label: ShortWords
    groups: Annotated[tuple[RecodeGroupDefinition, ...], Field(min_length=2)]


class QuestionDefinition(Part):
    code: Code
    type: str
    text: Words
    hint: str = ""
    required: bool = False
    variable: CodeOrNone = ""
    release: Release | None = None
    choices: tuple[ChoiceDefinition, ...] = ()
    rows: tuple[GridRowDefinition, ...] = ()
    recodes: tuple[RecodeDefinition, ...] = ()
    max_length: Annotated[int, Field(ge=1, le=20_000)] | None = None
    minimum: Limit | None = None
    maximum: Limit | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    shown_when: ShownWhenDefinition | None = None

    @model_validator(mode="after")
    def has_the_fields_of_its_type(self) -> Self:
        answer_type = ANSWER_TYPES.get(self.type)
        if answer_type is None:
            raise ValueError(f"type is one of {', '.join(ANSWER_TYPES)}")
        special = ("choices", "rows", "recodes", "max_length", "minimum", "maximum", "decimals")
        given = {name for name in special if getattr(self, name) not in ((), None)}
        if foreign := sorted(given - answer_type.takes):
            raise ValueError(f"a {self.type} question has no {foreign[0]}")
        if missing := sorted(answer_type.needs - given):
            raise ValueError(f"a {self.type} question needs {missing[0]}")
        return self


class PageDefinition(Part):
    code: Code
    title: Annotated[Words, StringConstraints(max_length=300)]
    text: str = ""
    panels: tuple[Code, ...] = ()
    questions: tuple[QuestionDefinition, ...] = ()
    shown_when: ShownWhenDefinition | None = None


class SectionDefinition(Part):
    code: Code
    title: ShortWords
    shown_when: ShownWhenDefinition | None = None
    pages: Annotated[tuple[PageDefinition, ...], Field(min_length=1)]


class ContinuumStepDefinition(Part):
    name: Annotated[Words, StringConstraints(max_length=60)]
    description: Words


class PanelDefinition(Part):
    code: Code
    title: ShortWords
    body: Words
    continuum: tuple[ContinuumStepDefinition, ...] = ()
    source: Annotated[str, StringConstraints(max_length=300)] = ""


class Definition(Part):
    """A whole questionnaire."""

    slug: Slug
    title: ShortWords
    start_panels: tuple[Code, ...] = ()
    panels: tuple[PanelDefinition, ...] = ()
    sections: Annotated[tuple[SectionDefinition, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def number_values(cls, data: Any) -> Any:
        """Give choices and recode groups their numbers where the author left all of them out.

        Numbers belong to the definition from then on: they are stored and dumped, so a later
        insertion never moves them.
        """
        return _with_values(data)


def _with_values(data: Any) -> Any:
    """Return *data* with `value: 1…n` in every `choices` or `groups` list that has none at all."""
    if isinstance(data, list | tuple):
        return [_with_values(item) for item in data]
    if not isinstance(data, dict):
        return data
    data = {key: _with_values(item) for key, item in data.items()}
    for key in ("choices", "groups"):
        items = data.get(key)
        if _lacks_values(items):
            data[key] = [{**item, "value": n} for n, item in enumerate(items, start=1)]
    return data


def _lacks_values(items: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Return whether *items* is a list of groups of fields none of which has a value."""
    return isinstance(items, list) and all(
        isinstance(item, dict) and item.get("value") is None for item in items
    )
