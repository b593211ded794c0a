"""The head knows the last seal, so that a seal that was removed is missed."""

from django.db import migrations, models


def mark_last_seal(apps, schema_editor):
    last = apps.get_model("journal", "Seal").objects.order_by("-last_number").first()
    if last is not None:
        apps.get_model("journal", "Head").objects.update(
            sealed_through=last.day, sealed_number=last.last_number, sealed_digest=last.digest
        )


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_asked_about_head")]

    operations = [
        migrations.AddField(
            model_name="head", name="sealed_through", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="head", name="sealed_number", field=models.PositiveBigIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="head", name="sealed_digest", field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(mark_last_seal, migrations.RunPython.noop),
    ]
