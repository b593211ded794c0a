from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0012_tally_by_sector"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="commitment", name="commitment_forum"),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["forum", "state", "due_on", "id"], name="commitment_of_forum"
            ),
        ),
    ]
