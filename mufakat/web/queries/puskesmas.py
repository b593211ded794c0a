"""All Puskesmas of a district on one page, the one that needs it most first."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, DateField, Min, Q, UUIDField

from mufakat.commitments import queries as promises
from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.core.asked import Asked, among
from mufakat.core.periods import Tribulan
from mufakat.directory.models import Region
from mufakat.meetings.rules import was_held
from mufakat.web.rules import Standing, missed, worst_first

from .hosts import Session, forums_below, hosts_of, sessions_of

FAR = timedelta(days=500)  # who has not met for so long has not met
END = datetime(9000, 1, 1, tzinfo=UTC)  # after every session that is planned

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
    hosts = hosts_of(region, on, on, on - FAR, END.date())
    forums = hosts.all_forums
    now, this = clock.now(), Tribulan.of(on)
    met: dict[UUID, list[Session]] = {}
    places = {*hosts.seats, *forums_below(region, on - FAR, on)}
    for session in sessions_of(hosts, places, now - FAR, END):
        for body in session.hosts:
            met.setdefault(body, []).append(session)
    owed = {row[0]: row[1:] for row in _PROMISES(forums=forums, on=on)}
    rates = promises.rates_of_forums(forums, Q(year=year)) if forums else {}
    shares = {forum: rates[str(forum)] for forum in forums if str(forum) in rates}
    found = []
    for pk, name in hosts.names.items():
        own = hosts.forums.get(pk, [])
        last, coming = _sessions(met.get(pk, ()), now)
        standing = Standing(
            name,
            Tribulan.of(last.day) if last else None,
            coming is not None,
            *_owed(own, owed, shares, on),
        )
        shared = not hosts.shared.isdisjoint(own)
        lag = missed(standing.last, this)
        listed = Listed(
            pk,
            last.forum if last else own[0] if own else None,
            last.day if last else None,
            last is not None and last.state == "ratified",
            coming,
            lag,
            shared,
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


def _sessions(own: Iterable[Session], now: datetime) -> tuple[Session | None, date | None]:
    """The last session that was held, also one opened before its hour, and the day of the next one."""
    last: Session | None = None
    coming: date | None = None
    for session in own:
        if was_held(session.state):
            last = session
        elif session.at > now and coming is None:
            coming = session.day
    return last, coming


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
