"""Pages of figures of a nation: `python -m bench.dashboards SQLite`, in the data folder that `bench.figures` filled.

Wall time of a request through the WSGI door after a warm-up, median of nine, with middleware, session, translation and
gzip; the bytes are those after gzip; the queries are counted once.
"""

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import django

from .figures import ASK, MONTHS, NUMBERS, SITES, YES_NO, wall

LARGEST = 15_000
LACKING = (7, 10)  # questions of 33, where bodies are within reach of the threshold
QUERIES = 25
WHO = "dasbor"


def pages() -> Iterator[tuple[str, str]]:
    last, first = MONTHS[-1], MONTHS[0]
    for what, code in (("the nation", "ID"), ("a province", "32"), ("a district", "32.04")):
        of = f"wilayah={code}&bulan={last}"
        yield f"dashboard of {what}", f"/capaian/uji/?{of}&rentang=36"
        yield f"bodies of {what}", f"/capaian/uji/fasilitas/?{of}&hasil=belum"
        yield f"bodies of an indicator, {what}", f"/capaian/uji/fasilitas/?{of}&ukuran=i30"
        yield f"map of {what}", f"/peta/?instrumen=uji&{of}"
        yield f"local-area monitoring of {what}", f"/capaian/uji/pws/?{of}"
    yield "local-area monitoring of a kecamatan", f"/capaian/uji/pws/?wilayah=32.04.37&bulan={last}"
    yield (
        "bodies behind a coverage",
        f"/capaian/uji/pws/baris/?wilayah=32.04.37&bulan={last}&ukuran=i30",
    )
    yield "the usual map", f"/peta/?bulan={last}"
    yield "all instruments", f"/capaian/?bulan={last}"
    yield "dashboard of the first month", f"/capaian/uji/?wilayah=ID&bulan={first}"
    yield "gap list of a district", f"/capaian/uji/jarak/?wilayah=32.04&bulan={last}"
    yield "gap list of the nation", f"/capaian/uji/jarak/?wilayah=ID&bulan={last}"


def near() -> Iterator[tuple[str, str]]:
    """Asked once more when every body is within reach."""
    for what, code in (("a district", "32.04"), ("the nation", "ID")):
        yield (
            f"gap list of {what}, all within reach",
            f"/capaian/uji/jarak/?wilayah={code}&bulan={MONTHS[-1]}",
        )


def bring_within_reach() -> None:
    """Each body below the threshold lacks 7 to 10 questions of 33, drawn: three more lift most of them. As drawn by
    `bench.figures`, nobody is lifted by any three, and there is little to try."""
    from mufakat.indicators.models import Instrument, SiteSpan
    from mufakat.indicators.queries.figures import rows_behind

    draw = random.Random(5)
    keys = [f"i{n:02}" for n in range(YES_NO + NUMBERS)]
    rows = list(rows_behind(Instrument.objects.get(code="uji"), "", MONTHS[-1]))
    below = [row for row in rows if row.passed is False]
    for row in below:
        lacking = sorted(draw.sample(keys, draw.randint(*LACKING)))
        row.met, row.applicable, row.lacking = (
            len(keys) - len(lacking),
            len(keys),
            " ".join(lacking),
        )
    SiteSpan.objects.bulk_update(below, ["met", "applicable", "lacking"], 500)


def a_minister() -> Any:
    """A browser of one who sees the nation."""
    from django.test import Client

    from mufakat.core.ids import new_id
    from mufakat.directory.actions import record_assignment, record_user
    from mufakat.directory.models import Region, User
    from mufakat.journal.actions import act

    user = User.objects.filter(username=WHO).first()
    if user is None:
        with act(new_id(), by=None, via="seed") as open_act:
            user = record_user(open_act, username=WHO)
            nation = Region.objects.get(code="ID")
            record_assignment(open_act, user=user, role="ministry", node=nation)
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(user)
    return client


def main(database: str) -> list[dict[str, Any]]:
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext, override_settings

    call_command("collectstatic", interactive=False, verbosity=0)
    rows: list[dict[str, Any]] = []

    def told(what: str, value: float, budget: float, unit: str) -> None:
        what = f"pages of figures, {database}, {SITES:,} Puskesmas × 36 months: {what}"
        rows.append({"what": what, "value": value, "budget": budget, "unit": unit})

    with override_settings(ALLOWED_HOSTS=["*"]):
        client = a_minister()

        def measured(what: str, address: str) -> None:
            answer = client.get(address, secure=True)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            told(what, wall(lambda: client.get(address, secure=True)), ASK, "ms")
            with CaptureQueriesContext(connection) as counted:
                client.get(address, secure=True)
            told(f"{what}, queries", len(counted), QUERIES, "")
            told(f"{what}, on the wire", len(answer.content), LARGEST, "B")

        for what, address in pages():
            measured(what, address)
        with transaction.atomic():
            bring_within_reach()
            for what, address in near():
                measured(what, address)
            transaction.set_rollback(True)
    return rows


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
