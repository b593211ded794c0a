"""How much has been worked out in a session, in one question."""

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, UUIDField, Value

from mufakat.core.asked import Asked
from mufakat.directory.models import Organisation
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

SPJ = "spj:"
KINDS = (
    *("group", "problem", "proposal", "sheet", "closed_sheet", "signature", "checkin"),
    *("round_open", "round_closed", "round_cancelled", "input"),
)


def _counted(meeting: Any, **place: Any) -> Any:
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
    return first.union(*others, by_state, named, *filed, all=True).order_by()


_COUNTED = Asked(_counted, meeting=UUIDField())
_COUNTED_WITH_INPUTS = Asked(_counted, meeting=UUIDField(), **inputs.PLACE)


class Work(NamedTuple):
    """`counts`: groups, problems, rounds by state, proposals, signatures, entries that wait at the door, and wishes of
    villages that wait; `hosts`: the full names of the Puskesmas that hold the session, as its minutes print them;
    `filed`: what the rules of its accountability file look at."""

    counts: dict[str, int]
    hosts: list[str]
    filed: Counter[str]


def work_of(meeting: Meeting) -> Work:
    found = Work(dict.fromkeys(KINDS, 0), [], counts_known(meeting))
    place = inputs.place_of(meeting)
    counted = _COUNTED_WITH_INPUTS if place else _COUNTED
    for text, kind, n in counted(meeting=meeting.pk, **place):
        if kind == "host":
            found.hosts.append(text)
        elif kind.startswith(SPJ):
            found.filed[counted_as(kind.removeprefix(SPJ), text)] += n
        elif kind == "input":
            found.counts[kind] += n
        else:
            found.counts[f"{kind}_{text}" if text else kind] = n
    found.hosts.sort()
    return found
