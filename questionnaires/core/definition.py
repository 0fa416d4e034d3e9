"""The definition of a questionnaire: what an author writes, as typed data.

The fields are documented in docs/questionnaire-format.md. A definition is read from and written to
YAML by `yaml_format`; `load -> dump -> load` is the identity on it.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self, TypeGuard

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from disclosure.vocabulary import Release
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.conditions import Match, Operator
from questionnaires.core.field_types import (
    FOR_STAFF,
    IN_DATASETS,
    NAME,
    UNFIT,
    Code,
    CodeOrNone,
    Codes,
    Flag,
    Language,
    Limit,
    ShortWords,
    Slug,
    Specify,
    Translatable,
    Value,
    Words,
)
from questionnaires.core.parameters import ParameterKind
from questionnaires.core.texts import PLACEHOLDERS, Markup


class Part(BaseModel):
    """What all parts share: frozen, nothing beyond the named fields.

    `called` is what authors call such a part.
    """

    called: ClassVar[str]

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*")
    @classmethod
    def holds_no_unfit_character(cls, value: Any) -> Any:
        if isinstance(value, str) and UNFIT.search(value):
            raise ValueError("there is an invisible character in it that cannot be kept")
        return value


class ConditionDefinition(Part):
    """One condition: exactly one of `any_of`, `none_of`, `answered`."""

    called = "a condition"

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

    called = "shown_when"

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
    called = "a choice"

    code: Code
    label: Annotated[Words, Translatable("answer to choose", Markup.INLINE)]
    value: Value | None = None
    exclusive: Flag = False
    off_scale: Flag = False
    specify: Annotated[Specify, Translatable("label of the text box beside an answer")] = ""
    retired: Flag = False


class GridRowDefinition(Part):
    called = "a row"

    code: Code
    label: Annotated[Words, Translatable("statement in a grid", Markup.INLINE)]
    specify: Annotated[Specify, Translatable("label of the text box beside a statement")] = ""
    retired: Flag = False


class RecodeGroupDefinition(Part):
    called = "a group of a recode"

    code: Code
    label: Annotated[ShortWords, IN_DATASETS]
    value: Value | None = None
    choices: Annotated[Codes, Field(min_length=1)]


class RecodeDefinition(Part):
    called = "a recode"

    code: Code
    label: Annotated[ShortWords, IN_DATASETS]
    groups: Annotated[tuple[RecodeGroupDefinition, ...], Field(min_length=2)]


def _known_type(name: str) -> str:
    if name not in ANSWER_TYPES:
        # Without the name: pydantic cannot write one that has half a character in it.
        raise PydanticCustomError("unknown_type", "there is no such type of question")
    return name


class QuestionDefinition(Part):
    called = "a question"

    code: Code
    type: Annotated[str, AfterValidator(_known_type), NAME]
    text: Annotated[Words, Translatable("question", Markup.INLINE)]
    hint: Annotated[str, Translatable("instruction under a question", Markup.INLINE)] = ""
    required: Flag = False
    variable: CodeOrNone = ""
    release: Release | None = None
    choices: tuple[ChoiceDefinition, ...] = ()
    rows: tuple[GridRowDefinition, ...] = ()
    recodes: tuple[RecodeDefinition, ...] = ()
    max_length: Annotated[int, Field(ge=1, le=20_000, strict=True)] | None = None
    minimum: Limit | None = None
    maximum: Limit | None = None
    decimals: Annotated[int, Field(ge=0, le=6, strict=True)] | None = None
    shown_when: ShownWhenDefinition | None = None

    @model_validator(mode="after")
    def has_the_fields_of_its_type(self) -> Self:
        answer_type = ANSWER_TYPES[self.type]
        special = {name for one in ANSWER_TYPES.values() for name in one.takes}
        given = {name for name in special if getattr(self, name) not in ((), None)}
        if foreign := sorted(given - answer_type.takes):
            # Told with the name of the field, so that the reader of a file finds its line.
            reason = f"a {self.type} question has no {foreign[0]}"
            raise PydanticCustomError(
                "foreign_field", "{reason}", {"reason": reason, "at": foreign[0]}
            )
        if missing := sorted(answer_type.needs - given):
            raise ValueError(f"a {self.type} question needs {missing[0]}")
        return self


class PageDefinition(Part):
    called = "a page"

    code: Code
    title: Annotated[Words, StringConstraints(max_length=300), Translatable("heading of a page")]
    text: Annotated[str, Translatable("text before the questions of a page", Markup.BLOCK)] = ""
    panels: tuple[Code, ...] = ()
    questions: tuple[QuestionDefinition, ...] = ()
    shown_when: ShownWhenDefinition | None = None


class SectionDefinition(Part):
    called = "a section"

    code: Code
    title: Annotated[ShortWords, Translatable("name of a section")]
    shown_when: ShownWhenDefinition | None = None
    pages: Annotated[tuple[PageDefinition, ...], Field(min_length=1)]


class ContinuumStepDefinition(Part):
    called = "a step of a continuum"

    name: Annotated[Words, StringConstraints(max_length=60), Translatable("step of a continuum")]
    description: Annotated[Words, Translatable("what a step of a continuum means")]


class PanelDefinition(Part):
    called = "a panel"

    code: Code
    title: Annotated[ShortWords, Translatable("heading of an information panel")]
    body: Annotated[Words, Translatable("body of an information panel", Markup.BLOCK)]
    continuum: tuple[ContinuumStepDefinition, ...] = ()
    source: Annotated[
        str, StringConstraints(max_length=300), Translatable("source of an information panel")
    ] = ""


class ParameterDefinition(Part):
    """What each survey says for itself; `name` stands in braces in the texts."""

    called = "a parameter"

    name: Code
    kind: ParameterKind
    label: Annotated[ShortWords, FOR_STAFF]
    example: Annotated[ShortWords, FOR_STAFF]


class Definition(Part):
    """A whole questionnaire; `language` is the one that it is written in."""

    called = "the questionnaire"

    slug: Slug
    language: Language = "en-gb"
    title: Annotated[ShortWords, Translatable("title of the questionnaire")]
    parameters: tuple[ParameterDefinition, ...] = ()
    headcounts: Code | None = None
    start_panels: tuple[Code, ...] = ()
    panels: tuple[PanelDefinition, ...] = ()
    sections: Annotated[tuple[SectionDefinition, ...], Field(min_length=1)]

    @property
    def placeholders(self) -> dict[str, str]:
        """What may stand in braces in its texts: name -> what it stands for."""
        declared = {one.name: f"{one.label}, for example {one.example}" for one in self.parameters}
        return PLACEHOLDERS | declared

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
