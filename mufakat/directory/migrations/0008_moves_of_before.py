"""The moves that the journal tells of, from before they were kept by place."""

from zoneinfo import ZoneInfo

from django.db import migrations

AT_ONCE = 500


def fill(apps, schema_editor):
    row = apps.get_model("directory", "OrganisationMove")
    there = set(map(str, apps.get_model("directory", "Organisation").objects.values_list("pk", flat=True)))
    told = apps.get_model("journal", "Event").objects.filter(
        subject_kind="organisation", verb="organisation.changed"
    )
    moves = [
        (key, at, data["changes"]["region"])
        for key, at, data in told.order_by("seq").values_list("subject_id", "at", "data").iterator()
        if key in there and "region" in data.get("changes", {})
    ]
    wanted = {pk for _key, _at, pair in moves for pk in pair}
    regions = apps.get_model("directory", "Region").objects.in_bulk(wanted) if wanted else {}
    row.objects.bulk_create(
        [
            row(
                organisation_id=key,
                on=at.astimezone(ZoneInfo(regions[new].timezone)).date(),
                old_path=regions[old].path,
                new_path=regions[new].path,
            )
            for key, at, (old, new) in moves
        ],
        AT_ONCE,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0007_moves_by_place"),
        ("journal", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
