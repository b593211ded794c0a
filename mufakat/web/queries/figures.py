"""How many promises were kept, of a region or a forum: by sector, period, forum or region below, and owner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, Exists, OuterRef, Q, UUIDField
from django.utils.translation import gettext as _

from mufakat.commitments import queries as promises
from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.asked import Asked, AskedThings, among
from mufakat.core.periods import ROMAN, Tribulan
from mufakat.directory.access import forums_where, grants
from mufakat.directory.models import Forum, Organisation, Region, written_region
from mufakat.directory.queries import breadcrumbs, sector_title, sectors


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
    """Of which year, tribulan, sector and owner; nothing means all."""

    year: int | None
    tribulan: int | None
    sector: str
    owner: Organisation | None = None

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
        told: dict[str, Any] = {"tahun": self.year, "tribulan": self.tribulan}
        told |= {"sektor": self.sector, "pemilik": self.owner and str(self.owner.pk)}
        return {name: value for name, value in told.items() if value}


def asked_for(rows: dict[str, Any]) -> str:
    """The query of an address. Codes, keys and numbers only: nothing in them needs to be spelt otherwise."""
    return "&".join([f"{name}={value}" for name, value in rows.items()])


Rates = dict[Any, promises.Rate]


def _rates(scope: Scope, chosen: Chosen) -> tuple[Rates, Rates, Rates]:
    """By sector of what is chosen; by year, and by tribulan of the year, of the sector and owner that are chosen."""
    of_all, of_year = replace(chosen, year=None), replace(chosen, tribulan=None)
    if chosen.owner:
        cells = promises.rates_of_owner(scope.promises, chosen.owner.pk)
        return (
            _added_up(cells, 0, chosen),
            _added_up(cells, 1, of_all),
            _by_tribulan(cells, of_year),
        )
    by_sector = promises.rates_by("sector", *scope.node, chosen.where)
    by_year = promises.rates_by("year", *scope.node, of_all.where)
    if chosen.year is None:
        return by_sector, by_year, {}
    return by_sector, by_year, promises.rates_by("tribulan", *scope.node, of_year.where)


Cells = list[tuple[str, int, int, promises.Rate]]  # sector, year, tribulan


def _added_up(cells: Cells, by: int, chosen: Chosen) -> Rates:
    wanted = (chosen.sector, chosen.year, chosen.tribulan)
    found: dict[Any, list[promises.Rate]] = {}
    for cell in cells:
        if all(asked in (None, "", cell[n]) for n, asked in enumerate(wanted)):
            found.setdefault(cell[by], []).append(cell[3])
    return {key: promises.total(rates) for key, rates in found.items()}


def _by_tribulan(cells: Cells, chosen: Chosen) -> Rates:
    return _added_up(cells, 2, chosen) if chosen.year else {}


_OWNER_IN = AskedThings(
    Organisation,
    lambda owner, where: Organisation.objects.filter(
        Exists(Verdict.objects.filter(where, commitment__owner_organisation=OuterRef("pk"))),
        pk=owner,
    ),
    owner=UUIDField(),
    where=Q,
)


def owner_in(scope: Scope, owner: UUID | None) -> Organisation | None:
    """The body of this id, if a verdict was given here on a promise of it; of others the page of figures tells nothing,
    not even the name."""
    return _OWNER_IN.first(owner=owner, where=scope.promises) if owner else None


def figures_page(scope: Scope, chosen: Chosen) -> dict[str, Any]:
    """Every figure of the page, each with the address of its rows."""
    by_sector, by_year, by_tribulan = _rates(scope, chosen)
    of_all, of_year = replace(chosen, year=None), replace(chosen, tribulan=None)
    total = promises.total(by_sector.values())
    owners = [] if chosen.owner else _owners(scope, chosen)
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
        "below": [] if chosen.owner else _below(scope, chosen, total),
        "owners": owners,
        "most": _most(owners),
    }


def _share(
    label: str, rate: Any, scope: Scope, rows: dict[str, Any], page: str = ""
) -> dict[str, Any]:
    """A share of a picture: both its numbers open their rows; `page` has the figures of this alone, if it has one."""
    url = f"/komitmen/putusan/?{asked_for(scope.rows | rows)}"
    kept = {"num": rate.kept, "num_url": f"{url}&putusan=kept"}
    return {"label": label, "den": rate.judged, "url": url, "page": page, **kept}


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


def _below(scope: Scope, chosen: Chosen, total: promises.Rate) -> list[dict[str, Any]]:
    """Of a province its districts, of a district its forums; the figures of each one are one click away. Counted is
    what is to be kept in the region, so that all rows together are its total: the last has what is of none of them."""
    if scope.forum:
        return []
    if scope.is_near:
        rates = _of_forums(scope, chosen)
        found = _FORUMS(path=scope.region.path)
        rows = [(str(pk), name, f"/forum/{pk}/angka/", {"forum": str(pk)}) for pk, name in found]
        rest = _("Forums outside this region"), "luar"
    else:
        rates = promises.rates_one_below(scope.region, chosen.where)
        named = _REGIONS(parent=scope.region.path)
        rows = [
            (path, written_region(kind, name), f"/wilayah/{code}/angka/", {"wilayah": code})
            for path, code, kind, name in named
        ]
        rest = _("For %(region)s as a whole") % {"region": scope.region}, "sendiri"
    query = asked_for(chosen.rows)
    shares = [
        _share(name, rates[key], scope, chosen.rows | of, page=f"{page}?{query}")
        for key, name, page, of in rows
        if key in rates and rates[key].judged
    ]
    label, part = rest
    left = promises.Share(
        total.kept - sum(row["num"] for row in shares),
        total.judged - sum(row["den"] for row in shares),
    )
    shares.sort(key=lambda row: (row["num"] / row["den"], row["label"]))
    last = [_share(label, left, scope, chosen.rows | {"bagian": part})] if left.judged else []
    return shares + last


def _of_forums(scope: Scope, chosen: Chosen) -> dict[str, promises.Share]:
    """Of each forum what is to be kept in the region: kept as figures of a district, below it counted one by one."""
    if scope.region.level == 2:
        return promises.rates_in_district(scope.region, chosen.where)
    return promises.rates_by_forum(_judged(scope, chosen), *chosen.days)


def _judged(scope: Scope, chosen: Chosen) -> Q:
    return scope.promises & (Q(sector=chosen.sector) if chosen.sector else Q())


def _owners(scope: Scope, chosen: Chosen) -> list[dict[str, Any]]:
    """Who promised, with what was kept: counted one by one of a forum or a sub-district, kept as figures above. Last
    the people who answer for no body."""
    rates: dict[tuple[Any, str], promises.Rate] | dict[tuple[Any, str], promises.Share]
    if not scope.forum and scope.region.level < 3:
        rates = promises.rates_of_owners(scope.region, chosen.where)
    else:
        rates = promises.rate_by_owner(_judged(scope, chosen), *chosen.days)
    people = rates.pop((None, ""), None)
    ordered = sorted(rates.items(), key=lambda row: (-row[1].judged, row[0][1]))
    listed = ordered[: promises.MOST_OWNERS]
    rows = [(name, rate, chosen.rows | {"pemilik": str(pk)}) for (pk, name), rate in listed]
    shares = [
        _share(name, rate, scope, of, page=f"{scope.url}angka/?{asked_for(of)}")
        for name, rate, of in rows
    ]
    if people:
        label = _("People who answer for no body")
        shares.append(_share(label, people, scope, chosen.rows | {"bagian": "orang"}))
    return shares


def _most(owners: list[dict[str, Any]]) -> int:
    """How many bodies are listed, where there may be more; else 0."""
    named = sum(bool(row["page"]) for row in owners)
    return named if named == promises.MOST_OWNERS else 0


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


_PROMISED = Asked(
    lambda forums: (
        Commitment.objects.filter(among("forum", forums)).order_by().values_list("forum").distinct()
    ),
    forums=[UUIDField()],
)


def where_figures_are(user: Any, on: date) -> list[tuple[str, str, Any]]:
    """Name, kind and key of what has the figures that are the user's own: his regions, else his forums."""
    held = [g for g in grants(user) if g.node_kind == "region" and "rollup.see" in g.role.verbs]
    regions = _OWN_REGIONS(paths=sorted({grant.node_path for grant in held}))
    if regions:
        return [(written_region(kind, name), "wilayah", code) for code, kind, name in regions]
    where = forums_where(user, "commitment.see")
    return [(name, "forum", pk) for pk, name in _OWN_FORUMS(where=where, on=on)]


def own_place(user: Any, found: Sequence[tuple[str, str, Any]]) -> tuple[str, str, Any] | None:
    """Of these places the one whose figures are shown at once: the only one, the only forum in which the user has a
    role himself, the only forum in which anything was promised."""
    if len(found) == 1:
        return found[0]
    forums = [place for place in found if place[1] == "forum"]
    held = {g.node_id for g in grants(user) if g.node_kind == "forum"}
    own = [place for place in forums if str(place[2]) in held]
    if len(own) != 1 and forums:
        promised = {pk for (pk,) in _PROMISED(forums=[place[2] for place in forums])}
        own = [place for place in forums if place[2] in promised]
    return own[0] if len(own) == 1 else None


def own_region(user: Any) -> str:
    """The code of the one region in which the user has a role; empty for none, several, or the whole nation."""
    held = {g.node_path for g in grants(user) if g.node_kind == "region"}
    found = _OWN_REGIONS(paths=sorted(held)) if len(held) == 1 else []
    return found[0][0] if found and found[0][0] != "ID" else ""
