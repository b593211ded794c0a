"""Verdicts follow each other as their sessions began. The sessions are known a room above (meetings 0004): until
that has run, what is here already keeps its order by the day and by when it was written down."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def begin(apps: Any, schema_editor: Any) -> None:
    verdicts = apps.get_model("commitments", "Verdict")._default_manager
    verdicts.filter(session_at=None).update(session_at=F("given_at"))


class Migration(migrations.Migration):
    dependencies = [("commitments", "0003_indexes_of_lists")]

    operations = [
        migrations.AddField("verdict", "session_at", models.DateTimeField(null=True)),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.AlterField("verdict", "session_at", models.DateTimeField()),
        migrations.AlterModelOptions("verdict", {"ordering": ["session_at", "given_at"]}),
    ]
