"""How much has been worked out in a session, in one question."""

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Max, UUIDField, Value

from mufakat.core.asked import Asked
from mufakat.directory.models import Organisation
from mufakat.journal.models import EventAbout
from mufakat.meetings.models import (
    CheckIn,
    CheckInState,
    CommitmentSignature,
    Group,
    JointCommitment,
    Meeting,
    PriorityRound,
    Problem,
    Proposal,
)

from . import inputs
from .spj_counts import counted_as, counts_known, spj_tables

SPJ, SEEN = "spj:", "seen:"
KINDS = (
    *("group", "problem", "proposal", "sheet", "closed_sheet", "signature", "checkin"),
    *("round_open", "round_closed", "round_cancelled", "input"),
)


def _counted(meeting: Any, key: Any, reader: Any, **place: Any) -> Any:
    tables: Any = (
        (Group.objects.filter(meeting=meeting), "group"),
        (Problem.objects.filter(meeting=meeting, late_at=None), "problem"),
        (Proposal.objects.filter(meeting=meeting, late_at=None), "proposal"),
        (JointCommitment.objects.filter(meeting=meeting), "sheet"),
        (JointCommitment.objects.filter(meeting=meeting, closed_at__isnull=False), "closed_sheet"),
        (CommitmentSignature.objects.filter(sheet__meeting=meeting, late_at=None), "signature"),
        (CheckIn.objects.filter(meeting=meeting, state=CheckInState.WAITING), "checkin"),
        *((rows, "input") for rows in (inputs.waiting(**place) if place else ())),
    )
    first, *others = (
        rows.order_by()
        .values_list(Value("", CharField()), Value(kind, CharField()))
        .annotate(n=Count("id"))
        for rows, kind in tables
    )
    rounds = PriorityRound.objects.filter(meeting=meeting).order_by()
    by_state = rounds.values_list(F("state"), Value("round", CharField())).annotate(n=Count("id"))
    hosts = Organisation.objects.filter(hosted_meetings=meeting).order_by()
    named = hosts.values_list(F("name"), Value("host", CharField()), Value(0))
    filed = (
        rows.values_list(part, Value(f"{SPJ}{kind}", CharField())).annotate(n=Count("id"))
        for rows, kind, part in spj_tables(lambda of: of.objects.filter(meeting=meeting).order_by())
    )
    # How far the journal has told of the session, and of the reader himself: what an open page compares.
    seen = (
        EventAbout.objects.filter(kind=kind, thing_id=thing)
        .order_by()
        .values_list(Value("", CharField()), Value(f"{SEEN}{kind}", CharField()))
        .annotate(n=Max("event_id"))
        for kind, thing in (("meeting", key), ("user", reader))
    )
    return first.union(*others, by_state, named, *filed, *seen, all=True).order_by()


_WHOSE: Any = {"meeting": UUIDField(), "key": CharField(), "reader": CharField()}
_COUNTED = Asked(_counted, **_WHOSE)
_COUNTED_WITH_INPUTS = Asked(_counted, **_WHOSE, **inputs.PLACE)


class Work(NamedTuple):
    """`counts`: groups, problems, rounds by state, proposals, signatures, entries that wait at the door, and wishes of
    villages that wait; `hosts`: the full names of the Puskesmas that hold the session, as its minutes print them;
    `filed`: what the rules of its accountability file look at; `seen`: the number of the last event told on the page of
    the session ("meeting"), and on that of the reader ("user")."""

    counts: dict[str, int]
    hosts: list[str]
    filed: Counter[str]
    seen: dict[str, int]


def work_of(meeting: Meeting, reader: Any = None) -> Work:
    found = Work(dict.fromkeys(KINDS, 0), [], counts_known(meeting), {})
    whose = {
        "meeting": meeting.pk,
        "key": str(meeting.pk),
        "reader": str(reader.pk) if reader else "",
    }
    place = inputs.place_of(meeting)
    counted = _COUNTED_WITH_INPUTS if place else _COUNTED
    for text, kind, n in counted(**whose, **place):
        if kind == "host":
            found.hosts.append(text)
        elif kind.startswith(SPJ):
            found.filed[counted_as(kind.removeprefix(SPJ), text)] += n
        elif kind.startswith(SEEN):
            found.seen[kind.removeprefix(SEEN)] = n or 0
        elif kind == "input":
            found.counts[kind] += n
        else:
            found.counts[f"{kind}_{text}" if text else kind] = n
    found.hosts.sort()
    return found
