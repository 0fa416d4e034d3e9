"""What PostgreSQL shows of the statements of a page."""

import psycopg
from django.db import connection

from fieldwork.models import Link
from responses.actions import begin_response, save_page
from responses.selectors import response_at

SHOWN = "SELECT query FROM pg_stat_activity WHERE pid = %s"
PREPARED = "SELECT statement FROM pg_prepared_statements"


def test_the_list_of_running_statements_shows_nobodys_answers(link: Link) -> None:
    pk = begin_response(link=link).pk
    save_page(response_id=pk, answers={"comments": "words of a respondent"})
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}

    with psycopg.connect(**parameters) as observer:
        (shown,) = observer.execute(SHOWN, [connection.connection.info.backend_pid]).fetchone()

    assert "UPDATE responses_response SET answers = answers || $1::jsonb" in shown
    assert "words" not in shown


def test_the_statements_of_a_page_are_planned_once(link: Link) -> None:
    pk = begin_response(link=link).pk
    for _ in range(connection.connection.prepare_threshold + 1):
        response_at(link.code, pk)
        save_page(response_id=pk, answers={"comments": "words of a respondent"})

    with connection.cursor() as cursor:
        cursor.execute(PREPARED)
        prepared = "".join(statement for (statement,) in cursor.fetchall())

    assert "JOIN fieldwork_survey" in prepared
    assert "UPDATE responses_response" in prepared
