"""The rows behind the patterns: of each site which indicators it meets, and in which situation it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.db.models.fields.json import KeyTransform

from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, SiteSpan
from mufakat.indicators.queries import figures
from mufakat.indicators.queries.versions import form_of
from mufakat.indicators.rules import Form
from mufakat.learning.rules.patterns import Others, Table, counts_only, table_of
from mufakat.programmes.models import Lokus, Visit

from .panels import district_of

VISITED = timedelta(days=183)
FEW = 500  # bodies that are named one by one; of more, all that are mentored are read


@dataclass(frozen=True)
class Asked:
    """What the sites of one version share: lasting key → code, and its rule without one of them where that can be
    asked."""

    codes: Mapping[str, str]
    others: Others | None

    @classmethod
    def of(cls, form: Form) -> "Asked":
        others = Others(form) if counts_only(form.threshold) else None
        return cls({each.key: each.code for each in form.indicators}, others)


@dataclass(frozen=True)
class Site:
    """What a site met in a month, by the code of its version: yes, no, nothing (not applicable); and if it passed."""

    organisation: Any
    assessment: Any
    path: str  # of the region in which it counts
    district: str
    asked: Asked
    met: Mapping[str, bool | None]
    passed: bool | None

    @cached_property
    def counts(self) -> int:
        return self.asked.others.counts(self.met) if self.asked.others else 0

    def without(self, key: str) -> tuple[bool, bool] | None:
        """(meets the indicator of this lasting key, passes by the others); nothing where one of them says nothing. A
        rule that is no count is asked as it stands, with the indicator in it (the page says so)."""
        code = self.asked.codes.get(key, "")
        own = self.met.get(code)
        if own is None:
            return None
        others = self.asked.others
        passed = others.passes(self.counts, code, own) if others else self.passed
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
            *("organisation", "assessment", "region_path", "passed", "of_version"),
            KeyTransform("indicators", "assessment__result"),  # the rest of it is twice as long
        )
    )
    asked = {pk: Asked.of(form) for pk, form in _forms_of(instrument).items()}
    found = []
    for body, assessment, path, passed, version, told in rows.iterator(chunk_size=2000):
        met = {code: one["met"] for code, one in (told or {}).items()}
        found.append(Site(body, assessment, path, district_of(path), asked[version], met, passed))
    return found


def _forms_of(instrument: Instrument) -> dict[Any, Form]:
    """What each version asks: read once, not once for each site."""
    return {each.pk: form_of(each) for each in instrument.versions.all()}


def begun_with(regions: Sequence[Region], month: str) -> dict[str, str]:
    """What the page opens with: the first of the reader's own regions that has figures which stand until further
    notice, and the instrument of most of its sites; nothing where there are none. Rows without an end are one for each
    site, of all its months: only they are counted."""
    for region in regions:
        spans = SiteSpan.objects.filter(region_path__under=region.path, month__lte=month, until="")
        most = spans.values("instrument__code").annotate(n=Count("organisation"))
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
    having = _situations(sites, region, on)
    return [
        Row(f"@{code}", titles[code], "", table_of((has(s), bool(s.passed)) for s in judged))
        for code, has in having.items()
    ]


def _situations(
    sites: Sequence[Site], region: Region, on: date
) -> dict[str, Callable[[Site], bool]]:
    """Code → is one of these sites in it, on a day?"""
    cities = set(
        Region.objects.filter(kind="kota", path__under=region.path).values_list("path", flat=True)
    ) | ({district_of(region.path)} if region.kind == "kota" else set())
    bodies = [site.organisation for site in sites]
    # By who they are: a lokus goes along when its body moves, so where it lies today says nothing of that day.
    these = {"organisation__in": bodies} if len(bodies) <= FEW else {}
    mentored = set(Lokus.objects.on(on).filter(**these).values_list("organisation", flat=True))
    visits = Visit.objects.filter(on__gt=on - VISITED, on__lte=on, **these)
    visited = set(visits.order_by().values_list("organisation", flat=True).distinct())
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
    is_so = (
        _situations(sites, region, on)[key[1:]] if key else bool
    )  # of no line: every site is in it
    yield from ((s, is_so(s), s.passed) for s in sites if s.passed is not None)


def bodies_of(sites: Sequence[Site]) -> dict[Any, Organisation]:
    """The bodies of a page of these."""
    ids = [site.organisation for site in sites]
    return Organisation.objects.select_related("region").in_bulk(ids)
