"""Dashboards over a nation: `python -m bench.figures SQLite` (or PostgreSQL, with DATABASE_URL) with MUFAKAT_DATA set.

10,300 Puskesmas in real kecamatan, 36 months, one instrument of 33 indicators in five domains: 23 yes/no questions that
change in one month of twenty, ten numbers that change every month. Assessments are written as rows, their figures by
`booking.rebuild`, as `mufakat rollup` does. Wall time, the median of the runs named beside each.
`MUFAKAT_PUSKESMAS=1000` measures fewer.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import django

SITES = int(os.environ.get("MUFAKAT_PUSKESMAS", "10300"))
MONTHS = [f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(36)]
YES_NO, NUMBERS = 23, 10
DOMAINS = ("infrastruktur", "kebijakan", "sdm", "bahan", "model")
SAVE, ASK = 150.0, 100.0
BATCH = 2_000
LIVES = 100  # different ones; each Puskesmas has one of them


def the_body() -> dict[str, Any]:
    asked: dict[str, list[dict[str, Any]]] = {code: [] for code in DOMAINS}
    for n in range(YES_NO + NUMBERS):
        kind = {"kind": "yes_no"} if n < YES_NO else {"kind": "number", "target_percent": 80}
        asked[DOMAINS[n % 5]].append({"code": f"i{n:02}", "title": f"Indikator {n}", **kind})
    domains = [{"code": code, "title": code, "indicator": those} for code, those in asked.items()]
    return {
        "title": "Uji",
        "level": "puskesmas",
        "threshold": "met*100 >= 80*applicable",
        "domain": domains,
    }


def results(form: Any, draw: random.Random) -> list[Any]:
    """What a body was found to be in each month, scored by the rule."""
    from mufakat.indicators.rules import Part, score

    part = Part("p", "puskesmas")
    yes = [draw.random() < 0.7 for _ in range(YES_NO)]
    whole = [draw.randrange(20, 400) for _ in range(NUMBERS)]
    found = []
    for _month in MONTHS:
        yes = [not y if draw.random() < 0.05 else y for y in yes]
        answers = {f"i{n:02}": {"p": {"yes": y}} for n, y in enumerate(yes)}
        for n, of in enumerate(whole):
            answers[f"i{n + YES_NO:02}"] = {"p": {"num": draw.randrange(of + 1), "den": of}}
        found.append(score(form, answers, [part]))
    return found


def written(scored: Any) -> dict[str, Any]:
    """As an accepted assessment keeps it."""
    ones = {
        code: {"met": one.met, "pair": list(one.pair) if one.pair else None}
        for code, one in scored.indicators.items()
    }
    measures = {key: list(pair) for key, pair in scored.measures.items()}
    return {"measures": measures, "indicators": ones, "domains": {}, "grade": scored.grade}


def assessment(
    instrument: Any, version: Any, body: Any, month: str, scored: Any, result: Any = None
) -> Any:
    from mufakat.core import clock
    from mufakat.indicators.models import Assessment, State

    return Assessment(
        instrument=instrument,
        of_version=version,
        organisation=body,
        region_path=body.region_path,
        on=date.fromisoformat(f"{month}-28"),
        month=month,
        state=State.FINAL,
        accepted_at=clock.now(),
        accepted_by="uji",
        result=result or written(scored),
        met=scored.whole.met,
        applicable=scored.whole.applicable,
        passed=scored.passed,
    )


def build() -> dict[str, float]:
    """The nation: what each Puskesmas was found to be, and the figures of it."""
    from django.db import transaction

    from mufakat.core import clock
    from mufakat.directory.actions import load_regions
    from mufakat.indicators.actions.booking import rebuild
    from mufakat.indicators.models import Instrument, InstrumentVersion
    from mufakat.indicators.rules import read

    draw = random.Random(5)
    load_regions()
    instrument = Instrument.objects.create(code="uji", title="Uji", level="puskesmas")
    version = InstrumentVersion.objects.create(
        instrument=instrument,
        number=1,
        body=the_body(),
        valid_from=date(2023, 1, 1),
        published_at=clock.now(),
        published_by="uji",
        digest="0" * 64,
    )
    form = read(version.body)
    lives = [results(form, draw) for _ in range(LIVES)]
    with transaction.atomic():
        found_everywhere(instrument, version, lives, draw)
    began = time.perf_counter()
    rebuild(instrument)
    return {"rebuild": time.perf_counter() - began}


def found_everywhere(
    instrument: Any, version: Any, lives: list[list[Any]], draw: random.Random
) -> None:
    """The bodies, several in a kecamatan where there are more than those, and what was accepted of them."""
    from mufakat.directory.models import Facility, Region
    from mufakat.indicators.models import Assessment

    places = list(Region.objects.filter(level=3).order_by("code"))
    kept = [[written(scored) for scored in life] for life in lives]
    made: list[Any] = []
    for n in range(SITES):
        place = places[n * 7919 % len(places)]
        body = Facility(
            name=f"Puskesmas {n}", sector="kesehatan", kind="puskesmas", region=place,
            region_path=place.path,
        )  # fmt: skip
        body.path = f"{body.id.hex}."
        body.save(force_insert=True)
        life = draw.randrange(len(lives))
        for month, scored, result in zip(MONTHS, lives[life], kept[life], strict=True):
            made.append(assessment(instrument, version, body, month, scored, result))
        if len(made) >= BATCH:
            Assessment.objects.bulk_create(made, BATCH)
            made = []
    Assessment.objects.bulk_create(made, BATCH)


def wall(ask: Callable[[], Any], runs: int = 9) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def asked() -> dict[str, float]:
    """ms for each question of a dashboard."""
    from mufakat.indicators.models import Cell, Instrument
    from mufakat.indicators.queries import figures

    instrument = Instrument.objects.get(code="uji")
    last = MONTHS[-1]
    wide = max(
        Cell.objects.filter(parent_path__gte="1", month=last, measure="@met")
        .order_by()
        .values_list("parent_path", flat=True),
        key=len,
    )  # a district
    paths = {"the nation": "", "a province": wide[:3], "a district": wide}
    found: dict[str, float] = {}
    for where, path in paths.items():
        found[f"every measure of {where}"] = wall(
            lambda path=path: figures.standing(instrument, path, last)  # type: ignore[misc]
        )
        found[f"one measure of all regions below {where}"] = wall(
            lambda path=path: figures.standing_below(instrument, path, "i30", last)  # type: ignore[misc]
        )
        found[f"36 months of a measure of {where}"] = wall(
            lambda path=path: figures.trend(instrument, path, "i30", MONTHS)  # type: ignore[misc]
        )
        found[f"50 rows behind a figure of {where}"] = wall(
            lambda path=path: list(figures.rows_behind(instrument, path, last)[:50])  # type: ignore[misc]
        )
    return found


def saved() -> dict[str, float]:
    """ms from an assessment that is accepted to figures that are right, the commit included."""
    from django.db import transaction

    from mufakat.directory.models import Facility
    from mufakat.indicators.actions.booking import book
    from mufakat.indicators.models import Instrument
    from mufakat.indicators.rules import read

    draw = random.Random(int.from_bytes(os.urandom(4)))
    instrument = Instrument.objects.get(code="uji")
    version = instrument.versions.get()
    form = read(version.body)
    bodies = draw.sample(list(Facility.objects.filter(kind="puskesmas")), 30)
    told: dict[str, float] = {}
    for what, month in (("a new month", ""), ("back-dated, in between", MONTHS[17])):
        times = []
        for body in bodies:
            last = max(body.assessments.values_list("month", flat=True))
            upcoming = month or f"{int(last[:4]) + 1}-01"
            scored = results(form, draw)[-1]
            began = time.perf_counter()
            with transaction.atomic():
                if month:
                    body.assessments.filter(month=month).update(state="withdrawn")
                assessment(instrument, version, body, upcoming, scored).save(force_insert=True)
                book(instrument, body)
            times.append((time.perf_counter() - began) * 1000)
        told[f"{what}, median of 30"] = median(times)
        told[f"{what}, slowest of 30"] = max(times)
    return told


def main(database: str) -> list[dict[str, Any]]:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from mufakat.core.statistics import refresh_statistics
    from mufakat.indicators.models import Cell, SiteSpan

    call_command("migrate", interactive=False, verbosity=0)
    rows: list[dict[str, Any]] = []

    def told(what: str, value: float, budget: float | None, unit: str) -> None:
        what = f"figures, {database}, {SITES:,} Puskesmas × 36 months: {what}"
        rows.append({"what": what, "value": value, "budget": budget, "unit": unit})

    if not SiteSpan.objects.exists():
        told("all figures anew (mufakat rollup)", build()["rebuild"], None, "s")
        refresh_statistics()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # as autovacuum does
                cursor.execute("VACUUM ANALYZE")
    told("cells", Cell.objects.count(), None, "")
    for what, value in saved().items():
        told(f"an assessment saved until all figures are right, {what}", value, SAVE, "ms")
    for what, value in asked().items():
        told(what, value, ASK, "ms")
    return rows


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
