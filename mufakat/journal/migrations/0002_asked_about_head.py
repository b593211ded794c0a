"""What was asked, where it is told, and how far the journal has come. Rows from before keep their digests."""

from django.db import migrations, models


def begin_head(apps, schema_editor):
    """A journal that has begun has a head from now on; another gets it with its first act."""
    act = apps.get_model("journal", "Act").objects.filter(number__isnull=False).order_by("-number").first()
    if act is not None:
        last = apps.get_model("journal", "Event").objects.order_by("-seq").first()
        apps.get_model("journal", "Head").objects.create(
            number=act.number, seq=last.seq if last else 0, digest=act.digest
        )


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="act", name="asked", field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="act", name="event_digests", field=models.JSONField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="event", name="about", field=models.JSONField(blank=True, default=list)
        ),
        migrations.RunPython(begin_head, migrations.RunPython.noop),
    ]
