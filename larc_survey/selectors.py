"""What the front page reads."""

from __future__ import annotations

from django.db.models import QuerySet

from fieldwork.models import Link


def demonstration_links() -> QuerySet[Link]:
    """Return the working links of demonstration surveys with their areas, by area."""
    return (
        Link.objects.filter(Link.HANDED_OUT, area__survey__is_demonstration=True)
        .select_related("area__local_authority")
        .order_by("area__local_authority__name", "pk")
    )
