"""The database keeps what stored answers are read by, whoever asks.

While a survey has a response, under way or sent, its version stays, and so does what fills the
questions of it and whether its answers are made up. An area and a link that have responses stay
where they are, and a number once drawn for an area belongs to it for ever. A response keeps its
area, its link and the version that it answers.

Nothing here says that a response answers the version that its survey has now: a survey may be given
another version for those who begin later, by whoever switches its trigger off on purpose.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION responses_refuse_under_responses() RETURNS trigger LANGUAGE plpgsql
SET lock_timeout = '3s' AS $body$
DECLARE
    has_responses boolean;
BEGIN
    -- Whoever is storing a response just now is waited for, and nobody stores one before this change.
    LOCK TABLE responses_response IN SHARE MODE;
    EXECUTE format('SELECT EXISTS (SELECT FROM responses_response WHERE %s)', TG_ARGV[0])
        INTO has_responses USING OLD.id;
    IF has_responses THEN
        RAISE EXCEPTION 'stored responses are read by this row of %', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION responses_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'a row of % keeps what responses are read by', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$body$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION responses_refuse_under_responses();
DROP FUNCTION responses_refuse();
"""


def _unless_it_has_responses(table: str, columns: list[str], responses: str) -> migrations.RunSQL:
    """Refuse a change of *columns* in a row that has *responses*, a condition with its id as $1."""
    return _trigger(
        table,
        "questions_stay_under_answers",
        columns,
        changed=" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns),
        function=f"responses_refuse_under_responses('{responses}')",
    )


def _never(table: str, name: str, columns: list[str], changed: str) -> migrations.RunSQL:
    """Refuse a change of *columns* in any row where *changed* holds."""
    return _trigger(table, name, columns, changed=changed, function="responses_refuse()")


def _trigger(
    table: str, name: str, columns: list[str], *, changed: str, function: str
) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OF {', '.join(columns)} ON {table} "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {function}",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_initial"), ("fieldwork", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        _unless_it_has_responses(
            "fieldwork_survey",
            ["version_id", "is_demonstration", "since_year", "recent_period"],
            "area_id IN (SELECT id FROM fieldwork_area WHERE survey_id = $1)",
        ),
        _unless_it_has_responses(
            "fieldwork_area", ["survey_id", "local_authority_id"], "area_id = $1"
        ),
        _unless_it_has_responses("fieldwork_link", ["area_id"], "link_id = $1"),
        _never(
            "fieldwork_area",
            "number_once_drawn_stays",
            ["number"],
            "OLD.number IS NOT NULL AND OLD.number IS DISTINCT FROM NEW.number",
        ),
        _never(
            "responses_response",
            "response_stays_in_its_place",
            ["area_id", "link_id", "version_id"],
            "OLD.area_id <> NEW.area_id OR OLD.link_id <> NEW.link_id"
            " OR OLD.version_id <> NEW.version_id",
        ),
    ]
