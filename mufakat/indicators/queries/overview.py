"""Every instrument with how it stands in a region."""

from datetime import date
from typing import Any

from django.db.models import Sum

from mufakat.directory.models import Region
from mufakat.indicators.models import Cell, Instrument, InstrumentVersion
from mufakat.indicators.rules import PASSED, months

from .figures import Figure
from .scopes import Scope, found_in_words, is_coverage
from .versions import form_of


def overview(region: Region | None, month: str, today: date) -> list[dict[str, Any]]:
    """Those that were ever published, with what is known first. Of no region: only their names."""
    month = month or months.month_of(today)
    day = months.as_of(month, today)
    versions = InstrumentVersion.objects.filter(published_at__isnull=False)
    newest = {
        version.instrument_id: version
        for version in versions.select_related("instrument").order_by("valid_from", "number")
    }
    found = _passed(list(newest), region, month) if region else {}
    rows = []
    for key, version in newest.items():
        figure = found.get(key, Figure(0, 0, 0))
        row: dict[str, Any] = {"instrument": version.instrument, "figure": figure}
        row["has_coverage"] = any(is_coverage(each) for each in form_of(version).indicators)
        if region is not None:
            scope = Scope(version.instrument, region, month, today)
            told = (version.body["threshold"], figure.numerator, figure.denominator)
            titles = {each["code"]: each["title"] for each in version.body["domain"]}
            finding = found_in_words(*told, scope.counted, day, titles)
            row |= {"url": scope.asked(), "rows_url": scope.asked("fasilitas/"), "finding": finding}
        rows.append(row)
    return sorted(rows, key=lambda row: (not row["figure"].denominator, row["instrument"].title))


def _passed(instruments: list[Any], region: Region, month: str) -> dict[Any, Figure]:
    cells = Cell.objects.filter(
        instrument__in=instruments, region_path=region.path, measure=PASSED, month__lte=month
    )
    sums = {name: Sum(name) for name in ("numerator", "denominator", "sites")}
    rows: Any = cells.order_by().values("instrument").annotate(**sums)
    return {row["instrument"]: Figure(*(row[name] or 0 for name in sums)) for row in rows}


def instruments() -> list[Instrument]:
    """Those that were ever published, by title; first those of which there are figures anywhere."""
    published = Instrument.objects.filter(versions__published_at__isnull=False)
    found = list(published.distinct().order_by("title"))
    cells = Cell.objects.filter(instrument__in=found, region_path="", measure=PASSED)
    told = set(cells.order_by().values_list("instrument", flat=True).distinct())
    return sorted(found, key=lambda each: each.pk not in told)
