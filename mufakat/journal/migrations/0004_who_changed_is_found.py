"""Bodies that moved since a day are found without reading the whole journal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_head_knows_the_last_seal")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["at"],
                condition=models.Q(verb="organisation.changed"),
                name="event_changed_body",
            ),
        ),
    ]
