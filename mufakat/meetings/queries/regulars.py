"""Who came to the sessions of a forum in a year: by sector and session, by body, by person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Max, Q, UUIDField
from django.db.models.functions import Cast

from mufakat.core.asked import Asked, among
from mufakat.meetings.models import Meeting, Participant
from mufakat.meetings.rules import Regular

from .arrivals import is_filled

_SECTORS = Asked(
    lambda meetings: (
        Participant.objects.filter(among("meeting", meetings))
        .order_by()
        .values_list("meeting", "sector")
        .annotate(
            asked=Count("id", filter=Q(invited=True)),
            came=Count("id", filter=Q(invited=True) & (Q(present=True) | Q(is_filled()))),
            besides=Count("id", filter=Q(invited=False, present=True, represented=None)),
        )
    ),
    meetings=[UUIDField()],
)


Figure = tuple[int, int, int]


def attendance_of_sectors(meetings: Sequence[Meeting]) -> dict[tuple[Any, str], Figure]:
    """(session, sector) → how many of the invited came or sent another, how many were invited, how many came without
    invitation and in nobody's stead."""
    rows = _SECTORS(meetings=[m.pk for m in meetings]) if meetings else []
    return {
        (meeting, sector): (came, asked, besides) for meeting, sector, asked, came, besides in rows
    }


def _by(who: str, *, name: Any) -> Any:
    """Of each body or person: the sessions to which it was invited, came, sent another."""

    def ask(meetings: Any) -> Any:
        # Grouped by the id as text: grouped by the id itself, SQLite walks along its index past every session that
        # there is, instead of looking into the few asked for.
        found = (
            Participant.objects.filter(among("meeting", meetings), **{f"{who}__isnull": False})
            .order_by()
            .annotate(key=Cast(f"{who}_id", CharField()))
            .values_list("key")
        )
        return found.annotate(
            told=name,
            asked=Count("meeting", distinct=True, filter=Q(invited=True)),
            came=Count("meeting", distinct=True, filter=Q(invited=True, present=True)),
            sent=Count(
                "meeting",
                distinct=True,
                filter=Q(is_filled(), invited=True, present=False),
            ),
        )

    return Asked(ask, meetings=[UUIDField()])


_BODIES = _by("organisation", name=Max("organisation__name"))
_PEOPLE = _by("person", name=Max("name"))


def regular_bodies(meetings: Sequence[Meeting]) -> list[Regular]:
    return _regulars(_BODIES, meetings)


def regular_people(meetings: Sequence[Meeting]) -> list[Regular]:
    """Those of the directory: who was only typed into a list cannot be told apart over a year."""
    return _regulars(_PEOPLE, meetings)


def _regulars(ask: Asked, meetings: Sequence[Meeting]) -> list[Regular]:
    rows = ask(meetings=[m.pk for m in meetings]) if meetings else []
    found = (Regular(str(UUID(key)), str(name), *counts) for key, name, *counts in rows)
    return [row for row in found if row.invited]


_VISITS = Asked(
    lambda meetings, body, person: (
        Participant.objects.filter(among("meeting", meetings))
        .filter(Q(organisation=body) | Q(person=person))
        .order_by("meeting__starts_at", "name")
        .values_list(
            *("meeting", "name", "title", "invited", "present", "arrived_at", "represents"),
        )
    ),
    meetings=[UUIDField()],
    body=UUIDField(null=True),
    person=UUIDField(null=True),
)


def visits_of(meetings: Sequence[Meeting], *, body: Any, person: Any) -> list[tuple[Any, ...]]:
    """The rows behind the figures of one body or one person, session by session."""
    return _VISITS(meetings=[m.pk for m in meetings], body=body, person=person) if meetings else []
