"""All Puskesmas of a district on one page, the one that needs it most first."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    FilteredRelation,
    Max,
    Min,
    Q,
    UUIDField,
)

from mufakat.commitments import queries as promises
from mufakat.commitments.models import Commitment
from mufakat.core import clock, dates
from mufakat.core.asked import Asked, among
from mufakat.core.periods import Tribulan
from mufakat.directory.models import Facility, Region
from mufakat.directory.models.dated import valid_on
from mufakat.meetings.models import Meeting
from mufakat.web.rules import Standing, missed, worst_first

FAR = timedelta(days=500)  # who has not met for so long has not met


def _hosts(path: Any, on: Any) -> Any:
    """Every Puskesmas, with each forum that it hosts; without one, once."""
    host = valid_on(on, "memberships__") & Q(memberships__role="host")
    found = Facility.objects.on(on).filter(region_path__under=path, kind="puskesmas")
    with_seats = found.annotate(seat=FilteredRelation("memberships", condition=host))
    columns = ("pk", "name", "short_name", "seat__forum_id")
    return with_seats.order_by("pk", "seat__forum_id").values_list(*columns)


_HOSTS = Asked(_hosts, path=CharField(), on=DateField())
_HELD = Q(state__in=("open", "ratified"))
_MEETINGS = Asked(
    lambda forums, since, now: (
        Meeting.objects.filter(among("forum", forums), starts_at__gte=since)
        .order_by()
        .values_list("forum_id")
        .annotate(
            last=Max("starts_at", filter=_HELD),  # also one that was opened before its hour
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
            oldest=Min("due_on", filter=Q(due_on__lt=on)),
        )
    ),
    forums=[UUIDField()],
    on=DateField(),
)


def puskesmas_page(region: Region, year: int, on: date) -> dict[str, Any]:
    """A row for each Puskesmas below the region, over all forums that it hosts."""
    named: dict[UUID, str] = {}
    hosted: dict[UUID, list[UUID]] = {}
    for body, name, short, forum in _HOSTS(path=region.path, on=on):
        named[body] = short or name
        if forum and forum not in hosted.setdefault(body, []):
            hosted[body].append(forum)
    forums = sorted({forum for each in hosted.values() for forum in each})
    now, this = clock.now(), Tribulan.of(on)
    met = {row[0]: row[1:] for row in _MEETINGS(forums=forums, since=now - FAR, now=now)}
    owed = {row[0]: row[1:] for row in _PROMISES(forums=forums, on=on)}
    rates = promises.rates_of_forums(forums, Q(year=year)) if forums else {}
    none = promises.Rate()
    found = []
    for pk, name in named.items():
        own = hosted.get(pk, [])
        rate = promises.total(rates.get(str(forum), none) for forum in own)
        sessions = _sessions([met[forum] for forum in own if forum in met])
        open_, late, oldest = _owed([owed[forum] for forum in own if forum in owed], on)
        last = sessions["last"]
        standing = Standing(
            name=name,
            last=Tribulan.of(last) if last else None,
            planned=sessions["coming"] is not None,
            open=open_,
            late=late,
            oldest=oldest,
            kept=rate.kept,
            judged=rate.judged,
        )
        lag = missed(standing.last, this)
        more = {
            "pk": pk,
            "url": f"/organisasi/{pk}/",
            "forum": own[0] if own else None,
            "missed": lag,
        }
        found.append((standing, {**sessions, **more, "forums": len(own)}))
    rows = worst_first(found, this)
    return {
        "rows": rows,
        "this": this,
        "met": sum(row["missed"] == 0 for _it, row in rows),
        "late": sum(it.late for it, _row in rows),
    }


def _sessions(rows: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """The last and the next session of several forums, by the day of the place; has the last its minutes?"""
    last: tuple[datetime, bool, date] | None = None
    coming: date | None = None
    for held, ratified, planned, zone in rows:
        if held and (last is None or held > last[0]):
            last = held, held == ratified, dates.day_of(held, zone)
        day = dates.day_of(planned, zone) if planned else None
        coming = min(filter(None, (coming, day)), default=None)
    return {
        "last": last[2] if last else None,
        "ratified": last[1] if last else None,
        "coming": coming,
    }


def _owed(rows: Iterable[tuple[Any, ...]], on: date) -> tuple[int, int, int]:
    """Open promises of several forums, how many of them are late, and by how many days the oldest."""
    listed = list(rows)
    due = min((oldest for _all, _late, oldest in listed if oldest), default=on)
    return sum(row[0] for row in listed), sum(row[1] for row in listed), (on - due).days
