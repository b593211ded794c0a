"""How much has been worked out in a session, in one question."""

from typing import Any

from django.db.models import CharField, Count, F, UUIDField, Value

from mufakat.core.asked import Asked
from mufakat.meetings.models import (
    CommitmentSignature,
    Group,
    JointCommitment,
    Meeting,
    PriorityRound,
    Problem,
    Proposal,
)

KINDS = (
    *("group", "problem", "proposal", "sheet", "closed_sheet", "signature"),
    *("round_open", "round_closed", "round_cancelled"),
)


def _counted(meeting: Any) -> Any:
    tables: Any = (
        (Group.objects.filter(meeting=meeting), "group"),
        (Problem.objects.filter(meeting=meeting, late_at=None), "problem"),
        (Proposal.objects.filter(meeting=meeting, late_at=None), "proposal"),
        (JointCommitment.objects.filter(meeting=meeting), "sheet"),
        (JointCommitment.objects.filter(meeting=meeting, closed_at__isnull=False), "closed_sheet"),
        (CommitmentSignature.objects.filter(sheet__meeting=meeting, late_at=None), "signature"),
    )
    first, *others = (
        rows.order_by()
        .values_list(Value("", CharField()), Value(kind, CharField()))
        .annotate(n=Count("id"))
        for rows, kind in tables
    )
    rounds = PriorityRound.objects.filter(meeting=meeting).order_by()
    by_state = rounds.values_list(F("state"), Value("round", CharField())).annotate(n=Count("id"))
    return first.union(*others, by_state, all=True).order_by()


_COUNTED = Asked(_counted, meeting=UUIDField())


def work_of(meeting: Meeting) -> dict[str, int]:
    """How many groups, problems, rounds by state, proposals and signatures a session has."""
    found = dict.fromkeys(KINDS, 0)
    for state, kind, n in _COUNTED(meeting=meeting.pk):
        found[f"{kind}_{state}" if state else kind] = n
    return found
