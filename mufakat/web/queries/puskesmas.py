"""All Puskesmas of a district on one page, the one that needs it most first."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, DateField, DateTimeField, Max, Min, Q, UUIDField

from mufakat.commitments import queries as promises
from mufakat.commitments.models import Commitment
from mufakat.core import clock, dates
from mufakat.core.asked import Asked, among
from mufakat.core.periods import Tribulan
from mufakat.directory.models import Region
from mufakat.meetings.models import Meeting
from mufakat.meetings.rules import HELD
from mufakat.web.rules import Standing, missed, worst_first

from .hosts import hosts_of

FAR = timedelta(days=500)  # who has not met for so long has not met

_MEETINGS = Asked(
    lambda forums, since, now: (
        Meeting.objects.filter(among("forum", forums), starts_at__gte=since)
        .order_by()
        .values_list("forum_id")
        .annotate(
            last=Max("starts_at", filter=Q(state__in=HELD)),  # also one opened before its hour
            ratified=Max("starts_at", filter=Q(state="ratified")),
            coming=Min("starts_at", filter=Q(state="planned", starts_at__gt=now)),
            where=Max("timezone"),
        )
    ),
    forums=[UUIDField()],
    since=DateTimeField(),
    now=DateTimeField(),
)
_PROMISES = Asked(
    lambda forums, on: (
        Commitment.objects.filter(among("forum", forums), state="open")
        .order_by()
        .values_list("forum_id")
        .annotate(
            all=Count("state"),  # of the index alone: a key would be looked up in the table
            late=Count("state", filter=Q(due_on__lt=on)),
            oldest=Min("due_on"),
        )
    ),
    forums=[UUIDField()],
    on=DateField(),
)


class Listed(NamedTuple):
    """What the row of a Puskesmas shows beside its standing. `shared`: it hosts a forum together with others."""

    pk: UUID
    forum: UUID | None
    last: date | None
    ratified: bool
    coming: date | None
    missed: int
    shared: bool


class Owed(NamedTuple):
    """Promises of several forums: open, late, days of the oldest late one, kept of judged in the year."""

    open: int
    late: int
    oldest: int
    kept: int
    judged: int


def puskesmas_page(region: Region, year: int, on: date) -> dict[str, Any]:
    """A row for each Puskesmas below the region, over all forums that it hosts; the sum counts each forum once."""
    hosts = hosts_of(region, on, on)
    forums = hosts.all_forums
    now, this = clock.now(), Tribulan.of(on)
    met = {row[0]: row[1:] for row in _MEETINGS(forums=forums, since=now - FAR, now=now)}
    owed = {row[0]: row[1:] for row in _PROMISES(forums=forums, on=on)}
    rates = promises.rates_of_forums(forums, Q(year=year)) if forums else {}
    shares = {forum: rates[str(forum)] for forum in forums if str(forum) in rates}
    found = []
    for pk, name in hosts.names.items():
        own = hosts.forums.get(pk, [])
        last, ratified, coming = _sessions([met[forum] for forum in own if forum in met])
        standing = Standing(
            name,
            Tribulan.of(last) if last else None,
            coming is not None,
            *_owed(own, owed, shares, on),
        )
        shared = not hosts.shared.isdisjoint(own)
        lag = missed(standing.last, this)
        first = own[0] if own else None
        found.append((standing, Listed(pk, first, last, ratified, coming, lag, shared)))
    rows = worst_first(found, this)
    return {
        "rows": rows,
        "this": this,
        "met": sum(row.missed == 0 for _it, row in rows),
        "shared": any(row.shared for _it, row in rows),
        "sum": _owed(forums, owed, shares, on),
    }


def _sessions(rows: Iterable[tuple[Any, ...]]) -> tuple[date | None, bool, date | None]:
    """The last session of several forums by the day of the place, whether it has its minutes, and the next session."""
    last: tuple[datetime, bool, date] | None = None
    coming: date | None = None
    for held, ratified, planned, zone in rows:
        if held and (last is None or held > last[0]):
            last = held, held == ratified, dates.day_of(held, zone)
        day = dates.day_of(planned, zone) if planned else None
        coming = min(filter(None, (coming, day)), default=None)
    return (last[2], last[1], coming) if last else (None, False, coming)


def _owed(
    forums: list[UUID],
    owed: dict[UUID, tuple[int, int, date]],
    shares: dict[UUID, promises.Share],
    on: date,
) -> Owed:
    rows = [owed[forum] for forum in forums if forum in owed]
    rates = [shares[forum] for forum in forums if forum in shares]
    due = min((oldest for _all, _late, oldest in rows), default=on)
    return Owed(
        sum(row[0] for row in rows),
        sum(row[1] for row in rows),
        max((on - due).days, 0),
        sum(rate.kept for rate in rates),
        sum(rate.judged for rate in rates),
    )
