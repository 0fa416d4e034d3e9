"""The floor of a page: a bare Django view that does one read and one write, and redirects.

It runs in the same process, with the same settings, database and pool of connections as the
platform, but with no middleware, so without checks against forged requests. Its row is a response
with a document of answers, because a page reads and writes one too.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import override_settings
from django.urls import path

from responses.models import Response


def read_and_write(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    response = Response.objects.get(pk=response_id)
    response.answers["role"] = {"choice": "practitioner"}
    response.save(update_fields=["answers"])
    return HttpResponseRedirect("/next/", headers={"Content-Length": "0"})


def ready(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("floor/<uuid:response_id>/", read_and_write), path("readyz", ready)]


def own_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that makes the addresses above the only ones."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # which Django prefers to ROOT_URLCONF
        return get_response(request)

    return middleware


def floor_application() -> WSGIHandler:
    with override_settings(MIDDLEWARE=[f"{__name__}.own_addresses"]):
        return WSGIHandler()
