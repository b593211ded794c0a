from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0004_verdict_session_at"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="commitment", name="commitment_due"),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["state", "due_on", "id"], name="commitment_due_order"),
        ),
    ]
