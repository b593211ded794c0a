"""The formulas of an instrument, of its published versions."""

from functools import lru_cache
from typing import Any

from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.rollup.formulas import Formulas
from mufakat.indicators.rules import read


def formulas_of(instrument: Any) -> Formulas:
    """Of an instrument by its key. A published version is fixed, so they are read once in each process."""
    versions = InstrumentVersion.objects.filter(instrument=instrument, published_at__isnull=False)
    return _read(tuple(versions.order_by("number").values_list("pk", "digest")))


@lru_cache(maxsize=64)
def _read(versions: tuple[tuple[Any, str], ...]) -> Formulas:
    bodies = InstrumentVersion.objects.in_bulk([pk for pk, _digest in versions])
    return Formulas((pk, read(bodies[pk].body)) for pk, _digest in versions)
