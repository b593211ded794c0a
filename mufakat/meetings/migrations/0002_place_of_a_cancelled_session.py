"""A cancelled tribulan session gives its place in the cycle back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("meeting", "one_session_per_cycle_and_tribulan"),
        migrations.AddConstraint(
            "meeting",
            models.UniqueConstraint(
                fields=["cycle", "tribulan"],
                condition=models.Q(("state", "cancelled"), _negated=True),
                name="one_session_per_cycle_and_tribulan",
            ),
        ),
    ]
