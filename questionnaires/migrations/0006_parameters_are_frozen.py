"""What a published version leaves to its surveys stays, as all of it does (0002)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0005_parameters_of_versions")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER published_is_frozen BEFORE INSERT OR UPDATE OR DELETE "
            "ON questionnaires_parameter FOR EACH ROW EXECUTE FUNCTION "
            "questionnaires_refuse_if_published($query$SELECT ($1->>'version_id')::bigint$query$)",
            "DROP TRIGGER published_is_frozen ON questionnaires_parameter",
        )
    ]
