"""Contests: who may take part, who is judged next, who came first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mufakat.directory.models import Facility, Organisation
from mufakat.programmes.models import Contest, ContestEntry
from mufakat.programmes.rules import places


@dataclass(frozen=True)
class Ranked:
    """A participant with its place; None while nobody has judged it."""

    entry: ContestEntry
    place: int | None
    points: tuple[int | None, ...]  # by criterion, in the order of the contest


def ranking(contest: Contest, *, by_number: bool = False) -> list[Ranked]:
    """The participants, the best first, those not judged yet at the end; or in the order in which they appear."""
    entries = list(contest.entries.select_related("organisation__region").order_by("number"))
    found = [
        Ranked(entry, place, tuple(entry.points.get(c["code"]) for c in contest.criteria))
        for entry, place in zip(entries, places([e.total for e in entries]), strict=True)
    ]
    if by_number:
        return found
    return sorted(found, key=lambda r: (r.place is None, r.place or 0, r.entry.number))


def may_take_part(contest: Contest, on: date) -> QuerySet[Organisation]:
    """The Puskesmas of the region that are not entered yet."""
    there = contest.entries.values("organisation")
    ids = Facility.objects.on(on).filter(kind="puskesmas", region_path__under=contest.region_path)
    found: QuerySet[Organisation] = Organisation.objects.filter(pk__in=ids.order_by().values("pk"))
    return found.exclude(pk__in=there).select_related("region").order_by("name", "id")


def next_to_judge(contest: Contest, after: ContestEntry) -> ContestEntry | None:
    """Who appears next and has no points yet."""
    waiting = contest.entries.filter(total=None, number__gt=after.number)
    return waiting.select_related("contest").order_by("number").first()
