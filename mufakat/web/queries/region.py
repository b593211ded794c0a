"""A region at any level, and how one finds it."""

from datetime import date
from typing import Any

from django.db.models import DateField, IntegerField, Q
from django.utils.translation import gettext as _

from mufakat.commitments import queries as promises
from mufakat.core.asked import Asked, AskedThings
from mufakat.core.periods import ROMAN
from mufakat.directory.access import can, forums_where
from mufakat.directory.models import (
    Facility,
    FacilityKind,
    Forum,
    Region,
    RegionCode,
    written_region,
)
from mufakat.directory.queries import breadcrumbs, sector_title

from .finding import succession
from .late import late_in
from .learning import roles_in_region


def region_page(
    user: Any, region: Region, *, year: int, on: date, or_before: bool = False
) -> dict[str, Any]:
    """A region at any level: what it is, what lies below it, and what was promised and kept there.

    `or_before`: as long as no session of the year has judged anything, the figures are those of the year before.
    """
    sees = can(user, "rollup.see", region)
    by_sector, by_tribulan, total = _rates(region, year, sees)
    if sees and or_before and not total.judged:
        before = _rates(region, year - 1, sees)
        if before[2].judged:
            year, (by_sector, by_tribulan, total) = year - 1, before
    below = promises.rates_below(region, year) if sees else {}
    none = promises.Rate()
    late = late_in(user, region, on) if region.level >= 3 else []
    children = _children(region, on)
    return {
        "title": str(region),
        "crumbs": breadcrumbs(region)[:-1],
        "region": region,
        "codes": _CODES(region=region.pk) if region.level <= 2 else [],
        "history": list(succession(region)) if region.level else [],
        "sees": sees,
        "year": year,
        "on": on,
        "total": total,
        "bars": _bars(region, by_sector, year),
        "trend": [
            _share(
                f"{ROMAN[n - 1]} {year}",
                rate,
                f"wilayah={region.code}&tahun={year}&tribulan={n}",
            )
            for n, rate in sorted(by_tribulan.items())
            if rate.judged
        ],
        "children": [
            (written_region(kind, name), code, below.get(path, none))
            for code, kind, name, path in children
        ],
        "word": _word_below(region, {kind for _code, kind, *_rest in children}),
        "forums": _FORUMS_IN(where=forums_where(user, "forum.see"), region=region.pk, on=on),
        "facilities": [
            (f"/organisasi/{pk}/", name, FacilityKind(kind).label)
            for pk, name, kind in _FACILITIES(region=region.pk, on=on)
        ],
        "late": late,
        "done": promises.reported_done([c.id for c in late]),
        "files": region.level >= 2 and can(user, "file.see", region),
        "programmes": can(user, "programme.see"),
        "roles": roles_in_region(user, region, on),
        "may_record": can(user, "region.record", region),
    }


_FORUMS_IN = AskedThings(
    Forum,
    lambda where, region, on: (
        Forum.objects.on(on).filter(where, region=region).order_by("name")[:20]
    ),
    "region",
    where=Q,
    region=IntegerField(),
    on=DateField(),
)
_CHILDREN = Asked(
    lambda parent, on: (
        Region.objects.on(on)
        .filter(parent=parent)
        .order_by("code")
        .values_list("code", "kind", "name", "path")
    ),
    parent=IntegerField(),
    on=DateField(),
)
_CODES = Asked(
    lambda region: RegionCode.objects.filter(region=region).values_list("system", "code"),
    region=IntegerField(),
)
_FACILITIES = Asked(
    lambda region, on: (
        Facility.objects.on(on)
        .filter(region=region)
        .order_by("kind", "name")
        .values_list("pk", "name", "kind")[:60]
    ),
    region=IntegerField(),
    on=DateField(),
)


def _rates(region: Region, year: int, sees: bool) -> Any:
    if not sees:
        return {}, {}, promises.Rate()
    return promises.rates_of_year("region", region.path, year)


def _children(region: Region, on: date) -> list[tuple[Any, ...]]:
    """Code, kind, name and path of the regions one level below."""
    return _CHILDREN(parent=region.pk, on=on) if region.level < 4 else []


def _bars(region: Region, by_sector: dict[str, promises.Rate], year: int) -> list[dict[str, Any]]:
    found = sorted(
        ((s, r) for s, r in by_sector.items() if r.judged), key=lambda row: (-row[1].judged, row[0])
    )
    return [
        _share(sector_title(sector), rate, f"wilayah={region.code}&sektor={sector}&tahun={year}")
        for sector, rate in found
    ]


def _share(label: str, rate: promises.Rate, rows: str) -> dict[str, Any]:
    """A share of a picture: both its numbers open their rows."""
    url = f"/komitmen/putusan/?{rows}"
    kept = {"num": rate.kept, "num_url": f"{url}&putusan=kept"}
    return {"label": label, "den": rate.judged, "url": url, **kept}


def _word_below(region: Region, kinds: set[str]) -> str:
    """What lies one level below, counted in the plural of the reader's language; by its own name where it has one (in
    Papua a sub-district is a distrik)."""
    of_kind = {
        "distrik": _("Sub-districts (distrik)"),
        "kampung": _("Villages (kampung)"),
        "nagari": _("Villages (nagari)"),
    }
    if len(kinds) == 1 and (word := of_kind.get(*kinds)):
        return word
    return {
        0: _("Provinces"),
        1: _("Regencies and cities"),
        2: _("Sub-districts"),
        3: _("Villages"),
    }.get(region.level, "")
