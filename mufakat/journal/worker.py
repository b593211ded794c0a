"""Reads the journal in order and tells each event to those who react to it (`site/reactions.py`)."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mufakat.core.statistics import refresh_statistics

from . import rules, seals
from .models import Cursor, Event, Failure
from .turns import turn

Reaction = Callable[[Event], None]
Reactions = Mapping[str, Sequence[Reaction]]
Regular = Sequence[tuple[float, Callable[[], None]]]  # every so many seconds, at any hour
log = logging.getLogger(__name__)


BREATH = 0.05  # seconds between two batches
BATCH_SECONDS = 0.1  # on SQLite a batch holds the write lock: people who write wait for its end


# Few at a time: on SQLite the worker holds the one write lock while it tells them, and people wait.
BATCH = 10


def work_once(reactions: Reactions, *, batch: int = BATCH) -> int:
    """Tell the next events to their reactions; return how many events were read. Repeatable at any point."""
    read = 0
    with turn(), transaction.atomic():
        until = time.monotonic() + BATCH_SECONDS
        Cursor.objects.get_or_create(name="reactions")
        cursor = Cursor.objects.select_for_update().get(name="reactions")
        events = list(Event.objects.filter(seq__gt=cursor.seq).order_by("seq")[:batch])
        for event in events:
            for reaction in reactions.get(event.verb, ()):
                _tell(reaction, event)
            cursor.seq, read = event.seq, read + 1
            if time.monotonic() > until:
                break
        if read:
            cursor.save()
    return read


def retry_failures(reactions: Reactions) -> int:
    """Try again what failed and is due; return how many succeeded.

    What cannot be tried, because its event was removed, is left to a person at once, and the rest goes on.
    """
    by_name = {_name(r): r for rs in reactions.values() for r in rs}
    mended = 0
    for failure in Failure.objects.filter(retry_at__lte=timezone.now()).order_by("event_seq"):
        reaction = by_name.get(failure.reaction)
        event = Event.objects.filter(seq=failure.event_seq).first()
        if event is None:
            _park(failure)
        elif reaction and _tell(reaction, event):
            failure.delete()
            mended += 1
    return mended


def _park(failure: Failure) -> None:
    """The event is not there: somebody took it out behind the journal's back (`mufakat verify` says more)."""
    log.error("event %s was removed: %s cannot be tried again", failure.event_seq, failure.reaction)
    failure.error = f"event {failure.event_seq} was removed; before: {failure.error}"
    failure.retry_at = None
    failure.save()


def _tell(reaction: Reaction, event: Event) -> bool:
    try:
        with transaction.atomic():
            reaction(event)
    except Exception as error:
        log.exception("%s failed on event %s", _name(reaction), event.seq)
        failure, fresh = Failure.objects.get_or_create(
            event_seq=event.seq,
            reaction=_name(reaction),
            defaults={"error": repr(error), "retry_at": timezone.now()},
        )
        if not fresh:
            failure.attempts += 1
        seconds = rules.pause(failure.attempts)
        failure.retry_at = timezone.now() + timedelta(seconds=seconds) if seconds else None
        failure.error = repr(error)
        failure.save()
        return False
    return True


def _name(reaction: Callable[..., None]) -> str:
    return f"{reaction.__module__}.{reaction.__qualname__}"


def work_at_night() -> None:
    """Seal the days that are over, and let the database count its rows."""
    seals.seal_days()
    with turn():
        refresh_statistics()


def work_regularly(regular: Regular, due: dict[str, float], now: float) -> None:
    """Do the regular jobs whose time has come; `due` remembers when each is next. One that fails blocks nobody and
    is tried again at its next time: such jobs are repeatable."""
    for seconds, job in regular:
        if now >= due.get(_name(job), now):
            due[_name(job)] = now + seconds
            try:
                job()
            except Exception:
                log.exception("%s failed and is tried again", _name(job))


def work_forever(reactions: Reactions, regular: Regular = (), *, pause: float = 0.5) -> None:
    """The worker process: events as they come, failures when due, what must be done regularly, and at night what must
    be done once a day."""
    night, due = timezone.now(), dict[str, float]()
    while True:
        busy = work_once(reactions)
        retry_failures(reactions)
        work_regularly(regular, due, time.monotonic())
        if timezone.now() >= night:
            work_at_night()
            night = seals.next_seal_at(timezone.now())
        # Between two batches too: who waits for SQLite's lock looks for it only now and then.
        time.sleep(BREATH if busy else pause)
