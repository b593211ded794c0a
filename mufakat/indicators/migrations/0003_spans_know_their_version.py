"""Spans know by which version they were found."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    assessments = apps.get_model("indicators", "Assessment").objects
    version = assessments.filter(pk=models.OuterRef("assessment")).values("of_version")
    apps.get_model("indicators", "SiteSpan").objects.update(of_version=models.Subquery(version))


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_report_links"),
        ("indicators", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitespan",
            name="of_version",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.instrumentversion",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
