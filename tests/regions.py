"""A few real regions of Indonesia, by their Kemendagri codes: enough for a test, loaded in milliseconds."""

from functools import cache

from mufakat.core.fields import ancestors
from mufakat.directory.actions.reference import RegionRow, read_regions
from mufakat.directory.models import Region


@cache
def _rows() -> dict[str, RegionRow]:
    return {row.code: row for row in read_regions()}


@cache
def _chosen(prefixes: tuple[str, ...]) -> tuple[RegionRow, ...]:
    """By level: the nation first, so that every parent comes before its children."""
    codes = {"ID"}
    for prefix in prefixes:
        codes |= {path.rstrip(".") or "ID" for path in ancestors(f"{prefix}.")}
        codes |= {code for code in _rows() if code.startswith(f"{prefix}.")}
    return tuple(sorted((_rows()[code] for code in codes), key=lambda row: (row.level, row.code)))


def load_some(*prefixes: str) -> dict[str, Region]:
    """The regions of these codes with all above and all below them; answers them by code. Repeatable.

    `load_some("32.73.04")` gives Indonesia, Jawa Barat, Kota Bandung, Kec. Bojongloa Kaler and its five villages.
    """
    chosen = _chosen(prefixes)
    regions = {r.code: r for r in Region.objects.filter(code__in=[row.code for row in chosen])}
    for level in range(5):
        new = [
            Region(parent=regions[row.parent_code] if row.parent_code else None, **_fields(row))
            for row in chosen
            if row.level == level and row.code not in regions
        ]
        regions |= {region.code: region for region in Region.objects.bulk_create(new)}
    return regions


def load_these(*codes: str) -> dict[str, Region]:
    """The regions of these codes and all above them, nothing below."""
    wanted = {path.rstrip(".") or "ID" for code in codes for path in ancestors(f"{code}.")}
    regions = {r.code: r for r in Region.objects.filter(code__in=wanted)}
    for row in sorted((_rows()[code] for code in wanted - set(regions)), key=lambda r: r.level):
        parent = regions[row.parent_code] if row.parent_code else None
        regions[row.code] = Region.objects.create(parent=parent, **_fields(row))
    return regions


def codes_below(code: str) -> list[str]:
    """The codes one level below, of the regions of today."""
    rows = _rows().values()
    return sorted(r.code for r in rows if r.parent_code == code and r.valid_to is None)


def _fields(row: RegionRow) -> dict[str, object]:
    return {name: value for name, value in row._asdict().items() if name != "parent_code"}
