"""What containers, proxies and people ask: is this process alive, and can it do its work?

- `GET /healthz`: this process answers. It asks nobody else, so a slow database never makes an
  orchestrator restart every web process.
- `GET /readyz`: the database and the broker answer too. 200 when all do, otherwise 503; the body
  names each part as `ok` or `down` and gives no details, because anyone may read it.
- `GET /nights`: no job of the last night was missed. 200 with `ok`, otherwise 503 with `missed`, or
  `unknown` while the database cannot tell. For a monitor outside: it has nothing to do with whether
  visitors can be served, so `/readyz` does not ask it.

A check calls them over plain http, inside the network of the containers and with whatever host name
it likes: `http://localhost:8000/readyz`. That is why a middleware answers them, which stands
before the redirect to https and before anything reads the Host header, and not by a view.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from redis import Redis, RedisError

from monitoring.nights.selectors import missed_nights

# The database's own limits (settings.DATABASES) bound the other half of the wait.
BROKER_TIMEOUT_SECONDS = 2


def health_checks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers CHECKS, passes on everything else. It must be the first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        check = CHECKS.get(request.path_info)
        response = check() if check else get_response(request)
        if check:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def healthz() -> HttpResponse:
    return JsonResponse({"process": "ok"})


def readyz() -> HttpResponse:
    parts = {"database": database_answers(), "broker": broker_answers()}
    return JsonResponse(
        {part: "ok" if answers else "down" for part, answers in parts.items()},
        status=200 if all(parts.values()) else 503,
    )


def nights() -> HttpResponse:
    try:
        word = "missed" if missed_nights(now=timezone.now()) else "ok"
    except Error:
        word = "unknown"
    return JsonResponse({"nights": word}, status=200 if word == "ok" else 503)


CHECKS: dict[str, Callable[[], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/nights": nights,
}


def database_answers() -> bool:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def broker_answers() -> bool:
    try:
        with Redis.from_url(
            settings.CELERY_BROKER_URL,
            socket_connect_timeout=BROKER_TIMEOUT_SECONDS,
            socket_timeout=BROKER_TIMEOUT_SECONDS,
        ) as broker:
            broker.ping()
    except RedisError:
        return False
    return True
