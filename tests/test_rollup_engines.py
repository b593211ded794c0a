"""Facts in files, added up by one expression on two engines: exactly the numbers of the incremental table."""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mufakat.directory import actions as directory
from mufakat.indicators.actions.booking import book
from mufakat.indicators.export import NotEmpty, export_facts, reading, unlike_cells
from mufakat.indicators.models import Cell
from mufakat.indicators.rollup import expression

from .regions import load_some
from .rollup import MEASURES, accepted, an_instrument, result
from .world import doing

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("32.04.37", "32.04.37.2001", "32.73.04", "32.73.04.1003", "53.08", "91.03.01")
OF_DUCKDB = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # of ibis


@pytest.fixture
def facts(db: None, tmp_path: Path) -> Path:
    """Two instruments, a year, bodies of every level that move and end; what was found is drawn by lot."""
    draw = random.Random(11)
    regions = load_some("32.04.37", "32.73.04", "53.08", "91.03.01")
    instruments = [an_instrument("satu"), an_instrument("dua")]
    for n in range(12):
        with doing(None, datetime(2023, 1, 5, tzinfo=UTC)) as act:
            region = regions[PLACES[n % len(PLACES)]]
            body = directory.record_facility(
                act, name=f"Posyandu Melati {n // 3}", kind="puskesmas", region=region
            )
        for instrument in instruments:
            for month in draw.sample(range(1, 13), 5):
                found = {m: _drawn(draw) for m in MEASURES if draw.random() < 0.8}
                accepted(instrument, body, f"2024-{month:02}", result(**found))
        if n % 3 == 0:
            with doing(None, datetime(2024, 6, 5, tzinfo=UTC)) as act:
                directory.change_organisation(act, body, region=regions["32.73.04"])
        for instrument in instruments:
            book(instrument, body)
    folder = tmp_path / "fakta"
    written = export_facts(folder)
    assert written.months == len(list(folder.iterdir())) > 10 and written.facts > 300
    return folder


def _drawn(draw: random.Random) -> tuple[int, int, bool] | None:
    most = draw.randrange(1, 90)
    return draw.choice([None, *[(draw.randrange(most + 1), most, draw.random() < 0.5)] * 6])


def the_cells() -> list[tuple[Any, ...]]:
    rows = Cell.objects.values_list("instrument__code", *expression.CELL[1:])
    return sorted(row for row in rows if any(row[4:]))


def rows_of(table: Any) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[name] for name in expression.CELL) for row in table.to_pylist())


@OF_DUCKDB
def test_duckdb_gives_the_cells(facts: Path) -> None:
    with reading(facts) as (backend, rows):
        assert rows_of(backend.to_pyarrow(expression.cells(rows))) == the_cells()
    assert not list(unlike_cells(facts))


@OF_DUCKDB
def test_what_is_kept_otherwise_is_found(facts: Path) -> None:
    """In a district, of the nation alone, a cell that is missing, and one of an instrument without facts."""
    cells = Cell.objects.exclude(numerator=0, denominator=0, sites=0).order_by("pk")
    (altered, nation, missing, *_rest) = (
        cells.filter(region_path=path).first() for path in ("32.04.37.", "", "53.08.")
    )
    assert altered and nation and missing
    other = an_instrument("tiga")
    for cell in (altered, nation):
        cells.filter(pk=cell.pk).update(numerator=cell.numerator + 1)
    missing.delete()
    Cell.objects.create(
        instrument=other,
        measure="ready",
        region_path="91.",
        parent_path="",
        month="2024-01",
        sites=1,
    )
    found = [row[:4] for row in unlike_cells(facts)]
    keys = [
        (c.instrument.code, c.region_path, c.measure, c.month) for c in (altered, nation, missing)
    ]
    twice = [keys[0], keys[0], keys[1], keys[1]]  # as added up, and as kept
    assert sorted(found) == sorted([*twice, keys[2], ("tiga", "91.", "ready", "2024-01")])


@OF_DUCKDB
def test_how_things_stand_is_added_up_alike(facts: Path) -> None:
    with reading(facts) as (backend, rows):
        changes = expression.by_level(rows, "province")
        found = backend.to_pyarrow(expression.standing(changes, "province")).to_pylist()
    so_far: Counter[tuple[str, ...]] = Counter()
    expected: dict[tuple[str, ...], int] = {}
    for code, path, measure, month, *step in sorted(the_cells(), key=lambda row: row[3]):
        if path.count(".") == 1:
            so_far[code, measure, path] += step[1]
            expected[code, measure, path, month] = so_far[code, measure, path]
    told = {
        (row["instrument"], row["measure"], row["province"], row["month"]): row["denominator"]
        for row in found
    }
    assert expected.items() <= told.items()


@OF_DUCKDB
def test_the_site_month_table_adds_up_to_the_same(facts: Path) -> None:
    """All measures of an instrument together, and of two of them alone."""
    for chosen in (MEASURES, MEASURES[:2]):
        with reading(facts) as (backend, rows):
            kept = expression.site_months(rows, chosen)
            found = backend.to_pyarrow(expression.months_of(kept, "province")).to_pylist()
        expected: Counter[tuple[str, ...]] = Counter()
        for code, path, measure, month, *step in the_cells():
            if path.count(".") == 1 and measure in chosen:
                expected[code, path, month] += step[1]
        told = {
            (row["instrument"], row["province"], row["month"]): row["denominator"] for row in found
        }
        assert expected and expected.items() <= told.items()
        assert sum(told.values()) == expected.total()


@OF_DUCKDB
def test_a_body_that_counts_nought_is_a_cell() -> None:
    import ibis
    import pyarrow as pa

    nought = {"numerator": 0, "denominator": 0}
    place = {"province": "32.", "district": "32.04.", "subdistrict": "", "village": ""}
    row = {"instrument": "satu", "measure": "ready", "site": "a", "month": "2024-01"}
    rows = [{**row, **place, **nought, "sites": sites} for sites in (1, 0)]
    facts = ibis.memtable(pa.Table.from_pylist(rows))
    told = ibis.duckdb.connect().to_pyarrow(expression.cells(facts)).to_pylist()
    assert sorted((each["region_path"], each["sites"]) for each in told) == [
        *(("", 1), ("32.", 1), ("32.04.", 1)),
    ]


def test_a_folder_with_something_in_it_is_not_overwritten(facts: Path) -> None:
    with pytest.raises(NotEmpty):
        export_facts(facts)


@pytest.mark.long(40)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="Spark reads files: once, on SQLite")
def test_spark_gives_the_cells_also_when_a_worker_is_killed(facts: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    if not shutil.which("java"):
        assert not os.environ.get("CI"), "CI has no java: apt-get install openjdk-17-jre-headless"
        pytest.skip("NOT TESTED ON SPARK: no java on this machine")
    done = subprocess.run(
        [sys.executable, "-m", "tests.spark", str(facts), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "executors at the end: 1" in done.stdout
    for name in ("whole", "killed"):
        assert rows_of(pq.read_table(tmp_path / f"{name}.parquet")) == the_cells()
