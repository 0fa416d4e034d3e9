"""One record is one line, and answers stay out of it."""

import logging
from collections.abc import Callable
from contextlib import suppress
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

import pytest
from django.core.exceptions import DisallowedHost, ImproperlyConfigured
from django.db import IntegrityError, ProgrammingError
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import RequestFactory
from django.urls import NoReverseMatch, Resolver404, resolve
from django.utils.log import log_response
from psycopg import OperationalError, errors
from redis import RedisError

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
    line = line_for("It failed", caught(OperationalError("no such server\nand more")))
    assert "It failed | OperationalError: no such server | at " in line
    assert line.endswith(" caught")


def test_what_led_to_an_exception_is_told_too() -> None:
    line = line_for("It failed", caught(LookupError(), caught(ValueError())))
    assert line.index("| LookupError | at ") < line.index("| ValueError | at ")


def test_a_context_that_the_code_suppressed_stays_suppressed() -> None:
    error = caught(LookupError("second"))
    error.__context__ = ValueError("first")
    error.__suppress_context__ = True
    assert "ValueError" not in line_for("It failed", error)


def test_values_that_the_database_refused_are_left_out() -> None:
    refused = caught(errors.CheckViolation(FAILING_ROW))
    line = line_for("It failed", caught(IntegrityError(FAILING_ROW), refused))
    assert "IntegrityError: SQLSTATE 23514 | at " in line
    assert "CheckViolation: SQLSTATE 23514 | at " in line
    assert "private" not in line


def test_other_words_of_the_database_are_kept() -> None:
    assert "connection refused" in line_for("x", caught(OperationalError("connection refused")))


@pytest.mark.parametrize(
    "error",
    [
        ValueError("invalid literal for int() with base 10: 'private'"),
        KeyError("private"),
        Resolver404({"path": "r/private/"}),
        DisallowedHost("Invalid HTTP_HOST header: 'private'."),
        NoReverseMatch("Reverse for 'start' with arguments '('private',)' not found."),
        SMTPRecipientsRefused({"private@example.org": (550, b"no")}),
        SMTPSenderRefused(550, b"private", "private@example.org"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_message_that_repeats_what_somebody_sent_is_left_out(error: Exception) -> None:
    line = line_for("It failed: %s", caught(error), (error,))
    kind = type(error).__name__
    assert f"It failed: {kind} | {kind} | at " in line
    assert "private" not in line


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RedisError("Error 111 connecting to broker"), "Error 111 connecting to broker"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
        (ImproperlyConfigured("no engine is set"), "no engine is set"),
        (ProgrammingError('relation "x" does not exist\nLINE 1'), 'relation "x" does not exist'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_servers_and_settings_say_is_told(error: Exception, told: str) -> None:
    assert f"| {type(error).__name__}: {told} | at " in line_for("It failed", caught(error))


@pytest.fixture
def line_about(caplog: pytest.LogCaptureFixture) -> Callable[..., str]:
    """`line_about(path)` is logged when nothing is found at *path*, as Django logs it."""

    def log(path: str, method: str = "GET", *, is_resolved: bool = True) -> str:
        request = RequestFactory().generic(method, path)
        with suppress(Resolver404):
            request.resolver_match = resolve(request.path) if is_resolved else None
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
    line_about: Callable[..., str], path: str
) -> None:
    """People paste anything into the line for addresses: codes, messages, their own addresses."""
    assert line_about(path).endswith("WARNING django.request: GET no page of ours: 404 Not Found")


@pytest.mark.parametrize("is_resolved", [True, False], ids=["by the page", "by middleware"])
@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/surveys/none/", "survey"),
        ("/surveys/none/areas/7/", "area"),
        ("/s/abcd2345/", "start"),
        ("/s/abcd2345/visits/?text=private", "page"),
        ("/r/7kqm-x2rb-94hd-wfep/", "resume_with"),
        ("/accounts/password/reset/1-private/", "account_reset_password_from_key"),
        ("/admin/accounts/user/1/change/", "admin:accounts_user_change"),
    ],
)
def test_a_page_is_told_by_its_name(
    line_about: Callable[..., str], path: str, page: str, is_resolved: bool
) -> None:
    line = line_about(path, "POST", is_resolved=is_resolved)
    assert line.endswith(f" WARNING django.request: POST {page}: 404 Not Found")


def test_a_method_that_does_not_exist_is_left_out(line_about: Callable[..., str]) -> None:
    assert " django.request: … start: 404" in line_about("/s/abcd2345/", "7KQM-X2RB-94HD-WFEP")


def test_the_words_of_a_refusal_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """Django's own repeat headers, such as the address of the page before."""
    request = RequestFactory().get("/r/", headers={"Referer": "https://elsewhere.example/private"})
    log_response(
        "Forbidden (%s): %s",
        "Referer checking failed - https://elsewhere.example/private",
        request.path,
        request=request,
        response=HttpResponseForbidden(),
        logger=logging.getLogger("django.security.csrf"),
    )
    line = OneLineFormatter().format(caplog.records[-1])
    assert line.endswith(" WARNING django.security.csrf: GET resume: 403 Forbidden")


def test_the_record_itself_stays_as_it_is_for_other_handlers() -> None:
    error = ValueError("private")
    record = logging.LogRecord("larc", logging.ERROR, "", 1, "It failed: %s", (error,), None)
    OneLineFormatter().format(record)
    assert record.getMessage() == "It failed: private"


def test_a_failed_task_does_not_repeat_the_values_in_its_message() -> None:
    refused = caught(errors.InvalidTextRepresentation(FAILING_ROW))
    arguments = ({"name": "exports.tasks.run", "exc": repr(refused)},)
    line = line_for("Task %(name)s raised: %(exc)s", refused, arguments)
    assert "Task exports.tasks.run raised: InvalidTextRepresentation | " in line
    assert "private" not in line
