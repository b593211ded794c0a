"""The Puskesmas of a region, the forums that they host, and which of them hosted a session."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import CharField, DateField, DateTimeField, FilteredRelation, Q, UUIDField

from mufakat.core.asked import Asked, among
from mufakat.directory.models import Facility, Forum, Region
from mufakat.directory.models.dated import valid_on
from mufakat.meetings.models import Meeting


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
_MEETINGS = Asked(
    lambda forums, since, until: (
        Meeting.objects.filter(
            among("forum", forums), starts_at__gte=since, starts_at__lte=until
        )
        .exclude(state="cancelled")
        .order_by("starts_at", "id")
        .values_list("pk", "forum_id", "kind", "starts_at", "timezone", "state", "title", "hosts")
    ),
    forums=[UUIDField()],
    since=DateTimeField(),
    until=DateTimeField(),
)  # fmt: skip
_FORUMS = Asked(
    lambda path, first, last: (
        Forum.objects.filter(valid_on(last) | valid_on(first), region_path__under=path)
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


class Session(NamedTuple):
    """A session that has a day, and the Puskesmas that host it."""

    pk: UUID
    forum: UUID
    kind: str
    at: datetime
    day: date
    state: str
    title: str
    hosts: list[UUID]


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
    """The forums of a region that stood on the first or the last day, with their names."""
    return dict(_FORUMS(path=region.path, first=first, last=last))


def sessions_of(
    hosts: Hosts, forums: Iterable[UUID], since: datetime, until: datetime
) -> list[Session]:
    """The sessions of these forums between two instants, called off ones aside, in their order. Their hosts are those
    that a session names itself, as its page and its minutes do; where it names nobody, those whose host seat in the
    forum was open on its day."""
    found: list[Session] = []
    rows = _MEETINGS(forums=list(forums), since=since, until=until)
    for pk, forum, kind, at, zone, state, title, host in rows:  # one for each host that is named
        own = [host] if host in hosts.names else []
        if found and found[-1].pk == pk:
            found[-1].hosts.extend(own)
            continue
        day = at.astimezone(ZoneInfo(zone)).date()
        hosted_by = own if host else hosts.seated(forum, day)
        found.append(Session(pk, forum, kind, at, day, state, title, hosted_by))
    return found


def _open(days: Iterable[date | None], first: date, last: date) -> bool:
    """Whether a seat with these days (from, to) was held on one of the days from `first` to `last`."""
    start, end = days
    return (start is None or start <= last) and (end is None or end >= first)
