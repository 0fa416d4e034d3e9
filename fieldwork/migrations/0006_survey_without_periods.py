"""The two parameters of one questionnaire are no columns of every survey any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0005_values_of_parameters")]

    operations = [
        migrations.RemoveField("survey", "since_year"),
        migrations.RemoveField("survey", "recent_period"),
        migrations.RemoveField("surveytranslation", "recent_period"),
    ]
