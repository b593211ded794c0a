"""Are the figures what follows from what was accepted? For `mufakat rollup --check`, a part in memory at a time."""

from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Left

from mufakat.core.fields import ancestors
from mufakat.indicators.models import Cell, Instrument, SiteSpan
from mufakat.indicators.rollup.steps import Key, Step, Steps, steps, upwards

from .formulas import formulas_of
from .spans import bodies_in_turn, spans_found, spans_kept, unlike

AT_ONCE = 500


def wrong_spans(instrument: Instrument) -> Iterator[Any]:
    """The keys of bodies that count otherwise than they ought to."""
    seen: set[Any] = set()
    for keys in bodies_in_turn(instrument, AT_ONCE):
        found, kept = spans_found(instrument, keys), spans_kept(instrument, keys)
        yield from (key for key in keys if any(unlike(kept.get(key, ()), found.get(key, ()))))
        seen.update(keys)
    left = SiteSpan.objects.filter(instrument=instrument).order_by().values_list("organisation")
    yield from sorted({key for (key,) in left.distinct()} - seen)


def wrong_cells(instrument: Instrument) -> Iterator[Key]:
    """The cells that are not the sum of the spans below them: province by province, and the nation last."""
    of_nation: dict[Key, Step] = {}
    for province in _provinces(instrument):
        wanted = _steps_below(instrument, province)
        for key in [key for key in wanted if key[0] == ""]:
            more = wanted.pop(key)
            old = of_nation.get(key, (0, 0, 0))
            of_nation[key] = (old[0] + more[0], old[1] + more[1], old[2] + more[2])
        yield from _unlike(
            wanted, _kept(Cell.objects.filter(region_path__under=province), instrument)
        )
    here = SiteSpan.objects.filter(region_path="", instrument=instrument)
    upwards(steps(here, formulas_of(instrument.pk).sums), of_nation)
    yield from _unlike(of_nation, _kept(Cell.objects.filter(region_path=""), instrument))


def _provinces(instrument: Instrument) -> list[str]:
    paths = set(
        Cell.objects.filter(instrument=instrument, parent_path="").values_list(
            "region_path", flat=True
        )
    )
    spans = (
        SiteSpan.objects.filter(instrument=instrument)
        .order_by()
        .values_list("region_path", flat=True)
    )
    return sorted({*paths, *(ancestors(path)[1] for path in spans.distinct() if path)})


def _steps_below(instrument: Instrument, province: str) -> Steps:
    rows = SiteSpan.objects.filter(instrument=instrument, region_path__under=province)
    return upwards(steps(rows.iterator(chunk_size=AT_ONCE), formulas_of(instrument.pk).sums))


def _kept(cells: Any, instrument: Instrument) -> Steps:
    rows = cells.filter(instrument=instrument).values_list(
        *("region_path", "measure", "month"), *("numerator", "denominator", "sites")
    )
    return {row[:3]: row[3:] for row in rows.iterator()}


def _unlike(wanted: Steps, kept: Steps) -> list[Key]:
    nothing = (0, 0, 0)
    return sorted(
        key
        for key in wanted.keys() | kept.keys()
        if wanted.get(key, nothing) != kept.get(key, nothing)
    )


def parts_kept(length: int) -> Iterator[tuple[str, str]]:
    """Instrument and beginning of the path of all cells, each once."""
    rows = Cell.objects.order_by().annotate(beginning=Left("region_path", length))
    yield from rows.values_list("instrument__code", "beginning").distinct()


def cells_kept(code: str, beginning: str, length: int) -> Iterator[tuple[Any, ...]]:
    """The cells of an instrument that say something, below a path of this length, or of a shorter one alone, as facts
    in files add up to them (`rollup.expression.CELL`)."""
    lookup = "region_path__under" if len(beginning) == length else "region_path"
    rows = Cell.objects.filter(instrument__code=code, **{lookup: beginning}).values_list(
        *("instrument__code", "region_path", "measure", "month"),
        *("numerator", "denominator", "sites"),
    )
    return (row for row in rows.iterator() if any(row[4:]))
