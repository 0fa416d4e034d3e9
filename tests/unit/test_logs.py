"""One record is one line, and answers stay out of it."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponseNotFound
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils.log import log_response
from psycopg import OperationalError, errors

from larc_survey.logs import OneLineFormatter, TaskErrorFilter

FAILING_ROW = 'value "private" is wrong\nDETAIL:  Failing row contains (1, private).'


def line_for(message: str, error: BaseException | None = None, arguments: Any = ()) -> str:
    information = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("larc", logging.ERROR, "", 1, message, arguments, information)
    TaskErrorFilter().filter(record)
    return OneLineFormatter().format(record)


def caught(error: Exception, cause: Exception | None = None) -> Exception:
    """The exception as it is after somebody raised it."""
    try:
        raise error from cause
    except type(error) as raised:
        return raised


def test_a_message_of_several_lines_becomes_one() -> None:
    assert line_for("first\n\nsecond").endswith("ERROR larc: first | second")


def test_an_exception_tells_its_type_and_its_place() -> None:
    line = line_for("It failed", caught(ValueError("no such area\nand more")))
    assert "It failed | ValueError: no such area | at " in line
    assert line.endswith(" caught")


def test_what_led_to_an_exception_is_told_too() -> None:
    line = line_for("It failed", caught(LookupError("second"), caught(ValueError("first"))))
    assert line.index("LookupError: second") < line.index("ValueError: first")


def test_a_context_that_the_code_suppressed_stays_suppressed() -> None:
    error = caught(LookupError("second"))
    error.__context__ = ValueError("first")
    error.__suppress_context__ = True
    assert "first" not in line_for("It failed", error)


def test_values_that_the_database_refused_are_left_out() -> None:
    refused = caught(errors.CheckViolation(FAILING_ROW))
    line = line_for("It failed", caught(IntegrityError(FAILING_ROW), refused))
    assert "IntegrityError: SQLSTATE 23514 | at " in line
    assert "CheckViolation: SQLSTATE 23514 | at " in line
    assert "private" not in line


def test_other_words_of_the_database_are_kept() -> None:
    assert "connection refused" in line_for("x", caught(OperationalError("connection refused")))


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/r/7kqm-x2rb-94hd-wfep/", "/r/…/"),
        ("/s/abcd2345/", "/s/…/"),
        ("/s/abcd2345/visits/", "/s/…/visits/"),
        ("/surveys/round-one/", "/surveys/round-one/"),
    ],
)
def test_the_codes_of_respondents_are_left_out_of_addresses(path: str, logged: str) -> None:
    line = line_for("Forbidden: %s", arguments=(path,))
    assert line.endswith(f"Forbidden: {logged}")


@pytest.fixture
def line_about(caplog: pytest.LogCaptureFixture) -> Callable[[str], str]:
    """`line_about(path)` is logged when nothing is found at *path*, as Django logs it."""

    def log(path: str) -> str:
        request = RequestFactory().get(path)
        try:
            request.resolver_match = resolve(request.path)
        except Resolver404:
            request.resolver_match = None
        log_response(
            "Not Found: %s", request.path, request=request, response=HttpResponseNotFound()
        )
        return OneLineFormatter().format(caplog.records[-1])

    return log


@pytest.mark.parametrize(
    "path",
    [
        *("/S/abcd2345", "//s/abcd2345", "/abcd2345", "/s%2Fabcd2345%", "/x/7kqm-x2rb-94hd-wfep"),
        *("/R/7kqm-x2rb-94hd-wfep", "/s/“abcd2345”", "/s/abcd2345/\u200b/", "/casey@example.org"),
        *("/s\\abcd2345", "/s/abcd2345\n", "/ß/abcd2345"),
    ],
)
def test_an_address_at_which_there_is_no_page_is_left_out(
    line_about: Callable[[str], str], path: str
) -> None:
    """People paste anything into the line for addresses: codes, messages, their own addresses."""
    assert line_about(path).endswith("WARNING django.request: Not Found: …")


@pytest.mark.parametrize(
    ("path", "logged"), [("/surveys/none/", "/surveys/none/"), ("/s/abcd2345/", "/s/…/")]
)
def test_an_address_of_ours_is_told(
    line_about: Callable[[str], str], path: str, logged: str
) -> None:
    assert line_about(path).endswith(f"Not Found: {logged}")


def test_a_failed_task_does_not_repeat_the_values_in_its_message() -> None:
    refused = caught(errors.InvalidTextRepresentation(FAILING_ROW))
    arguments = ({"name": "exports.tasks.run", "exc": repr(refused)},)
    line = line_for("Task %(name)s raised: %(exc)s", refused, arguments)
    assert "Task exports.tasks.run raised: InvalidTextRepresentation | " in line
    assert "private" not in line
