"""What screens, files and the API ask about promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from mufakat.directory.models import Forum, Region

from .models import Commitment, Tally, Update, Verdict
from .rules import FIGURES


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


def with_names(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """What every list of promises prints, in one query."""
    return found.select_related("owner_organisation", "owner_person", "forum", "region")


def overdue(found: QuerySet[Commitment], on: date) -> QuerySet[Commitment]:
    return found.filter(state="open", due_on__lt=on)


def open_of(forum: Forum) -> QuerySet[Commitment]:
    return with_names(forum.commitments.filter(state="open"))


def last_updates(ids: Iterable[Any]) -> dict[Any, Update]:
    """The latest report on each promise, in one query."""
    latest: dict[Any, Update] = {}
    for update in Update.objects.filter(commitment__in=list(ids)).order_by("at"):
        latest[update.commitment_id] = update
    return latest


def rate_by_sector(kind: str, key: str, year: int, tribulan: int | None = None) -> dict[str, Rate]:
    """Kept-rate per sector of a forum (kind `forum`, key its id) or a region (kind `region`, key its path)."""
    return _rates("sector", kind, key, year, tribulan)


def rate_by_tribulan(kind: str, key: str, year: int) -> dict[int, Rate]:
    return _rates("tribulan", kind, key, year)


def rate_by_year(kind: str, key: str) -> dict[int, Rate]:
    return _rates("year", kind, key)


def rates_below(region: Region, year: int) -> dict[str, Rate]:
    """Kept-rate of each region one level below, by its path."""
    rows = Tally.objects.filter(node_kind="region", parent_key=region.path, year=year)
    sums = rows.order_by().values("node_key").annotate(**{f"s_{n}": Sum(n) for n in FIGURES})
    return {r["node_key"]: Rate(**{n: r[f"s_{n}"] for n in FIGURES}) for r in sums}


def _rates(
    by: str, kind: str, key: str, year: int | None = None, tribulan: int | None = None
) -> dict[Any, Rate]:
    rows = Tally.objects.filter(node_kind=kind, node_key=key)
    if year is not None:
        rows = rows.filter(year=year)
    if tribulan is not None:
        rows = rows.filter(tribulan=tribulan)
    sums = rows.order_by(by).values(by).annotate(**{f"s_{n}": Sum(n) for n in FIGURES})
    return {r[by]: Rate(**{n: r[f"s_{n}"] for n in FIGURES}) for r in sums}


def total(rates: Iterable[Rate]) -> Rate:
    sums = dict.fromkeys(FIGURES, 0)
    for rate in rates:
        for name in FIGURES:
            sums[name] += getattr(rate, name)
    return Rate(**sums)


def verdict_rows(found: QuerySet[Verdict]) -> QuerySet[Verdict]:
    """The rows behind a rate."""
    return found.select_related(
        "commitment__owner_organisation", "commitment__owner_person", "commitment__region", "forum"
    ).order_by("session_on", "commitment__due_on", "id")
