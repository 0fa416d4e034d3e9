"""No address and no cookie of ours holds a null character, and PostgreSQL takes none.

In forms they are dropped or refused with a sentence, like others that no page can show. Elsewhere
nobody has typed them: a request with one is refused before a view hands it to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from larc_survey.refusals import refusal

NULL = "\0"


class NoNullCharacters:
    """Middleware: refuses a request with one in its query string, its cookies or its page's key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = (unquote(request.META.get("QUERY_STRING", "")), *request.COOKIES.values())
        return refusal(request) if _has_null(*sent) else self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        arguments: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        return refusal(request) if _has_null(*arguments, *named.values()) else None


def _has_null(*values: object) -> bool:
    return any(isinstance(value, str) and NULL in value for value in values)
