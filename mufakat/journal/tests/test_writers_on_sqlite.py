"""Eight writers on one SQLite file, each a thread with its own connection, as granian runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WRITERS, ACTS = 8, 25
SCRIPT = """
import json, threading, time
import django
django.setup()
from django.core.management import call_command
from django.db import connections
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_person
from mufakat.journal.actions import act
from mufakat.journal.models import Act, Event
from mufakat.journal.seals import verify
from mufakat.journal.worker import work_once

call_command("migrate", verbosity=0)
errors, waits, told = [], [], []

def write():
    for _ in range(ACTS):
        began = time.monotonic()
        try:
            with act(new_id(), by=None) as open_act:
                record_person(open_act, name="Sari")
        except Exception as error:
            errors.append(repr(error))
        waits.append(time.monotonic() - began)
    connections.close_all()

def work():
    while len(told) < WRITERS * ACTS and not errors:
        work_once({"person.recorded": [lambda event: told.append(event.seq)]})
        time.sleep(0.01)
    connections.close_all()

threads = [threading.Thread(target=write) for _ in range(WRITERS)] + [threading.Thread(target=work)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps({
    "errors": errors,
    "told": told,
    "slowest": max(waits),
    "numbers": list(Act.objects.order_by("number").values_list("number", flat=True)),
    "seqs": list(Event.objects.order_by("seq").values_list("seq", flat=True)),
    "verify": list(verify()),
}))
"""


def test_none_is_turned_away(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "mufakat.site.settings",
        "MUFAKAT_DATA": str(tmp_path),
        "MUFAKAT_SECRET_KEY": "only-for-tests",
        "PYTHONPATH": str(ROOT),
    }
    script = SCRIPT.replace("WRITERS", str(WRITERS)).replace("ACTS", str(ACTS))
    ran = subprocess.run(  # noqa: S603 - the script above
        [sys.executable, "-c", script],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    everything = list(range(1, WRITERS * ACTS + 1))
    assert found["errors"] == []
    assert found["numbers"] == found["seqs"] == found["told"] == everything
    assert found["verify"] == []
    assert found["slowest"] < 20  # the timeout after which SQLite turns a writer away
