"""Makes the data folder of the measurements: `python -m bench.prepare FORUMS` with MUFAKAT_DATA set."""

import json
import sys

import django
from django.core.management import call_command


def main(forums: int) -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection

    from bench import nation
    from mufakat.core.statistics import refresh_statistics

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    kept = settings.DATA / "bench.json"
    if kept.exists():  # a nation made before
        return
    found = nation.build(forums)
    refresh_statistics()  # as the worker does each night
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # as autovacuum does
            cursor.execute("ANALYZE")
    kept.write_text(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
