"""All Puskesmas of a district on one page, the one that needs it most first."""

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, DateField, Min, Q, UUIDField

from mufakat.commitments import queries as promises
from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.core.asked import Asked, among
from mufakat.core.periods import Tribulan
from mufakat.directory.models import Region
from mufakat.web.rules import Standing, missed, worst_first

from .hosts import forums_below, hosts_of
from .sessions import nearest_of

FAR = timedelta(days=500)  # who has not met for so long has not met

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
    """A row for each Puskesmas below the region: the sessions that it hosts, and the promises of all forums that it
    hosts; the sum counts each forum once."""
    hosts = hosts_of(region, on, on, on - FAR, date.max)
    forums = hosts.all_forums
    this = Tribulan.of(on)
    places = {*hosts.seats, *forums_below(region, on - FAR, on)}
    now = clock.now()
    nearest = nearest_of(hosts, places, now - FAR, now)
    owed = {row[0]: row[1:] for row in _PROMISES(forums=forums, on=on)}
    rates = promises.rates_of_forums(forums, Q(year=year)) if forums else {}
    shares = {forum: rates[str(forum)] for forum in forums if str(forum) in rates}
    found = []
    for pk, name in hosts.names.items():
        own = hosts.forums.get(pk, [])
        near = nearest[pk]
        standing = Standing(
            name,
            Tribulan.of(near.last) if near.last else None,
            near.coming is not None,
            *_owed(own, owed, shares, on),
        )
        listed = Listed(
            pk,
            near.forum or (own[0] if own else None),
            near.last,
            near.ratified,
            near.coming,
            missed(standing.last, this),
            not hosts.shared.isdisjoint(own),
        )
        found.append((standing, listed))
    rows = worst_first(found, this)
    return {
        "rows": rows,
        "this": this,
        "met": sum(row.missed == 0 for _it, row in rows),
        "shared": any(row.shared for _it, row in rows),
        "sum": _owed(forums, owed, shares, on),
    }


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
