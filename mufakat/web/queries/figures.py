"""How many promises were kept, of a region or a forum: by sector, period, forum or region below, and owner."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Q

from mufakat.commitments import queries as promises
from mufakat.core.asked import Asked
from mufakat.core.periods import ROMAN, Tribulan
from mufakat.directory.access import forums_where, grants
from mufakat.directory.models import Forum, Region, written_region
from mufakat.directory.queries import breadcrumbs, sector_title, sectors

Rate = promises.Rate


@dataclass(frozen=True)
class Scope:
    """What figures are of: a region with all below it, or a forum."""

    region: Region
    forum: Forum | None = None

    @property
    def title(self) -> str:
        return str(self.forum or self.region)

    @property
    def url(self) -> str:
        return (self.forum or self.region).get_absolute_url()

    @property
    def rows(self) -> dict[str, str]:
        """What lists of promises and verdicts are told to show the rows of this."""
        return {"forum": str(self.forum.pk)} if self.forum else {"wilayah": self.region.code}

    @property
    def node(self) -> tuple[str, str]:
        return ("forum", str(self.forum.pk)) if self.forum else ("region", self.region.path)

    @property
    def promises(self) -> Q:
        """The condition "the promise, or the verdict, is of this"."""
        return Q(forum=self.forum.pk) if self.forum else Q(region_path__under=self.region.path)

    @property
    def is_near(self) -> bool:
        """Small enough to count its rows one by one: a forum, or a district."""
        return self.forum is not None or self.region.level >= 2

    @property
    def crumbs(self) -> list[dict[str, str]]:
        above = breadcrumbs(self.region)[: None if self.forum else -1]
        return [*above, {"label": self.title, "url": self.url}]


@dataclass(frozen=True)
class Chosen:
    """Of which year, tribulan and sector; nothing means all."""

    year: int | None
    tribulan: int | None
    sector: str

    @property
    def where(self) -> Q:
        told: dict[str, Any] = {"year": self.year, "tribulan": self.tribulan, "sector": self.sector}
        return Q(**{name: value for name, value in told.items() if value})

    @property
    def days(self) -> tuple[date, date]:
        if self.year is None:
            return date.min, date.max
        first = Tribulan(self.year, self.tribulan or 1)
        return first.first_day, Tribulan(self.year, self.tribulan or 4).last_day

    @property
    def rows(self) -> dict[str, Any]:
        told = {"tahun": self.year, "tribulan": self.tribulan, "sektor": self.sector}
        return {name: value for name, value in told.items() if value}


def asked_for(rows: dict[str, Any]) -> str:
    """The query of an address. Codes, keys and numbers only: nothing in them needs to be spelt otherwise."""
    return "&".join([f"{name}={value}" for name, value in rows.items()])


def figures_page(scope: Scope, chosen: Chosen) -> dict[str, Any]:
    """Every figure of the page, each with the address of its rows."""
    by_sector = promises.rates_by("sector", *scope.node, chosen.where)
    of_all, of_year = replace(chosen, year=None), replace(chosen, tribulan=None)
    by_year = promises.rates_by("year", *scope.node, of_all.where)
    by_tribulan = promises.rates_by("tribulan", *scope.node, of_year.where) if chosen.year else {}
    total = promises.total(by_sector.values())
    return {
        "total": _share("", total, scope, chosen.rows),
        "made": total.made,
        "made_url": f"/komitmen/?{asked_for(scope.rows | chosen.rows)}",
        "years": sorted(by_year),
        "sectors": sectors(),
        "by_sector": [
            _share(sector_title(sector), rate, scope, chosen.rows | {"sektor": sector})
            for sector, rate in sorted(by_sector.items(), key=lambda row: (-row[1].judged, row[0]))
            if rate.judged
        ],
        "by_year": [
            _share(str(year), rate, scope, of_all.rows | {"tahun": year})
            for year, rate in sorted(by_year.items())
            if rate.judged
        ],
        "by_tribulan": [
            _share(f"{ROMAN[n - 1]} {chosen.year}", rate, scope, of_year.rows | {"tribulan": n})
            for n, rate in sorted(by_tribulan.items())
            if rate.judged
        ],
        "below": _below(scope, chosen),
        "owners": _owners(scope, chosen),
    }


def _share(
    label: str, rate: Rate, scope: Scope, rows: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """A share of a picture: both its numbers open their rows."""
    url = f"/komitmen/putusan/?{asked_for(scope.rows | rows)}"
    kept = {"num": rate.kept, "num_url": f"{url}&putusan=kept"}
    return {"label": label, "den": rate.judged, "url": url, **kept, **more}


_REGIONS = Asked(
    lambda parent: (
        Region.objects.filter(parent__path=parent)
        .exclude(code="ID")
        .order_by("code")
        .values_list("path", "code", "kind", "name")
    ),
    parent=CharField(),
)
_FORUMS = Asked(
    lambda path: (
        Forum.objects.filter(region_path__under=path)
        .order_by("name", "id")
        .values_list("pk", "name")
    ),
    path=CharField(),
)


def _below(scope: Scope, chosen: Chosen) -> list[dict[str, Any]]:
    """Of a province its districts, of a district its forums; the figures of each one are one click away."""
    if scope.forum:
        return []
    if not scope.is_near:
        rates = promises.rates_one_below(scope.region, chosen.where)
        named = _REGIONS(parent=scope.region.path)
        rows = [
            (path, written_region(kind, name), f"/wilayah/{code}/angka/", {"wilayah": code})
            for path, code, kind, name in named
        ]
    else:
        found = _FORUMS(path=scope.region.path)
        rates = promises.rates_of_forums([pk for pk, _n in found], chosen.where) if found else {}
        rows = [(str(pk), name, f"/forum/{pk}/angka/", {"forum": str(pk)}) for pk, name in found]
    shares = [
        _share(name, rates[key], scope, chosen.rows | of, page=f"{page}?{asked_for(chosen.rows)}")
        for key, name, page, of in rows
        if key in rates and rates[key].judged
    ]
    return sorted(shares, key=lambda row: (row["num"] / row["den"], row["label"]))


def _owners(scope: Scope, chosen: Chosen) -> list[dict[str, Any]]:
    """Who promised, with what was kept: counted one by one of a forum or a sub-district, kept as figures above."""
    if not scope.forum and scope.region.level < 3:
        rates = promises.rates_of_owners(scope.region, chosen.where)
    else:
        where = scope.promises & (Q(sector=chosen.sector) if chosen.sector else Q())
        rates = promises.rate_by_owner(where, *chosen.days)
    ordered = sorted(rates.items(), key=lambda row: (-row[1].judged, row[0][1]))
    listed = ordered[: promises.MOST_OWNERS]
    return [
        _share(name, rate, scope, chosen.rows | {"pemilik": str(pk)}) for (pk, name), rate in listed
    ]


_OWN_REGIONS = Asked(
    lambda paths: (
        Region.objects.filter(path__in=paths)
        .order_by("level", "code")
        .values_list("code", "kind", "name")
    ),
    paths=[CharField()],
)
_OWN_FORUMS = Asked(
    lambda where, on: (
        Forum.objects.on(on).filter(where).order_by("name", "id").values_list("pk", "name")[:50]
    ),
    where=Q,
    on=DateField(),
)


def where_figures_are(user: Any, on: date) -> list[tuple[str, str, Any]]:
    """Name, kind and key of what has the figures that are the user's own: his regions, else his forums."""
    held = [g for g in grants(user) if g.node_kind == "region" and "rollup.see" in g.role.verbs]
    regions = _OWN_REGIONS(paths=sorted({grant.node_path for grant in held}))
    if regions:
        return [(written_region(kind, name), "wilayah", code) for code, kind, name in regions]
    where = forums_where(user, "commitment.see")
    return [(name, "forum", pk) for pk, name in _OWN_FORUMS(where=where, on=on)]
