"""A nation's facts written by `mufakat export-facts`: `python -m bench.export FOLDER` with MUFAKAT_DATA set.

85,000 sites in real sub-districts × 33 indicators × 36 months, every indicator of every site changing in every month:
101 million facts, the worst case. What the sites count with is written as rows, straight into the table that the export
reads. `MUFAKAT_SITES=8500` measures fewer.
"""

import json
import os
import random
import resource
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

SITES = int(os.environ.get("MUFAKAT_SITES", "85000"))
INDICATORS, MONTHS = 33, [f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(36)]
LIVES = 200  # different ones; each site has one of them
BATCH = 2_000
GIB = 1024


def build() -> None:
    """The sites and what each counted with, month by month."""
    from django.db import transaction

    from mufakat.core import clock
    from mufakat.directory.actions import load_regions
    from mufakat.directory.models import Region
    from mufakat.indicators.models import Instrument, InstrumentVersion

    load_regions()
    draw = random.Random(7)
    codes = [f"i{n:02}" for n in range(INDICATORS)]
    asked = [
        {"code": code, "title": code, "kind": "number", "target_percent": 80} for code in codes
    ]
    instrument = Instrument.objects.create(code="uji", title="Uji", level="puskesmas")
    version = InstrumentVersion.objects.create(
        instrument=instrument,
        number=1,
        body={
            "title": "Uji",
            "level": "puskesmas",
            "threshold": "met*100 >= 80*applicable",
            "domain": [{"code": "semua", "title": "Semua", "indicator": asked}],
        },
        valid_from=date(2023, 1, 1),
        published_at=clock.now(),
        published_by="uji",
        digest="0" * 64,
    )
    lives = [[life_of(codes, draw) for _month in MONTHS] for _ in range(LIVES)]
    places = list(Region.objects.filter(level=3).order_by("code"))
    with transaction.atomic():
        for first in range(0, SITES, BATCH):
            some = range(first, min(first + BATCH, SITES))
            write(version, [places[n % len(places)] for n in some], lives, draw)


def life_of(codes: list[str], draw: random.Random) -> dict[str, list[int]]:
    """What counts in one month."""
    return {code: [draw.randrange(401), 400] for code in codes}


def write(version: Any, places: list[Any], lives: list[Any], draw: random.Random) -> None:
    from mufakat.directory.models import Organisation
    from mufakat.indicators.models import Assessment, SiteSpan

    bodies, found, spans = [], [], []
    for place in places:
        body = Organisation(
            name="Puskesmas", sector="kesehatan", region=place, region_path=place.path
        )
        body.path = f"{body.id.hex}."
        bodies.append(body)
        one = {"organisation": body, "instrument": version.instrument, "of_version": version}
        found.append(
            Assessment(**one, region_path=place.path, on=date(2023, 1, 28), month=MONTHS[0])
        )
        life = draw.choice(lives)
        ends = [*MONTHS[1:], ""]
        for month, until, measures in zip(MONTHS, ends, life, strict=True):
            spans.append(
                SiteSpan(
                    **one, assessment=found[-1], region_path=place.path, month=month, until=until,
                    measures=measures,
                )
            )  # fmt: skip
    for model, rows in ((Organisation, bodies), (Assessment, found), (SiteSpan, spans)):
        model._default_manager.bulk_create(rows, BATCH)  # type: ignore[arg-type]


def main(folder: Path) -> list[dict[str, Any]]:
    import django

    django.setup()
    from django.core.management import call_command

    from mufakat.indicators.export import export_facts
    from mufakat.indicators.models import SiteSpan

    call_command("migrate", interactive=False, verbosity=0)
    if not SiteSpan.objects.exists():
        build()
    began, spent = time.perf_counter(), time.process_time()
    written = export_facts(folder)
    cpu, seconds = time.process_time() - spent, time.perf_counter() - began
    what = f"facts, {written.facts:,} written by mufakat export-facts"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        row(f"{what}: CPU", cpu, None, "s"),
        row(f"{what}: facts a second", written.facts / seconds, None, "/s"),
        row(f"{what}: memory", most, GIB, "MiB"),
    ]


def row(what: str, value: float, budget: float | None, unit: str) -> dict[str, Any]:
    return {"what": what, "value": value, "budget": budget, "unit": unit}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
