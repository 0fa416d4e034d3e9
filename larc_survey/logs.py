"""Logs that tell an operator what happened and nothing about who answered what.

One record is one line, so that every collector keeps it whole. Of an exception the line shows its
type, the first line of its message and the places in the code that it passed. PostgreSQL's messages
about values are left out, because the values are somebody's answers.
"""

import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from copy import copy
from types import TracebackType
from typing import TypeAlias

import psycopg
from django.http import HttpRequest

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

# Codes in respondents' addresses. With that to come back one can read what they saved; a link's
# beside the time of a line would tell when somebody of an area was there.
CODE_IN_ADDRESS = re.compile(r"(/[rs]/)[^/\s]+")

NONE_OF_OURS = "…"
"""What stands for an address at which there is no page: it may hold anything that people pasted."""

# The SQLSTATE classes "data exception" and "integrity constraint violation".
ABOUT_VALUES = ("22", "23")


class OneLineFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        text = CODE_IN_ADDRESS.sub(r"\1…", super().format(without_unknown_address(record)))
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


def without_unknown_address(record: logging.LogRecord) -> logging.LogRecord:
    """The record of a request as Django writes it, its address left out where we have no page."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest) or request.resolver_match or not record.args:
        return record
    written = (request.path, request.path.encode("unicode_escape").decode("ascii"))
    known = copy(record)
    known.args = tuple(NONE_OF_OURS if value in written else value for value in record.args)
    return known


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, then what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def exception_lines(error: BaseException) -> list[str]:
    places = reversed(traceback.extract_tb(error.__traceback__))
    return [
        f"{type(error).__name__}: {message(error)}",
        *(f"at {place.filename}:{place.lineno} {place.name}" for place in places),
    ]


def message(error: BaseException) -> str:
    # Django wraps the driver's exceptions and repeats their messages.
    for source in (error, error.__cause__):
        if isinstance(source, psycopg.Error) and (source.sqlstate or "").startswith(ABOUT_VALUES):
            constraint = source.diag.constraint_name
            return f"SQLSTATE {source.sqlstate}" + (f", {constraint}" if constraint else "")
    return str(error).partition("\n")[0]
