"""A nation's facts in files: `python -m bench.facts FOLDER` makes them once, and measures their roll-up by DuckDB.

85,000 sites in real sub-districts × 33 indicators × 36 months, every indicator of every site changing in every month:
the worst case. The rows are drawn by DuckDB itself, in the columns that `mufakat export-facts` writes; how fast that
command writes is measured on the figures of `bench.figures`, if that ran before. Each question runs in a process of its
own, by turns with the same question written by hand; the ratio is that of their median CPU. Memory is the high-water
mark of the process. `MUFAKAT_SITES=8500` measures fewer.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

SITES = int(os.environ.get("MUFAKAT_SITES", "85000"))
INDICATORS, MONTHS = 33, 36
RUNS = 5
GIB = 1024
CONFIG = {"threads": 2}  # memory as the product gives it
BY_HAND = """
    SELECT instrument, measure, month, province,
           sum(numerator)::BIGINT AS numerator, sum(denominator)::BIGINT AS denominator, sum(sites)::BIGINT AS sites
    FROM read_parquet('{facts}/*/*.parquet') GROUP BY instrument, measure, month, province
"""
MATERIALISED = """
    SELECT instrument, province, month,
           sum(numerator)::BIGINT AS numerator, sum(denominator)::BIGINT AS denominator, sum(sites)::BIGINT AS sites
    FROM read_parquet('{table}') GROUP BY instrument, province, month
"""
ONE_MONTH = """
    COPY (
        SELECT 'uji' AS instrument, 'i' || printf('%02d', i) AS measure, md5('site' || n) AS site,
               province, district, subdistrict, '' AS village, '{month}' AS month,
               (hash(n, i, {number}) % 3)::BIGINT - 1 AS numerator, (hash(i, n, {number}) % 2)::BIGINT AS denominator,
               {sites} AS sites
        FROM sites, range({indicators}) AS every(i)
    ) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""


def make(folder: Path) -> None:
    """The facts, a file for each month."""
    import django
    import duckdb

    django.setup()
    from mufakat.directory.actions.reference import read_regions

    codes = sorted(row.path for row in read_regions() if row.level == 3)
    base = duckdb.connect(config={**CONFIG, "temp_directory": str(folder / "scratch")})
    base.execute("CREATE TABLE places (id BIGINT, path TEXT)")
    base.executemany("INSERT INTO places VALUES (?, ?)", list(enumerate(codes)))
    base.execute(
        "CREATE TABLE sites AS SELECT n, path[:3] AS province, path[:6] AS district, path AS subdistrict "
        f"FROM range({SITES}) AS every(n) JOIN places ON places.id = n % {len(codes)}"
    )
    for number in range(MONTHS):
        month = f"{2023 + number // 12}-{number % 12 + 1:02}"
        part = folder / "facts" / f"period={month}"
        part.mkdir(parents=True, exist_ok=True)
        told = {"month": month, "number": number, "indicators": INDICATORS}
        file = part / "facts.parquet"
        base.execute(ONE_MONTH.format(**told, sites=int(number == 0), file=file))


def timed(what: str, folder: Path) -> dict[str, Any]:
    """One question, asked in this process after another one: what a process imports it imports once."""
    import django

    django.setup()
    from mufakat.indicators import export
    from mufakat.indicators.rollup import expression

    facts, table = folder / "facts", folder / "site_months.parquet"
    with export.reading(facts, **CONFIG) as (backend, every):
        kept = backend.read_parquet(str(table)) if table.exists() else None
        small = every.filter(every.month == "2023-01")
        ask: Callable[[Any], Any] = {
            "by hand": lambda _: backend.raw_sql(BY_HAND.format(facts=facts)).to_arrow_table(),
            "the expression": lambda t: backend.to_pyarrow(expression.by_level(t, "province")),
            "all levels": lambda t: backend.to_parquet(expression.cells(t), folder / "cells"),
            "the table is made": lambda t: backend.to_parquet(expression.site_months(t), table),
            "the table by hand": lambda _: backend.raw_sql(
                MATERIALISED.format(table=table)
            ).to_arrow_table(),
            "the table": lambda _: backend.to_pyarrow(expression.months_of(kept, "province")),
        }[what]
        backend.to_pyarrow(expression.by_level(small, "province"))
        began, spent = time.perf_counter(), time.process_time()
        ask(every)
        cpu = time.process_time() - spent
        return {"seconds": time.perf_counter() - began, "cpu": cpu}


def once(what: str, folder: Path) -> dict[str, Any]:
    """The same in a process of its own, with its memory."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.facts", str(folder), what],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def exported(data: Path, folder: Path) -> list[dict[str, Any]]:
    """How many facts a second `mufakat export-facts` writes, of the figures that are there."""
    if not (data / "mufakat.sqlite3").exists():
        return []
    import shutil

    import django

    django.setup()
    from mufakat.indicators.export import export_facts, unlike_cells

    shutil.rmtree(folder / "exported", ignore_errors=True)
    began = time.perf_counter()
    written = export_facts(folder / "exported")
    spent = time.perf_counter() - began
    exporting = peak()
    wrong = sum(1 for _ in unlike_cells(folder / "exported"))
    what = f"facts, {written.facts:,} exported"
    return [
        row(f"{what}: facts a second", written.facts / spent, None, "/s"),
        row(f"{what}: memory", exporting, GIB, "MiB"),
        row(f"{what}: cells that DuckDB counts otherwise", wrong, 0, ""),
        row(f"{what}: memory of comparing them", peak(), GIB, "MiB"),
    ]


def peak() -> float:
    """The high-water mark of this process, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(what: str, value: float, budget: float | None, unit: str) -> dict[str, Any]:
    return {"what": what, "value": value, "budget": budget, "unit": unit}


def main(folder: Path) -> list[dict[str, Any]]:
    if not (folder / "facts").exists():
        make(folder)
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(RUNS):
        for what in ("by hand", "the expression"):
            found.setdefault(what, []).append(once(what, folder))
    found["all levels"] = [once("all levels", folder)]
    made = once("the table is made", folder)
    for _ in range(RUNS):
        for what in ("the table by hand", "the table"):
            found.setdefault(what, []).append(once(what, folder))
    seconds = {what: median(r["seconds"] for r in those) for what, those in found.items()}
    cpu = {what: median(r["cpu"] for r in those) for what, those in found.items()}
    most = {what: max(r["memory"] for r in those) for what, those in found.items()}
    told = f"facts, {SITES * INDICATORS * MONTHS / 1e6:,.0f} million, DuckDB"
    return [
        row(f"{told}: by province and month, written by hand", seconds["by hand"], None, "s"),
        row(f"{told}: the same as the expression", seconds["the expression"], None, "s"),
        row(f"{told}: CPU of it", cpu["the expression"], None, "s"),
        row(f"{told}: ratio of the two, CPU", cpu["the expression"] / cpu["by hand"], 1.3, "×"),
        row(f"{told}: memory", most["the expression"], GIB, "MiB"),
        row(f"{told}: every level, all cells", seconds["all levels"], None, "s"),
        row(f"{told}: every level, all cells: memory", most["all levels"], GIB, "MiB"),
        row(f"{told}: the site-month table is made", made["seconds"], None, "s"),
        row(f"{told}: from the site-month table, by hand", seconds["the table by hand"], None, "s"),
        row(f"{told}: from the site-month table", seconds["the table"], 0.5, "s"),
    ]


if __name__ == "__main__":
    where = Path(sys.argv[1])
    if len(sys.argv) > 2:
        told = timed(sys.argv[2], where)
        print(json.dumps({**told, "memory": peak()}))
    else:
        where.mkdir(parents=True, exist_ok=True)
        print(json.dumps(main(where) + exported(Path(os.environ["MUFAKAT_DATA"]), where)))
