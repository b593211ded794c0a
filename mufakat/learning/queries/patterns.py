"""The rows behind the patterns: of each site which indicators it meets, and in which situation it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mufakat.directory.models import Region
from mufakat.indicators.models import Instrument, SiteSpan
from mufakat.indicators.rules import Form, read
from mufakat.learning.rules.patterns import Table, reached_without, table_of
from mufakat.programmes.models import Lokus, Visit

from .measures import standing_in
from .panels import district_of

VISITED = timedelta(days=183)


@dataclass(frozen=True)
class Site:
    """What a site met in a month: {lasting key: yes, no, nothing (not applicable)}, and its totals."""

    organisation: Any
    district: str
    indicators: Mapping[str, bool | None]
    met: int
    applicable: int
    passed: bool | None


@dataclass(frozen=True)
class Row:
    """A line of the page: an indicator or a situation, its counts. `key` is empty for a situation."""

    key: str
    title: str
    domain: str
    table: Table


def sites_of(instrument: Instrument, region: Region, month: str) -> list[Site]:
    """The sites of a region as they stood in a month."""
    rows = (
        SiteSpan.objects.filter(
            standing_in(month), instrument=instrument, region_path__under=region.path
        )
        .order_by("organisation")
        .values_list(
            *("organisation", "region_path", "met", "applicable", "passed"),
            *("assessment__result", "assessment__of_version", "assessment__of_version__body"),
        )
    )
    keys: dict[Any, dict[str, str]] = {}
    found = []
    for body, path, met, applicable, passed, result, version, of_version in rows:
        if version not in keys:
            keys[version] = {each.code: each.key for each in read(of_version).indicators}
        told = (result or {}).get("indicators", {})
        ones = {keys[version][c]: one["met"] for c, one in told.items() if c in keys[version]}
        found.append(Site(body, district_of(path), ones, met, applicable, passed))
    return found


def by_indicator(form: Form, sites: list[Site], percent: int) -> list[Row]:
    """For each indicator: sites that meet it or not, and whether they reach the share with the OTHER indicators. In the
    order of the instrument: not by the size of the difference, which would be a ranking."""
    rows = []
    for domain in form.domains:
        for each in domain.indicators:
            pairs = []
            for site in sites:
                own = site.indicators.get(each.key)
                reached = reached_without(site.met, site.applicable, own, percent)
                if own is not None and reached is not None:
                    pairs.append((own, reached))
            rows.append(Row(each.key, each.title, domain.title, table_of(pairs)))
    return rows


def by_situation(
    sites: list[Site], region: Region, on: date, titles: Mapping[str, str]
) -> list[Row]:
    """The same for what a site is in, not what it meets: here the outcome is passing itself."""
    judged = [site for site in sites if site.passed is not None]
    cities = set(
        Region.objects.filter(kind="kota", path__under=region.path).values_list("path", flat=True)
    ) | ({district_of(region.path)} if region.kind == "kota" else set())
    here = {"region_path__under": region.path}
    mentored = set(Lokus.objects.on(on).filter(**here).values_list("organisation", flat=True))
    visits = Visit.objects.filter(on__gt=on - VISITED, on__lte=on, **here)
    visited = set(visits.values_list("organisation", flat=True))
    having: dict[str, Callable[[Site], bool]] = {
        "kota": lambda site: site.district in cities,
        "lokus": lambda site: site.organisation in mentored,
        "visited": lambda site: site.organisation in visited,
    }
    return [
        Row("", titles[code], "", table_of((has(s), bool(s.passed)) for s in judged))
        for code, has in having.items()
    ]
