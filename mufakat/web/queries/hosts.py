"""The Puskesmas of a region, and the forums that they host."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, FilteredRelation, Q

from mufakat.core.asked import Asked
from mufakat.directory.models import Facility, Forum, Region


def _between(first: Any, last: Any, prefix: str = "") -> Q:
    """The condition "holds on one of these days"."""
    return (Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": last})) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": first})
    )


def _hosts(path: Any, first: Any, last: Any, since: Any, until: Any) -> Any:
    """Every Puskesmas, with each host seat that it held between `since` and `until`; without one, once."""
    seat = _between(since, until, "memberships__") & Q(memberships__role="host")
    found = Facility.objects.filter(_between(first, last), region_path__under=path)
    with_seats = found.filter(kind="puskesmas").annotate(
        seat=FilteredRelation("memberships", condition=seat)
    )
    of_seat = ("seat__forum_id", "seat__valid_from", "seat__valid_to")
    return with_seats.order_by("pk", "seat__forum_id").values_list(
        "pk", "name", "short_name", *of_seat
    )


_DAYS = dict.fromkeys(("first", "last", "since", "until"), DateField())
_HOSTS = Asked(_hosts, path=CharField(), **_DAYS)
_FORUMS = Asked(
    lambda path, first, last: (
        Forum.objects.filter(_between(first, last), region_path__under=path)
        .order_by("name", "id")
        .values_list("pk", "name")
    ),
    path=CharField(),
    first=DateField(),
    last=DateField(),
)
Seat = tuple[UUID, date | None, date | None]  # whose, from, to


@dataclass(frozen=True)
class Hosts:
    """The name of each Puskesmas, the forums that each hosts, those that several host together, and the host seats of
    each forum."""

    names: dict[UUID, str]
    forums: dict[UUID, list[UUID]]
    shared: frozenset[UUID]
    seats: dict[UUID, list[Seat]]

    @property
    def all_forums(self) -> list[UUID]:
        """Each forum once."""
        return sorted({forum for each in self.forums.values() for forum in each})

    def seated(self, forum: UUID, day: date) -> list[UUID]:
        """The Puskesmas whose host seat in a forum was open on a day."""
        seats = self.seats.get(forum, ())
        return list(dict.fromkeys(body for body, *days in seats if _open(days, day, day)))


def hosts_of(
    region: Region,
    first: date,
    last: date,
    since: date | None = None,
    until: date | None = None,
) -> Hosts:
    """As they stood on any of these days; the seats also of the wider time from `since` to `until`."""
    names: dict[UUID, str] = {}
    forums: dict[UUID, list[UUID]] = {}
    seats: dict[UUID, list[Seat]] = {}
    found = _HOSTS(
        path=region.path, first=first, last=last, since=since or first, until=until or last
    )
    for body, name, short, forum, *days in found:
        names[body] = short or name
        if forum:
            seats.setdefault(forum, []).append((body, *days))
            if _open(days, first, last) and forum not in forums.setdefault(body, []):
                forums[body].append(forum)
    many = Counter(forum for each in forums.values() for forum in each)
    return Hosts(names, forums, frozenset(forum for forum, n in many.items() if n > 1), seats)


def forums_below(region: Region, first: date, last: date) -> dict[UUID, str]:
    """The forums of a region that stood on one of these days, with their names."""
    return dict(_FORUMS(path=region.path, first=first, last=last))


def _open(days: Iterable[date | None], first: date, last: date) -> bool:
    """Whether a seat with these days (from, to) was held on one of the days from `first` to `last`."""
    start, end = days
    return (start is None or start <= last) and (end is None or end >= first)
