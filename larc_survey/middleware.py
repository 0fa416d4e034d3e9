"""What every answer carries: headers, so that a browser runs nothing that is not ours; and pages
are compressed."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware

from larc_survey.refusals import refusal

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
    )
)


def browser_policies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return _with_policies(get_response(request))

    return middleware


def _with_policies(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
    return response


def with_every_header(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add the headers of every page to one that Django's own middleware will not see."""
    for middleware in (SecurityMiddleware, XFrameOptionsMiddleware):
        middleware(lambda _request: response).process_response(request, response)
    return _with_policies(response)


def known_hosts(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers itself where the Host header is none of ours, with every header.

    It stands before Django's, which would raise where nobody adds their headers any more.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return with_every_header(request, refusal(request))
        return get_response(request)

    return middleware


METHODS = ("GET", "HEAD", "POST")
"""All that browsers send. Views that know no other would take the rest for GET."""


def known_methods(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuses every other method, whoever asks and whatever for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return (
            get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        )

    return middleware


class PageCompression(GZipMiddleware):
    """Compresses pages, with random padding; files go out as they lie there, with their length.

    Static files never come by here: they were compressed when they were collected.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)
