"""Facts as files: what each body changed in each month, as Parquet, a folder for each period.

Columns: instrument, measure, site, province, district, subdistrict, village (paths; empty where the body lies in none),
month, numerator, denominator, sites. Added up they are the cells: `rollup.expression`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

from mufakat.core.fields import ancestors

from .models import Instrument, SiteSpan
from .queries.checks import cells_kept, parts_kept
from .queries.formulas import formulas_of
from .rollup.expression import CELL, LEVELS, cells
from .rollup.steps import steps

TEXTS = ("instrument", "measure", "site", *LEVELS, "month")
NUMBERS = ("numerator", "denominator", "sites")
MEMORY = "500MB"  # that DuckDB may take; what it does not hold goes to the disk
DISTRICT = len("32.04.")  # of a path: a district with all below it; shorter ones are alone
AT_ONCE = 200_000  # facts in memory, of all months together
SPANS = 2_000

Fact = tuple[Any, ...]


class NotEmpty(Exception):
    """There is something in the folder already: it is not overwritten."""


class Written(NamedTuple):
    facts: int
    months: int


def export_facts(folder: Path) -> Written:
    """Write the facts of all instruments. Raises `NotEmpty`, `OSError`."""
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(f"{folder} tidak kosong.")
    folder.mkdir(parents=True, exist_ok=True)
    with Parts(folder) as parts:
        for instrument in Instrument.objects.order_by("code"):
            for fact in facts_of(instrument):
                parts.take(fact)
    return Written(parts.count, len(parts.writers))


def facts_of(instrument: Instrument) -> Iterator[Fact]:
    """The changes of each body, at its places, in the order of its months."""
    sums = formulas_of(instrument.pk).sums
    rows = SiteSpan.objects.filter(instrument=instrument).order_by("organisation_id", "month")
    of_body = groupby(rows.iterator(chunk_size=SPANS), key=lambda row: row.organisation_id)
    levels: dict[str, tuple[str, ...]] = {}
    for body, spans in of_body:
        site = str(body)
        for (path, measure, month), step in sorted(steps(spans, sums).items()):
            if path not in levels:
                above = ancestors(path)[1:]
                levels[path] = (*above, *[""] * (len(LEVELS) - len(above)))
            yield (instrument.code, measure, site, *levels[path], month, *step)


class Parts:
    """A file for each month, written some facts at a time."""

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa

        texts = [(name, pa.string()) for name in TEXTS]
        self.schema = pa.schema([*texts, *((name, pa.int64()) for name in NUMBERS)])
        self.folder = folder
        self.writers: dict[str, Any] = {}
        self.waiting: dict[str, list[Fact]] = {}
        self.held = self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._write()
        for writer in self.writers.values():
            writer.close()

    def take(self, fact: Fact) -> None:
        self.waiting.setdefault(fact[len(TEXTS) - 1], []).append(fact)
        self.held += 1
        self.count += 1
        if self.held >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        for month, facts in self.waiting.items():
            columns = zip(self.schema, zip(*facts, strict=True), strict=True)
            arrays = [pa.array(values, field.type) for field, values in columns]
            self._writer(month).write_table(pa.table(arrays, schema=self.schema))
        self.waiting, self.held = {}, 0

    def _writer(self, month: str) -> Any:
        import pyarrow.parquet as pq

        if month not in self.writers:
            part = self.folder / f"period={month}"
            part.mkdir()
            self.writers[month] = pq.ParquetWriter(
                part / "facts.parquet", self.schema, compression="zstd"
            )
        return self.writers[month]


@contextmanager
def reading(folder: Path, **config: Any) -> Iterator[tuple[Any, Any]]:
    """An embedded DuckDB and the facts of a folder as a table of it. Nothing is fetched from elsewhere."""
    import ibis

    with TemporaryDirectory(prefix="mufakat-duckdb-") as scratch:  # what memory does not hold
        kept = {"autoinstall_known_extensions": False, "memory_limit": MEMORY}
        backend = ibis.duckdb.connect(**{**kept, "temp_directory": scratch, **config})
        try:
            yield backend, backend.read_parquet(f"{folder}/*/*.parquet")
        finally:
            backend.disconnect()


def unlike_cells(folder: Path) -> Iterator[Fact]:
    """Cells that the facts of a folder add up to and that are not kept so, and those that are kept otherwise, in the
    columns of `CELL`: added up once, then compared a district at a time, for a nation's are millions."""
    with reading(folder) as (backend, facts):
        added = backend.create_table("cells", cells(facts), temp=True)
        district = added.region_path.substr(0, DISTRICT).name("district")
        told = backend.to_pyarrow(added.select("instrument", district).distinct()).to_pylist()
        parts = {(row["instrument"], row["district"]) for row in told} | set(parts_kept(DISTRICT))
        for instrument, path in sorted(parts):
            here = (added.instrument == instrument) & (district == path)
            found = backend.to_pyarrow(added.filter(here).select(*CELL))
            rows = zip(*(found.column(name).to_pylist() for name in CELL), strict=True)
            yield from sorted(set(rows) ^ set(cells_kept(instrument, path, DISTRICT)))
