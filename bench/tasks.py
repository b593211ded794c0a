"""Work that a person waits for: loading the regions, papers as PDF, the second start of the demonstration."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.serving import served


def regions(data: Path) -> list[dict[str, Any]]:
    """Into an empty database."""
    os.environ["MUFAKAT_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mufakat.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from mufakat.directory.actions import load_regions

    call_command("migrate", interactive=False, verbosity=0)
    began = time.monotonic()
    load_regions()
    took = time.monotonic() - began
    return [{"what": "every region loaded", "value": took, "budget": 20, "unit": "s"}]


def minutes(data: Path) -> list[dict[str, Any]]:
    """The first PDF of a process, with its imports, and the tenth."""
    from bench.pages import opened

    os.environ["MUFAKAT_DATA"] = str(data)
    get = opened()
    found = json.loads((data / "bench.json").read_text())
    waits = []
    get("/", "camat")  # a server that has answered before
    for _ in range(10):
        began = time.monotonic()
        status, body = get(f"/rapat/{found['ratified']}/notulen.pdf", "camat")
        waits.append(time.monotonic() - began)
        if not status.startswith("200"):
            raise SystemExit(f"notulen.pdf answered {status}")
    return [
        {"what": "minutes as PDF, the first", "value": waits[0], "budget": 1, "unit": "s"},
        {"what": "minutes as PDF, later", "value": waits[-1], "budget": 1, "unit": "s"},
        {"what": "minutes as PDF, size", "value": len(body), "budget": None, "unit": "B"},
    ]


def papers(data: Path) -> list[dict[str, Any]]:
    """The papers of a full room, each after the first of its process; personal letters for all who are invited."""
    from bench.pages import opened

    os.environ["MUFAKAT_DATA"] = str(data)
    get = opened()
    found = json.loads((data / "bench.json").read_text())
    invites, long = (f"/rapat/{found[key]}/" for key in ("invites", "long"))
    rows = []
    for what, path, budget in (
        ("letter with 50 names", f"{invites}surat/{found['invites_letter']}/surat.pdf", 1),
        ("letter with 150 names", f"{long}surat/{found['long_letter']}/surat.pdf", 1),
        ("attendance list, 150 names", f"{long}daftar-hadir.pdf", 1),
        ("joint commitment", f"/rapat/{found['open']}/komitmen-bersama/lembar.pdf", 1),
        ("50 personal letters", f"{invites}surat/{found['invites_letter']}/perorangan.pdf", 2),
    ):
        get("/", "notulis")
        waits = []
        for _ in range(4):
            began = time.monotonic()
            status, _body = get(path, "notulis")
            waits.append(time.monotonic() - began)
            if not status.startswith("200"):
                raise SystemExit(f"{path} answered {status}")
        for word, wait in (("the first", waits[0]), ("later", min(waits[1:]))):
            row = {"what": f"{what} as PDF, {word}", "value": wait, "budget": budget, "unit": "s"}
            rows.append(row)
    return rows


def demo(data: Path) -> list[dict[str, Any]]:
    """Until the sign-in page is answered; `make demo` adds what `make` needs to see that nothing is to be done."""
    rows = []
    for what, budget in (("first start", 60), ("second start", 15)):
        with served("demo", data) as (_, _, took):
            rows.append(
                {"what": f"demonstration, {what}", "value": took, "budget": budget, "unit": "s"}
            )
    return rows


if __name__ == "__main__":
    do = {"regions": regions, "minutes": minutes, "papers": papers, "demo": demo}[sys.argv[1]]
    print(json.dumps(do(Path(sys.argv[2]))))
