"""Every span has its version (filled in by the migration before: PostgreSQL alters no table in the transaction that
filled it), and is found by the month in which it ends."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_report_links"),
        ("indicators", "0003_spans_know_their_version"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sitespan",
            name="of_version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.instrumentversion",
            ),
        ),
        migrations.AddIndex(
            model_name="sitespan",
            index=models.Index(
                fields=[
                    *("instrument", "until", "month", "passed"),
                    *("met", "region_path", "organisation"),
                ],
                name="span_standing",
            ),
        ),
    ]
