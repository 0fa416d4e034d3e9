"""An answer to requests on which something outside of Django's own care goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.http import HttpRequest
from django.views.defaults import server_error

from larc_survey.middleware import with_every_header

logger = logging.getLogger(__name__)


def answering_always(application: WSGIApplication) -> WSGIApplication:
    """Let the web server meet no exception: it would print it, and answer with nothing.

    Django has a page for each that it meets. This is for those on the way to it and back.
    """

    def answering(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            logger.exception("A fault outside of every page")
            return _page_of_fault(start_response)

    return answering


def _page_of_fault(start_response: StartResponse) -> list[bytes]:
    request = HttpRequest()
    page = with_every_header(request, server_error(request))
    page.headers["Cache-Control"] = "no-store"
    page.headers["Content-Length"] = str(len(page.content))
    start_response(f"{page.status_code} {page.reason_phrase}", list(page.items()))
    return [page.content]
