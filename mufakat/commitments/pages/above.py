"""What went from a promise to the forum above, from the journal: the room of it lies above this one."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from mufakat.commitments.models import Commitment
from mufakat.core import dates
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence


class WaitsAbove(NamedTuple):
    """Before which forum the promise lies, since when, where its file is read, and in which session it comes up."""

    forum: str
    since: date
    url: str
    where: str = ""


_told_where: list[Callable[[str], str]] = []


def register_where(told: Callable[[str], str]) -> None:
    """The room of sessions says in which one an escalation (by its id) lies on the table."""
    _told_where[:] = [told]


def events_above(commitment: Commitment) -> list[Event]:
    """What was told about it between the forums, the oldest first."""
    told = Q(verb__startswith="escalation.") | Q(verb="hearing.withdrawn")
    return history_of(commitment, only=told)[::-1]


def lines_of(events: Iterable[Event], zone: str, *, linked: bool) -> list[dict[str, Any]]:
    """Lines of its way. `linked`: the reader may open the file."""
    lines = []
    for event in events:
        line = {"on": dates.day_of(event.at, zone), "text": sentence(event), "files": []}
        file = {"url": _file_of(event), "link": _("The file")} if linked else {}
        lines.append(line | file)
    return lines


def _file_of(event: Event) -> str:
    return f"/eskalasi/{event.subject_id}/"


def waits_above(events: Iterable[Event], zone: str) -> WaitsAbove | None:
    """Where it waits for an answer: raised, and not answered since; an answer that was taken back is none."""
    raised: dict[str, WaitsAbove] = {}
    waits = ""
    for event in events:
        if event.verb == "escalation.raised":
            day = dates.day_of(event.at, zone)
            raised[event.subject_id] = WaitsAbove(event.data["to"], day, _file_of(event))
            waits = event.subject_id
        elif event.verb == "escalation.answered":
            waits = "" if event.subject_id == waits else waits
        elif "state" in event.data.get("changes", {}):
            waits = event.subject_id
    found = raised.get(waits)
    if found is None or not _told_where:
        return found
    return found._replace(where=_told_where[0](waits))
