"""Versions with groups of agencies declare that headcounts are given in them.

Until now nobody could declare it; the name of the recode is that of `definitions/larc7.yaml`, so
that loading it again finds that nothing has changed.
"""

from django.db import migrations

# What is published is frozen by a trigger, which stands aside for this one declaration.
DECLARE = """
ALTER TABLE questionnaires_version DISABLE TRIGGER published_is_frozen;
UPDATE questionnaires_version SET headcounts = 'agency_group' WHERE id IN (
    SELECT question.version_id
    FROM questionnaires_recode recode
    JOIN questionnaires_question question ON question.id = recode.question_id
    WHERE recode.code = 'agency_group'
);
ALTER TABLE questionnaires_version ENABLE TRIGGER published_is_frozen;
"""


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0007_headcounts")]

    operations = [migrations.RunSQL(DECLARE, migrations.RunSQL.noop)]
