"""The types of the fields of a definition, and what is said of their texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    Strict,
    StringConstraints,
)

from questionnaires.core.answer_types.typed import Number
from questionnaires.core.texts import Markup


@dataclass(frozen=True, slots=True)
class Translatable:
    """Marks a text that respondents read; `what` tells translators what it is.

    `markup` is the Markdown that works in it. Every text of the schema is marked with this or with
    `Untranslated`; a test sees to it.
    """

    what: str
    markup: Markup = Markup.NONE


@dataclass(frozen=True, slots=True)
class Untranslated:
    """Marks a text that is the same in every language, and says why."""

    why: str


NAME = Untranslated("a name in files, addresses and datasets")


IN_DATASETS = Untranslated("stands in datasets and codebooks only")


FOR_STAFF = Untranslated("read by those who set a survey up")


Code = Annotated[
    str, StringConstraints(pattern=r"^[a-z]([a-z0-9_]*[a-z0-9])?$", max_length=40), NAME
]


CodeOrNone = Annotated[
    str, StringConstraints(pattern=r"^([a-z]([a-z0-9_]*[a-z0-9])?)?$", max_length=40), NAME
]


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60), NAME]


Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]{1,8})*$", max_length=20), NAME
]
"""A BCP 47 language tag in small letters, as Django writes it: `cy`, `en-gb`."""


Codes = Annotated[tuple[Code, ...], AfterValidator(lambda codes: tuple(sorted(set(codes))))]
"""A set of codes; their order says nothing, so it is always alphabetical."""


UNFIT = re.compile("[\0\ue000]")
"""NUL, which PostgreSQL does not store, and the mark of the slots in pages."""


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


ShortWords = Annotated[Words, StringConstraints(max_length=200)]


Specify = Annotated[str, StringConstraints(max_length=200)]


Flag = Annotated[bool, Strict()]


Value = Annotated[int, Field(ge=0, le=9999, strict=True)]
"""The number of an answer in datasets; below 0 are the missing values."""


Limit = Annotated[float, Field(ge=-Number.LARGEST, le=Number.LARGEST, strict=True)]
