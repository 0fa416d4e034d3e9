"""Reading responses for the respondent's own pages."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from django.db import connection, models

from fieldwork.models import Area, Link, LocalAuthority, Survey
from fieldwork.selectors import working_code
from responses import resume
from responses.models import Response
from responses.pasted_codes import Code, code_in, link_codes_among_words

PARTS: dict[str, type[models.Model]] = {
    "response": Response,
    "link": Link,
    "area": Area,
    "authority": LocalAuthority,
    "survey": Survey,
}
"""Everything that a respondent's page reads, by its name in the statement below."""

WORDS = """(
    SELECT jsonb_object_agg(words.language, to_jsonb(words))
    FROM fieldwork_surveytranslation AS words WHERE words.survey_id = survey.id
)"""
"""The survey's words in other languages, NULL where it has none."""

PARAMETERS = """(
    SELECT jsonb_object_agg(said.language, said.by_name)
    FROM (
        SELECT filled.language, jsonb_object_agg(filled.name, filled.value) AS by_name
        FROM fieldwork_parametervalue AS filled
        WHERE filled.survey_id = survey.id GROUP BY filled.language
    ) AS said
)"""
"""What fills the parameters of the questionnaire, by language and name; NULL if it has none."""

FROM = """
FROM responses_response AS response
JOIN fieldwork_link AS link ON link.id = response.link_id
JOIN fieldwork_area AS area ON area.id = response.area_id
JOIN fieldwork_localauthority AS authority ON authority.id = area.local_authority_id
JOIN fieldwork_survey AS survey ON survey.id = area.survey_id
WHERE response.id = %s AND link.code = %s AND link.is_active
"""


Converter = Callable[[Any], Any]


@cache
def _statement() -> str:
    columns = (
        f'{name}."{field.column}"'
        for name, model in PARTS.items()
        for field in model._meta.concrete_fields
    )
    return f"SELECT {', '.join(columns)}, {WORDS}, {PARAMETERS} {FROM}"


@cache
def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _converters() -> list[tuple[int, Converter]]:
    """Return what makes a field's value of a column's, by the position of the column.

    The same that the ORM runs; most columns need none.
    """
    fields = [field for model in PARTS.values() for field in model._meta.concrete_fields]
    return [
        (position, partial(converter, expression=field.cached_col, connection=connection))
        for position, field in enumerate(fields)
        for converter in (
            *connection.ops.get_db_converters(field.cached_col),
            *field.get_db_converters(connection),
        )
    ]


def _converted(values: Sequence[Any]) -> Iterator[Any]:
    converted = list(values)
    for position, converter in _converters():
        converted[position] = converter(converted[position])
    return iter(converted)


def response_at(link_code: str, response_id: uuid.UUID) -> Response | None:
    """Return a response begun through this link, with link, area and survey, in one query.

    Every page that a respondent opens or sends begins here. The same query as a queryset, with
    four `select_related`, takes the ORM five times as long to put together as PostgreSQL to answer
    (docs/benchmarks.md), so it is written out, once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [response_id, link_code])
        row = cursor.fetchone()
    return None if row is None else _joined(row)


def _joined(row: tuple[Any, ...]) -> Response:
    """Return the response in a row of `_statement`, its relations filled in."""
    made: dict[str, Any] = {}
    *of_parts, words, parameters = row
    values = _converted(of_parts)
    for name, model in PARTS.items():
        names = _names(model)
        made[name] = model.from_db(connection.alias, names, [next(values) for _ in names])
    response: Response = made["response"]
    made["survey"].words_by_language = {
        language: {name: said[name] for name in Survey.WORDS}
        for language, said in json.loads(words or "{}").items()
    }
    made["survey"].parameters_by_language = json.loads(parameters or "{}")
    made["area"].local_authority, made["area"].survey = made["authority"], made["survey"]
    made["link"].area = response.area = made["area"]
    response.link = made["link"]
    return _as_asked(response)


def _as_asked(response: Response) -> Response:
    """Return *response* with its survey as it stood when it was begun: with the same version.

    For showing only, as `Survey.in_language` is: the survey may ask newcomers another one by now.
    """
    response.area.survey.version_id = response.version_id
    return response


def response_to_resume(code: str) -> Response | None:
    """Return the response under way to which a tidied resume code belongs, with link and survey."""
    if not code:
        return None
    response = (
        Response.objects.filter(
            resume_digest__in=resume.digests(code),
            status=Response.Status.IN_PROGRESS,
            link__is_active=True,
        )
        .select_related("link", "area__local_authority", "area__survey")
        .first()
    )
    return None if response is None else _as_asked(response)


def code_entered(text: str) -> Code | None:
    """Return the code that *text* holds, typed or pasted with whatever stands around it.

    Among words nothing but the links themselves can tell what is a code, so there they are asked.
    """
    code = code_in(text)
    if code is not None:
        return code
    link = working_code(link_codes_among_words(text))
    return Code(link) if link else None
