"""Reading responses for the respondent's own pages."""

from __future__ import annotations

import uuid

from responses.models import Response


def response_at(link_code: str, response_id: uuid.UUID) -> Response | None:
    """Return a response begun through this link, with link, area and survey, in one query."""
    return (
        Response.objects.filter(pk=response_id, link__code=link_code, link__is_active=True)
        .select_related("link", "area__local_authority", "area__survey")
        .first()
    )
