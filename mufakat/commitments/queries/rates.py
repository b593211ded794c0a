"""How many promises were kept, by sector, period and place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    UUIDField,
)
from django.db.models.functions import ExtractQuarter, ExtractYear

from mufakat.commitments.models import Tally, Verdict
from mufakat.commitments.rules import FIGURES, VERDICTS
from mufakat.core.asked import Asked
from mufakat.directory.models import Region


@dataclass(frozen=True)
class Rate:
    """Kept ÷ verdicts given: how many of the promises that came to the table were kept. Never a stored percentage."""

    kept: int = 0
    partly: int = 0
    continued: int = 0
    changed: int = 0
    dropped: int = 0
    made: int = 0

    @property
    def judged(self) -> int:
        return self.kept + self.partly + self.continued + self.changed + self.dropped

    @property
    def by_verdict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in VERDICTS}


class Share(NamedTuple):
    """The same of one among many: the two numbers that a list shows of it."""

    kept: int = 0
    judged: int = 0


def rate_by_sector(kind: str, key: str, year: int, tribulan: int | None = None) -> dict[str, Rate]:
    """Kept-rate per sector of a forum (kind `forum`, key its id) or a region (kind `region`, key its path)."""
    return _rates("sector", kind, key, year, tribulan)


_OF_YEAR = Asked(
    lambda kind, key, year: Tally.objects.filter(
        node_kind=kind, node_key=key, year=year
    ).values_list("sector", "tribulan", *FIGURES),
    kind=CharField(),
    key=CharField(),
    year=IntegerField(),
)


def rates_of_year(kind: str, key: str, year: int) -> tuple[dict[str, Rate], dict[int, Rate], Rate]:
    """Kept-rates of a year by sector, by tribulan, and in all: the same few rows, read once."""
    by_sector: dict[str, list[Rate]] = {}
    by_tribulan: dict[int, list[Rate]] = {}
    for sector, tribulan, *figures in _OF_YEAR(kind=kind, key=key, year=year):
        rate = Rate(**dict(zip(FIGURES, figures, strict=True)))
        by_sector.setdefault(sector, []).append(rate)
        by_tribulan.setdefault(tribulan, []).append(rate)
    sectors = {sector: total(rates) for sector, rates in by_sector.items()}
    tribulans = {n: total(rates) for n, rates in by_tribulan.items()}
    return sectors, tribulans, total(sectors.values())


def _summed(found: QuerySet[Tally], by: str) -> Any:
    added: dict[str, Any] = {f"s_{n}": Sum(n) for n in FIGURES}
    return found.order_by(by).values_list(by).annotate(**added)


_JUDGED = sum((F(name) for name in VERDICTS[1:]), F(VERDICTS[0]))


def shares(found: QuerySet[Tally]) -> Any:
    """Node, how many verdicts said "kept", and how many were given."""
    return found.order_by().values_list("node_key").annotate(s=Sum("kept"), judged=Sum(_JUDGED))


def _rated(rows: Iterable[tuple[Any, ...]]) -> dict[Any, Rate]:
    return {row[0]: Rate(**dict(zip(FIGURES, row[1:], strict=True))) for row in rows}


_BY_YEAR = Asked(
    lambda kind, key: _summed(Tally.objects.filter(node_kind=kind, node_key=key), "year"),
    kind=CharField(),
    key=CharField(),
)


def rate_by_year(kind: str, key: str) -> dict[int, Rate]:
    return _rated(_BY_YEAR(kind=kind, key=key))


_BELOW = Asked(
    lambda parent, year: _summed(
        Tally.objects.filter(node_kind="region", parent_key=parent, year=year), "node_key"
    ),
    parent=CharField(),
    year=IntegerField(),
)


def rates_below(region: Region, year: int) -> dict[str, Rate]:
    """Kept-rate of each region one level below, by its path."""
    return _rated(_BELOW(parent=region.path, year=year))


def _by(name: str) -> Asked:
    return Asked(
        lambda kind, key, where: _summed(
            Tally.objects.filter(where, node_kind=kind, node_key=key), name
        ),
        kind=CharField(),
        key=CharField(),
        where=Q,
    )


_BY = {name: _by(name) for name in ("sector", "year", "tribulan")}


def rates_by(name: str, kind: str, key: str, where: Q) -> dict[Any, Rate]:
    """Rates of a node by sector, year or tribulan, of the cells that meet a condition on the other two."""
    return _rated(_BY[name](kind=kind, key=key, where=where))


_ONE_BELOW = Asked(
    lambda parent, where: shares(
        Tally.objects.filter(where, node_kind="region", parent_key=parent)
    ),
    parent=CharField(),
    where=Q,
)


def rates_one_below(region: Region, where: Q) -> dict[str, Share]:
    """Shares of the regions one level below by their path, of the cells that meet a condition."""
    return {key: Share(*row) for key, *row in _ONE_BELOW(parent=region.path, where=where)}


_OF_FORUMS = Asked(
    lambda kind, forums, where: shares(
        Tally.objects.filter(where, node_kind=kind, node_key__in=forums)
    ),
    kind=CharField(),
    forums=[CharField()],
    where=Q,
)


def cells_of(node: str, where: Q) -> str:
    """The cells of whole years, where nothing narrower is asked for."""
    names = {child[0] for child in where.children if isinstance(child, tuple)}
    return f"{node}_yr" if names <= {"year"} else node


def rates_of_forums(forums: Iterable[Any], where: Q) -> dict[str, Share]:
    """Shares of these forums by their id, of the cells that meet a condition (year, tribulan, sector)."""
    kind = cells_of("forum", where)
    rows = _OF_FORUMS(kind=kind, forums=[str(pk) for pk in forums], where=where)
    return {key: Share(*row) for key, *row in rows}


_OF_OWNER = Asked(
    lambda where, owner: (
        Verdict.objects.filter(where, commitment__owner_organisation=owner)
        .order_by()
        .annotate(year=ExtractYear("session_on"), tribulan=ExtractQuarter("session_on"))
        .values_list("sector", "year", "tribulan")
        .annotate(**{name: Count("id", filter=Q(verdict=name)) for name in VERDICTS})
    ),
    where=Q,
    owner=UUIDField(),
)


def rates_of_owner(where: Q, owner: UUID) -> list[tuple[str, int, int, Rate]]:
    """Sector, year and tribulan with the rate of a body in them, counted from the verdicts."""
    rows = _OF_OWNER(where=where, owner=owner)
    return [
        (sector, year, tribulan, Rate(**dict(zip(VERDICTS, counts, strict=True))))
        for sector, year, tribulan, *counts in rows
    ]


def _rates(
    by: str, kind: str, key: str, year: int | None = None, tribulan: int | None = None
) -> dict[Any, Rate]:
    rows = Tally.objects.filter(node_kind=kind, node_key=key)
    if year is not None:
        rows = rows.filter(year=year)
    if tribulan is not None:
        rows = rows.filter(tribulan=tribulan)
    return _rated(_summed(rows, by))


def total(rates: Iterable[Rate]) -> Rate:
    sums = dict.fromkeys(FIGURES, 0)
    for rate in rates:
        for name in FIGURES:
            sums[name] += getattr(rate, name)
    return Rate(**sums)


def rate_of(found: QuerySet[Verdict]) -> Rate:
    """The rate of these verdicts, counted from the rows. `made` is not a verdict and stays 0."""
    counts = {name: Count("id", filter=Q(verdict=name)) for name in VERDICTS}
    return Rate(**found.order_by().aggregate(**counts))
