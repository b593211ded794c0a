"""The sessions of a district, and which Puskesmas hosted each: all of a time, or the last and the next.

A session is hosted by those that it names itself, as its page and its minutes do; where it names nobody, by those whose
host seat in the forum was open on its day. What was called off is left out.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, DateTimeField, F, Max, Min, Q, UUIDField, When
from django.db.models.functions import Cast

from mufakat.core.asked import Asked, among
from mufakat.meetings.models import Meeting
from mufakat.meetings.rules import HELD
from mufakat.web.rules import heat_of, series_of

from .hosts import Hosts

LOKMIN = "LM-"  # how its kinds begin: monthly and quarterly, first and routine

# As text: a thousand keys and instants of a year cost more to read than to fetch, and most are asked for once or never.
_RAW = {name: Cast(name, CharField()) for name in ("pk", "forum", "hosts", "starts_at")}


def _meetings(forums: Any, since: Any, until: Any) -> Any:
    """Sessions, called off ones aside: a row for each host that one names."""
    found = Meeting.objects.filter(
        among("forum", forums), starts_at__gte=since, starts_at__lte=until
    ).exclude(state="cancelled")
    raw = found.order_by().annotate(**{f"raw_{k}": v for k, v in _RAW.items()})
    return raw.values_list(*(f"raw_{name}" for name in _RAW), "timezone", "kind", "state")


def _nearest(forums: Any, since: Any, now: Any) -> Any:
    """The last and the next lokmin of each forum, by the hosts that they name. Where a session names none, who
    hosted it depends on its day: then each by itself."""
    lokmin = Q(kind__startswith=LOKMIN)  # an assembly of a village is no lokmin of its Puskesmas
    found = Meeting.objects.filter(lokmin, among("forum", forums), starts_at__gte=since)
    each = found.order_by().annotate(alone=Case(When(hosts=None, then=F("pk"))))
    return each.values_list("forum_id", "hosts", "timezone", "alone").annotate(
        last=Max("starts_at", filter=Q(state__in=HELD)),
        ratified=Max("starts_at", filter=Q(state="ratified")),
        coming=Min("starts_at", filter=Q(state="planned", starts_at__gt=now)),
    )


_TIME = {"forums": [UUIDField()], "since": DateTimeField()}
_MEETINGS = Asked(_meetings, **_TIME, until=DateTimeField())
_NEAREST = Asked(_nearest, **_TIME, now=DateTimeField())


class Session(NamedTuple):
    """A session that has a day at its place, what became of it, of which series it is, and the Puskesmas that host
    it. Instant and key are as the database writes them: sorted by both, sessions stand in their order."""

    at: str
    key: str
    forum: UUID
    day: date
    heat: str
    series: str
    hosts: list[UUID]

    @property
    def pk(self) -> UUID:
        return UUID(self.key)


class Nearest(NamedTuple):
    """The last lokmin that a Puskesmas hosted, and the day of the next one."""

    forum: UUID | None = None
    last: date | None = None
    ratified: bool = False
    coming: date | None = None


def sessions_of(
    hosts: Hosts, forums: Iterable[UUID], since: datetime, until: datetime, on: date
) -> list[Session]:
    """The sessions of these forums between two instants, in no order, as they stand on a day."""
    found: dict[str, Session] = {}
    rows = _MEETINGS(forums=list(forums), since=since, until=until)
    ours = {
        key: body
        for key in {row[2] for row in rows if row[2]}
        if (body := _key(key)) in hosts.names
    }
    for key, forum, host, at, zone, kind, state in rows:
        session = found.get(key)
        if session is None:
            day, place = _day(at, zone), _key(forum)
            seated = [] if host else hosts.seated(place, day)
            heat = heat_of(state, day, on)
            found[key] = session = Session(at, key, place, day, heat, series_of(kind), seated)
        if host in ours:
            session.hosts.append(ours[host])
    return list(found.values())


_key = lru_cache(maxsize=1 << 14)(UUID)


@lru_cache(maxsize=1 << 14)
def _day(at: str, zone: str) -> date:
    """The day of an instant, as a database writes it, at a place."""
    instant = datetime.fromisoformat(at)
    known = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return known.astimezone(ZoneInfo(zone)).date()


def nearest_of(
    hosts: Hosts, forums: Iterable[UUID], since: datetime, now: datetime
) -> dict[UUID, Nearest]:
    """Of each Puskesmas the last lokmin that was held since an instant, also one opened before its hour, and the
    next one that is planned."""
    last: dict[UUID, tuple[datetime, UUID, date, bool]] = {}
    coming: dict[UUID, tuple[datetime, date]] = {}
    rows = _NEAREST(forums=list(forums), since=since, now=now)
    for forum, host, zone, _alone, held, ratified, planned in rows:
        for at in filter(None, (held, planned)):
            day = at.astimezone(ZoneInfo(zone)).date()
            for body in [host] if host else hosts.seated(forum, day):
                if at == held:
                    one = at, forum, day, held == ratified
                    last[body] = max(last.get(body, one), one)
                else:
                    coming[body] = min(coming.get(body, (at, day)), (at, day))
    return {body: Nearest(*_days(last.get(body), coming.get(body))) for body in hosts.names}


def _days(last: Any, coming: Any) -> tuple[Any, ...]:
    _at, forum, held, ratified = last or (None, None, None, False)
    return forum, held, ratified, coming[1] if coming else None
