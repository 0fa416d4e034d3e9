"""Handing out the file of an export to somebody who may have it."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from exports.models import Export

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

BY_PROXY = "X-Accel-Redirect"
"""Names a file below EXPORTS_ROOT, which the proxy sends in place of the reply with this header."""


def file_reply(export: Export) -> HttpResponseBase:
    """Return the reply that hands out the file of *export*; raise FileNotFoundError without it.

    A slow reader would hold a thread until the last byte, so behind a proxy the proxy reads the
    file, and the thread is free at once. What else the reply says of it is said here in both cases.
    """
    if not settings.FILES_BY_PROXY:
        file = export.file.open("rb")
        return FileResponse(
            file, as_attachment=True, filename=export.download_name, content_type=WORKBOOK_TYPE
        )
    name = str(export.file.name)
    if not export.file.storage.exists(name):
        raise FileNotFoundError(name)
    return HttpResponse(
        content_type=WORKBOOK_TYPE,
        headers={
            BY_PROXY: quote(f"/{name}"),
            "Content-Disposition": content_disposition_header(True, export.download_name) or "",
        },
    )
