"""Eight writers at once, each in a process of its own: `python -m bench.writers` with MUFAKAT_DATA (or DATABASE_URL).

Each writes 50 notes into the same session, one act each, as fast as it can; the wait is the time of a whole act.
"""

import json
import subprocess
import sys
import time
from typing import Any

WRITERS, ACTS = 8, 50


def write() -> None:
    """One writer: prints how long each act took, in ms, and what went wrong."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import OperationalError

    from mufakat.core.ids import new_id
    from mufakat.directory.models import User
    from mufakat.journal.actions import act
    from mufakat.meetings import actions
    from mufakat.meetings.models import Meeting

    found = json.loads((settings.DATA / "bench.json").read_text())
    user = User.objects.get(username="notulis")
    waits, errors = [], []
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(ACTS):
        began = time.monotonic()
        try:
            meeting = Meeting.objects.select_related("forum").get(pk=found["busy"])
            item = meeting.agenda.get(position=2)
            with act(new_id(), by=user) as open_act:
                actions.record_note(open_act, meeting, agenda_item=item, text=f"Catatan {n}")
        except OperationalError as error:
            errors.append(str(error))
        waits.append((time.monotonic() - began) * 1000)
    print(json.dumps({"waits": waits, "errors": errors}))


def main(where: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "bench.writers", "write"]
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    began = time.monotonic()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [json.loads(writer.communicate(timeout=300)[0]) for writer in writers]
    took = time.monotonic() - began
    waits = sorted(w for one in told for w in one["waits"])
    locked = sum(len(one["errors"]) for one in told)
    name = f"{WRITERS} writers on {where}"
    bound = where == "SQLite"
    return [
        {"what": f"{name}: acts turned away", "value": locked, "budget": 0, "unit": ""},
        {
            "what": f"{name}: wait, median",
            "value": waits[len(waits) // 2],
            "budget": None,
            "unit": "ms",
        },
        {
            "what": f"{name}: wait, p99",
            "value": waits[int(len(waits) * 0.99) - 1],
            "budget": 200 if bound else None,
            "unit": "ms",
        },
        {
            "what": f"{name}: acts a second",
            "value": len(waits) / took,
            "budget": None,
            "unit": "/s",
        },
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        write()
    else:
        print(json.dumps(main(sys.argv[1])))
