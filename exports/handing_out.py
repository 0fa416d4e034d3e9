"""Handing out a file of an export to somebody who may have it."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from exports.models import ExportFile

BY_PROXY = "X-Accel-Redirect"
"""Names a file below EXPORTS_ROOT, which the proxy sends in place of the reply with this header."""


def file_reply(made: ExportFile) -> HttpResponseBase:
    """Return the reply that hands out the file *made*; raise FileNotFoundError without it.

    A slow reader would hold a thread until the last byte, so behind a proxy the proxy reads the
    file, and the thread is free at once. What else the reply says of it is said here in both cases.
    """
    name, content_type = made.download_name, made.kind.content_type
    if not settings.FILES_BY_PROXY:
        file = made.file.open("rb")
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    stored = str(made.file.name)
    if not made.file.storage.exists(stored):
        raise FileNotFoundError(stored)
    return HttpResponse(
        content_type=content_type,
        headers={
            BY_PROXY: quote(f"/{stored}"),
            "Content-Disposition": content_disposition_header(True, name) or "",
        },
    )
