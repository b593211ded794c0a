"""The rows behind the patterns: of each site which indicators it meets, and in which situation it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count

from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, SiteSpan
from mufakat.indicators.queries import figures
from mufakat.indicators.rules import Form, read
from mufakat.learning.rules.patterns import (
    Table,
    counts_of,
    counts_only,
    passes_without,
    table_of,
)
from mufakat.programmes.models import Lokus, Visit

from .panels import district_of

VISITED = timedelta(days=183)


@dataclass(frozen=True)
class Site:
    """What a site met in a month, by the code of its version: yes, no, nothing (not applicable); and if it passed."""

    organisation: Any
    assessment: Any
    path: str  # of the region in which it counts
    district: str
    form: Form
    codes: Mapping[str, str]  # lasting key → code
    met: Mapping[str, bool | None]
    passed: bool | None

    @cached_property
    def counts(self) -> dict[str, int]:
        return counts_of(self.form, self.met)

    def without(self, key: str) -> tuple[bool, bool] | None:
        """(meets the indicator of this lasting key, passes by the others); nothing where one of them says nothing. A
        rule that is no count is asked as it stands, with the indicator in it (the page says so)."""
        code = self.codes.get(key, "")
        own = self.met.get(code)
        if own is None:
            return None
        passed = self.passed
        if counts_only(self.form.threshold):
            passed = passes_without(self.form, self.counts, code, own)
        return None if passed is None else (own, passed)


@dataclass(frozen=True)
class Row:
    """A line of the page: an indicator or a situation, its counts. `key`: lasting, of a situation "@" and its code."""

    key: str
    title: str
    domain: str
    table: Table


def sites_of(instrument: Instrument, region: Region, month: str) -> list[Site]:
    """The sites of a region as they stood in a month."""
    rows = (
        figures.rows_behind(instrument, region.path, month)
        .order_by("organisation")
        .values_list(
            *("organisation", "assessment", "region_path", "passed", "assessment__result"),
            *("assessment__of_version", "assessment__of_version__body"),
        )
    )
    forms: dict[Any, tuple[Form, dict[str, str]]] = {}
    found = []
    for body, assessment, path, passed, result, version, of_version in rows:
        if version not in forms:
            form = read(of_version)
            forms[version] = form, {each.key: each.code for each in form.indicators}
        told = (result or {}).get("indicators", {})
        met = {code: one["met"] for code, one in told.items()}
        site = Site(body, assessment, path, district_of(path), *forms[version], met, passed)
        found.append(site)
    return found


def begun_with(regions: Sequence[Region], month: str) -> dict[str, str]:
    """What the page opens with: the first of the reader's own regions that has figures, and the instrument by which
    most of its sites were assessed; nothing where there are none."""
    for region in regions:
        spans = SiteSpan.objects.filter(region_path__under=region.path, month__lte=month)
        most = spans.values("instrument__code").annotate(n=Count("organisation", distinct=True))
        for each in most.order_by("-n", "instrument__code")[:1]:
            code = each["instrument__code"]
            return {"instrumen": code, "wilayah": region.code, "bulan": month}
    return {}


def by_indicator(form: Form, sites: list[Site]) -> list[Row]:
    """For each indicator: sites that meet it or not, and whether they pass by the OTHER indicators. In the order of the
    instrument: not by the size of the difference, which would be a ranking."""
    return [
        Row(each.key, each.title, domain.title, table_of(_said(sites, each.key)))
        for domain in form.domains
        if domain.scored
        for each in domain.indicators
    ]


def _said(sites: list[Site], key: str) -> Iterator[tuple[bool, bool]]:
    return (pair for site in sites if (pair := site.without(key)) is not None)


def by_situation(
    sites: list[Site], region: Region, on: date, titles: Mapping[str, str]
) -> list[Row]:
    """The same for what a site is in, not what it meets: here the outcome is passing itself."""
    judged = [site for site in sites if site.passed is not None]
    having = _situations(region, on)
    return [
        Row(f"@{code}", titles[code], "", table_of((has(s), bool(s.passed)) for s in judged))
        for code, has in having.items()
    ]


def _situations(region: Region, on: date) -> dict[str, Callable[[Site], bool]]:
    """Code → is a site of the region in it, on a day?"""
    cities = set(
        Region.objects.filter(kind="kota", path__under=region.path).values_list("path", flat=True)
    ) | ({district_of(region.path)} if region.kind == "kota" else set())
    here = {"region_path__under": region.path}
    mentored = set(Lokus.objects.on(on).filter(**here).values_list("organisation", flat=True))
    visits = Visit.objects.filter(on__gt=on - VISITED, on__lte=on, **here)
    visited = set(visits.values_list("organisation", flat=True))
    return {
        "kota": lambda site: site.district in cities,
        "lokus": lambda site: site.organisation in mentored,
        "visited": lambda site: site.organisation in visited,
    }


def behind(
    sites: list[Site], region: Region, on: date, key: str, has: bool | None, reached: bool | None
) -> list[Site]:
    """The sites that a number of the page counts: of the line `key` (of none: of all that are judged) those with or
    without it, and of these those that have reached the outcome or not; nothing: whether or not."""
    wanted = [
        site
        for site, own, outcome in _pairs(sites, region, on, key)
        if has in (None, own) and reached in (None, outcome)
    ]
    return sorted(wanted, key=lambda site: site.path)


def _pairs(
    sites: list[Site], region: Region, on: date, key: str
) -> Iterator[tuple[Site, bool, bool]]:
    """Each site that speaks in a line: has it the thing, has it reached the outcome?"""
    if key and not key.startswith("@"):
        yield from ((s, *pair) for s in sites if (pair := s.without(key)) is not None)
        return
    is_so = _situations(region, on)[key[1:]] if key else bool  # of no line: every site is in it
    yield from ((s, is_so(s), s.passed) for s in sites if s.passed is not None)


def bodies_of(sites: Sequence[Site]) -> dict[Any, Organisation]:
    """The bodies of a page of these."""
    ids = [site.organisation for site in sites]
    return Organisation.objects.select_related("region").in_bulk(ids)
