"""What is looked after without anybody asking for a page."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of

from .models import Minutes, Reopening

Edition = tuple[str, int]  # the id of a session, and the edition of its minutes


def altered_minutes() -> Iterator[str]:
    """For `mufakat verify`: frozen minutes that are not what was ratified, each as a sentence.

    The copy must have its digest, and the digest must be the one that the ratification told the journal
    (ratifications from before it was told have only the first).
    """
    ratified = _ratified()
    missing = set(ratified)
    rows = Minutes.objects.order_by("meeting", "edition")
    for minutes in rows.iterator(chunk_size=100):
        edition = (str(minutes.meeting_id), minutes.edition)
        missing.discard(edition)
        if edition not in ratified:  # perhaps ratified while we walk
            ratified |= _ratified(subject_id=edition[0])
        if said := _altered(minutes, edition, ratified):
            yield f"minutes of session {edition[0]}, edition {edition[1]}: {said}"
    for session, number in sorted(missing):
        yield f"minutes of session {session}, edition {number}: removed"


def _altered(minutes: Minutes, edition: Edition, ratified: dict[Edition, str | None]) -> str:
    """What is wrong with one copy; nothing if it is as it was ratified."""
    if edition not in ratified:
        return "inserted, or the event of its ratification was removed"
    if digest_of(minutes.snapshot) != minutes.digest:
        return "altered"
    if ratified[edition] not in (None, minutes.digest):
        return "altered together with its digest"
    frozen = minutes.snapshot
    copied = (frozen["edition"], frozen["ratified_by"])
    at = datetime.fromisoformat(frozen["ratified_at"])
    if (*copied, at) != (minutes.edition, minutes.ratified_by, minutes.ratified_at):
        return "edition, hour or name of its ratification altered"
    return ""


def altered_reopenings() -> Iterator[str]:
    """For `mufakat verify`: why minutes were opened again, and the addendum of their edition, as the journal was told.

    Of a reopening from before the addendum's digest was told, only the reason is known.
    """
    told = _reopened()
    missing = set(told)
    for row in Reopening.objects.order_by("meeting", "at").iterator(chunk_size=100):
        key = (str(row.meeting_id), row.at)
        named = f"reopening of session {key[0]} at {row.at.isoformat()}"
        if key not in told:
            told |= _reopened(subject_id=key[0])  # perhaps reopened while we walk
        if key not in told:
            yield f"{named}: inserted, or the event of it was removed"
            continue
        missing.discard(key)
        event = told[key]
        if row.reason != event.reason:
            yield f"{named}: reason altered"
        if (row.edition, row.by_name) != (event.edition, event.by_name):
            yield f"{named}: edition or name altered"
        if event.addendum not in (None, digest_of(row.addendum)):
            yield f"{named}: addendum altered"
    for session, at in sorted(missing):
        yield f"reopening of session {session} at {at.isoformat()}: removed"


class Reopened(NamedTuple):
    """What the journal was told of one reopening: of which edition, by whom, why, and what its addendum held last."""

    edition: int
    by_name: str
    reason: str
    addendum: str | None


def _reopened(**which: str) -> dict[tuple[str, datetime], Reopened]:
    """By session and hour. The edition is that of the ratification before."""
    verbs = ("meeting.reopened", "meeting.ratified")
    events = Event.objects.filter(verb__in=verbs, **which).order_by("seq")
    rows = events.values_list("verb", "subject_id", "at", "by_name", "data")
    found: dict[tuple[str, datetime], Reopened] = {}
    last: dict[str, tuple[str, datetime]] = {}
    edition: dict[str, int] = {}
    for verb, session, at, by_name, data in rows.iterator():
        if verb == "meeting.reopened":
            last[session] = key = session, at
            told = edition.get(session, 0), by_name, data.get("reason", ""), data.get("addendum")
            found[key] = Reopened(*told)
            continue
        edition[session] = data.get("edition", 0)
        if session in last and "addendum" in data:
            found[last[session]] = found[last[session]]._replace(addendum=data["addendum"])
    return found


def _ratified(**which: str) -> dict[Edition, str | None]:
    """The digest that each ratification told the journal."""
    told = Event.objects.filter(verb="meeting.ratified", **which).values_list("subject_id", "data")
    return {(key, data["edition"]): data.get("minutes") for key, data in told.iterator()}
