"""The database refuses to change a published version, whoever asks.

Each authoring table gets one trigger. Its argument is an SQL expression that leads from a row, given
as JSON in `$1`, to the version which the row belongs to.
"""

from django.db import migrations

VERSION_OF_ROW = {
    "section": "($1->>'version_id')::bigint",
    "panel": "($1->>'version_id')::bigint",
    "startpanel": "($1->>'version_id')::bigint",
    "page": "($1->>'version_id')::bigint",
    "question": "($1->>'version_id')::bigint",
    "continuumstep": (
        "SELECT version_id FROM questionnaires_panel WHERE id = ($1->>'panel_id')::bigint"
    ),
    "pagepanel": "SELECT version_id FROM questionnaires_page WHERE id = ($1->>'page_id')::bigint",
    "choice": (
        "SELECT version_id FROM questionnaires_question WHERE id = ($1->>'question_id')::bigint"
    ),
    "gridrow": (
        "SELECT version_id FROM questionnaires_question WHERE id = ($1->>'question_id')::bigint"
    ),
    "recode": (
        "SELECT version_id FROM questionnaires_question WHERE id = ($1->>'question_id')::bigint"
    ),
    "recodegroup": (
        "SELECT q.version_id FROM questionnaires_recode r"
        " JOIN questionnaires_question q ON q.id = r.question_id"
        " WHERE r.id = ($1->>'recode_id')::bigint"
    ),
    "recodegroup_choices": (
        "SELECT q.version_id FROM questionnaires_choice c"
        " JOIN questionnaires_question q ON q.id = c.question_id"
        " WHERE c.id = ($1->>'choice_id')::bigint"
    ),
    "condition": (
        "SELECT version_id FROM questionnaires_question WHERE id = ($1->>'source_id')::bigint"
    ),
    "condition_choices": (
        "SELECT q.version_id FROM questionnaires_choice c"
        " JOIN questionnaires_question q ON q.id = c.question_id"
        " WHERE c.id = ($1->>'choice_id')::bigint"
    ),
}

FUNCTIONS = """
CREATE FUNCTION questionnaires_refuse_if_published() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    version_of_row bigint;
    touched jsonb;
BEGIN
    -- Both ends of an update count: a row may neither leave nor enter a published version.
    FOREACH touched IN ARRAY CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)]
        WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
        ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)]
    END LOOP
        EXECUTE 'SELECT (' || TG_ARGV[0] || ')' INTO version_of_row USING touched;
        IF EXISTS (
            SELECT FROM questionnaires_version WHERE id = version_of_row AND status = 'published'
        ) THEN
            RAISE EXCEPTION 'a published version of a questionnaire cannot be changed'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END
$body$;

CREATE FUNCTION questionnaires_refuse_unpublishing() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.status = 'published' THEN
        RAISE EXCEPTION 'a published version of a questionnaire cannot be changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$body$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION questionnaires_refuse_if_published();
DROP FUNCTION questionnaires_refuse_unpublishing();
"""


def _trigger(table: str, function: str, events: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER published_is_frozen BEFORE {events} ON questionnaires_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}",
        f"DROP TRIGGER published_is_frozen ON questionnaires_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        _trigger("version", "questionnaires_refuse_unpublishing()", "UPDATE OR DELETE"),
        *(
            _trigger(
                table,
                f"questionnaires_refuse_if_published($path${path}$path$)",
                "INSERT OR UPDATE OR DELETE",
            )
            for table, path in VERSION_OF_ROW.items()
        ),
    ]
