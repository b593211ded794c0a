"""What pages ask the journal."""

from typing import Any

from django.db.models import CharField, Q, QuerySet, Subquery

from mufakat.core.asked import Asked, AskedThings

from .actions import Subject, kind_of
from .models import Event, EventAbout, Failure, Head

MOST_TOLD = 50
_LAST = AskedThings(
    Event,
    lambda kind, thing: Event.objects.filter(abouts__kind=kind, abouts__thing_id=thing).order_by(
        "-seq"
    )[:MOST_TOLD],
    kind=CharField(),
    thing=CharField(),
)


def _last_seq(kind: Any, thing: Any) -> QuerySet[EventAbout, Any]:
    rows = EventAbout.objects.filter(kind=kind, thing_id=thing).order_by("-event_id")
    return rows.values_list("event_id")[:1]


_LAST_TWO = Asked(
    lambda kind, thing, reader: Head.objects.values_list(
        Subquery(_last_seq(kind, thing)), Subquery(_last_seq("user", reader))
    ),
    kind=CharField(),
    thing=CharField(),
    reader=CharField(),
)


def history_of(thing: Subject, limit: int = MOST_TOLD, only: Q | None = None) -> list[Event]:
    """The last events told on the page of a thing, newest first; `only` says which of them this reader may know."""
    kind, key = kind_of(thing), str(thing.pk)
    if only is None and limit <= MOST_TOLD:
        return _LAST(kind=kind, thing=key)[:limit]
    found = Event.objects.filter(abouts__kind=kind, abouts__thing_id=key)
    if only is not None:
        found = found.filter(only)
    return list(found.order_by("-seq")[:limit])


def last_told(thing: Subject) -> int:
    """The number of the last event told on the page of a thing; 0 if there is none."""
    return next((seq for (seq,) in _last_seq(kind_of(thing), str(thing.pk))), 0)


def last_told_to(kind: str, pk: Any, reader: Any) -> tuple[int, int]:
    """The same of a thing that is known by its kind and id, and of the reader himself (his roles), in one question."""
    found = _LAST_TWO(kind=kind, thing=str(pk), reader=str(reader))
    return next(((about or 0, himself or 0) for about, himself in found), (0, 0))


def last_of(thing: Subject, verb: str) -> Event | None:
    """The last time that this was done to a thing."""
    done = Event.objects.filter(subject_kind=kind_of(thing), subject_id=str(thing.pk), verb=verb)
    return done.order_by("-seq").first()


def told_since(thing: Subject, seq: int) -> list[Event]:
    """What was told on the page of a thing after the event of this number, newest first."""
    return history_of(thing, limit=100, only=Q(seq__gt=seq))


def dead_letters() -> QuerySet[Failure]:
    """Reactions that a person must look at."""
    return Failure.objects.filter(retry_at=None).order_by("event_seq")
