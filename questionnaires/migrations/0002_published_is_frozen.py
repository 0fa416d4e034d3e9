"""The database refuses to change a published version, whoever asks.

Each authoring table gets one trigger. Its argument is a query for the versions that a row, given as
JSON in `$1`, has to do with. All foreign keys of the row count: a page, say, names its version but
is read through its section.
"""

from django.db import migrations

VERSION_AT = {
    "version_id": "SELECT {key}",
    "panel_id": "SELECT version_id FROM questionnaires_panel WHERE id = {key}",
    "section_id": "SELECT version_id FROM questionnaires_section WHERE id = {key}",
    "page_id": "SELECT version_id FROM questionnaires_page WHERE id = {key}",
    "question_id": "SELECT version_id FROM questionnaires_question WHERE id = {key}",
    "source_id": "SELECT version_id FROM questionnaires_question WHERE id = {key}",
    "choice_id": (
        "SELECT q.version_id FROM questionnaires_choice c"
        " JOIN questionnaires_question q ON q.id = c.question_id WHERE c.id = {key}"
    ),
    "recode_id": (
        "SELECT q.version_id FROM questionnaires_recode r"
        " JOIN questionnaires_question q ON q.id = r.question_id WHERE r.id = {key}"
    ),
    "recodegroup_id": (
        "SELECT q.version_id FROM questionnaires_recodegroup g"
        " JOIN questionnaires_recode r ON r.id = g.recode_id"
        " JOIN questionnaires_question q ON q.id = r.question_id WHERE g.id = {key}"
    ),
    "condition_id": (
        "SELECT q.version_id FROM questionnaires_condition c"
        " JOIN questionnaires_question q ON q.id = c.source_id WHERE c.id = {key}"
    ),
    "id": "SELECT id FROM questionnaires_version WHERE questionnaire_id = {key}",
}
"""By column: the version of the part, or the versions of the questionnaire, that its key names."""

KEYS_OF_TABLE = {
    "questionnaire": ["id"],
    "versiontranslation": ["version_id"],
    "section": ["version_id"],
    "panel": ["version_id"],
    "startpanel": ["version_id", "panel_id"],
    "page": ["version_id", "section_id"],
    "question": ["version_id", "page_id"],
    "continuumstep": ["panel_id"],
    "pagepanel": ["page_id", "panel_id"],
    "choice": ["question_id"],
    "gridrow": ["question_id"],
    "recode": ["question_id"],
    "recodegroup": ["recode_id"],
    "recodegroup_choices": ["recodegroup_id", "choice_id"],
    "condition": ["source_id", "section_id", "page_id", "question_id"],
    "condition_choices": ["condition_id", "choice_id"],
}

FUNCTIONS = """
CREATE FUNCTION questionnaires_refuse_if_published() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    touched jsonb;
    is_published boolean;
BEGIN
    -- Both ends of an update count: a row may neither leave nor enter a published version.
    FOREACH touched IN ARRAY CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)]
        WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
        ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)]
    END LOOP
        EXECUTE format(
            'SELECT EXISTS (SELECT FROM questionnaires_version WHERE status = %L AND id IN (%s))',
            'published', TG_ARGV[0]
        ) INTO is_published USING touched;
        IF is_published THEN
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


def _versions_of_row(columns: list[str]) -> str:
    return " UNION ALL ".join(
        VERSION_AT[column].format(key=f"($1->>'{column}')::bigint") for column in columns
    )


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
                f"questionnaires_refuse_if_published($query${_versions_of_row(columns)}$query$)",
                "INSERT OR UPDATE OR DELETE",
            )
            for table, columns in KEYS_OF_TABLE.items()
        ),
    ]
