"""What fills the parameters of a questionnaire stays under answers, now that it is rows.

The values in further languages may be mended: they say what the survey's own say.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION responses_refuse_under_responses_of_survey() RETURNS trigger LANGUAGE plpgsql
SET lock_timeout = '3s' AS $body$
BEGIN
    -- Whoever is storing a response just now is waited for, and nobody stores one before this change.
    LOCK TABLE responses_response IN SHARE MODE;
    IF EXISTS (
        SELECT FROM responses_response
        WHERE area_id IN (SELECT id FROM fieldwork_area WHERE survey_id = OLD.survey_id)
    ) THEN
        RAISE EXCEPTION 'stored responses are read by this row of %', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$body$;
"""

ROWS = """
CREATE TRIGGER parameters_stay_under_answers BEFORE UPDATE ON fieldwork_parametervalue
FOR EACH ROW WHEN (OLD.language = '' AND OLD.* IS DISTINCT FROM NEW.*)
EXECUTE FUNCTION responses_refuse_under_responses_of_survey();

CREATE TRIGGER parameters_are_kept_under_answers BEFORE DELETE ON fieldwork_parametervalue
FOR EACH ROW WHEN (OLD.language = '')
EXECUTE FUNCTION responses_refuse_under_responses_of_survey();
"""

DROP_ROWS = """
DROP TRIGGER parameters_stay_under_answers ON fieldwork_parametervalue;
DROP TRIGGER parameters_are_kept_under_answers ON fieldwork_parametervalue;
"""


RESPONSES = "area_id IN (SELECT id FROM fieldwork_area WHERE survey_id = $1)"


def _survey_keeps(columns: list[str]) -> str:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return (
        "DROP TRIGGER questions_stay_under_answers ON fieldwork_survey;"
        f"CREATE TRIGGER questions_stay_under_answers BEFORE UPDATE OF {', '.join(columns)} "
        f"ON fieldwork_survey FOR EACH ROW WHEN ({changed}) "
        f"EXECUTE FUNCTION responses_refuse_under_responses('{RESPONSES}')"
    )


KEPT = ["version_id", "is_demonstration"]


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0002_questions_stay_under_answers"),
        ("fieldwork", "0004_parametervalue"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION responses_refuse_under_responses_of_survey()"),
        migrations.RunSQL(ROWS, DROP_ROWS),
        migrations.RunSQL(
            _survey_keeps(KEPT), _survey_keeps([*KEPT, "since_year", "recent_period"])
        ),
    ]
