"""Logs that tell an operator what happened and nothing about who answered what.

One record is one line, so that every collector keeps it whole. A request is told by the name of its
page and the status of the reply, never by anything that was sent: an address may hold a code, or
whatever somebody pasted. Of an exception the line shows its type and the places in the code that it
passed; its message only where it comes from a server or the operating system, because others
repeat the values that they complain about, and those are somebody's addresses or answers.
"""

import logging
import traceback
from collections.abc import Iterator, Mapping
from copy import copy
from http.client import responses
from types import TracebackType
from typing import TypeAlias

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from redis import RedisError

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
UNKNOWN = "…"
"""What stands for a method that does not exist: its name is whatever somebody sent."""

NO_PAGE = "no page of ours"

OF_SERVERS = (DatabaseError, psycopg.Error, RedisError, ImproperlyConfigured)
"""Exceptions whose messages tell of servers and settings."""

# The SQLSTATE classes "data exception" and "integrity constraint violation".
ABOUT_VALUES = ("22", "23")


class OneLineFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(without_what_was_sent(record))
        return " | ".join(line for line in text.splitlines() if line.strip())

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # the name that logging calls
        return "\n".join(line for error in chain(ei[1]) for line in exception_lines(error))


class TaskErrorFilter(logging.Filter):
    """Celery's own messages repeat the whole exception: this leaves its type in them."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, Mapping) and "exc" in record.args:
            kind = str(record.args["exc"]).partition("(")[0]
            record.args = {**record.args, "exc": kind}
        return True


def without_what_was_sent(record: logging.LogRecord) -> logging.LogRecord:
    """The record with a request's page in place of its message, and of exceptions what is told."""
    request, told = getattr(record, "request", None), copy(record)
    if isinstance(request, HttpRequest):
        told.msg, told.args = request_line(request, getattr(record, "status_code", None)), ()
    elif isinstance(record.args, tuple):
        told.args = tuple(map(_told, record.args))
    elif isinstance(record.args, Mapping):
        told.args = {name: _told(value) for name, value in record.args.items()}
    return told


def _told(value: object) -> object:
    return headline(value) if isinstance(value, BaseException) else value


def request_line(request: HttpRequest, status: int | None) -> str:
    """Return which page was asked for, by its name in the list of addresses, and the reply."""
    method = request.method if request.method in METHODS else UNKNOWN
    page = page_name(request) or NO_PAGE
    return f"{method} {page}" + (f": {status} {responses.get(status, '')}" if status else "")


def page_name(request: HttpRequest) -> str:
    """Return the name of the page at a request's address, "" if there is none.

    Middleware may have answered before Django looked for the page.
    """
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return ""
    return match.view_name


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, then what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def exception_lines(error: BaseException) -> list[str]:
    places = reversed(traceback.extract_tb(error.__traceback__))
    return [
        headline(error),
        *(f"at {place.filename}:{place.lineno} {place.name}" for place in places),
    ]


def headline(error: BaseException) -> str:
    text = message(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def message(error: BaseException) -> str:
    """Return what an exception says, "" where it may repeat what a visitor has sent."""
    # Django wraps the driver's exceptions and repeats their messages.
    for source in (error, error.__cause__):
        if isinstance(source, psycopg.Error) and (source.sqlstate or "").startswith(ABOUT_VALUES):
            constraint = source.diag.constraint_name
            return f"SQLSTATE {source.sqlstate}" + (f", {constraint}" if constraint else "")
    # Those of the operating system have a number; mail servers' repeat addresses and have none.
    of_system = isinstance(error, OSError) and error.errno is not None
    return str(error).partition("\n")[0] if of_system or isinstance(error, OF_SERVERS) else ""
