"""How much is there of the accountability files of sessions: one question, for one session or for many."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, UUIDField, Value

from mufakat.core.asked import Asked, among
from mufakat.meetings.models import (
    CheckIn,
    CheckInState,
    Expense,
    JointCommitment,
    Letter,
    Meeting,
    Participant,
    Proposal,
    Resolution,
    SessionFile,
    Terms,
)

SETTLED = (CheckInState.ACCEPTED, CheckInState.MERGED)


def _counted(meetings: Any) -> Any:
    def of(rows: Any) -> Any:
        return rows.objects.filter(among("meeting", meetings))

    signed = CheckIn.objects.filter(participant=OuterRef("pk"), state__in=SETTLED)
    present, files = of(Participant).filter(present=True), of(SessionFile).filter(withdrawn_at=None)
    spent = of(Expense).filter(withdrawn_at=None)
    proof = SessionFile.objects.filter(expenses=OuterRef("pk"), withdrawn_at=None).exclude(file="")
    whole: Any = (
        (of(Letter).filter(issued_at__isnull=False), "letter"),
        (present, "present"),
        (present.filter(Exists(signed.exclude(signature=[]))), "signed"),
        (of(Resolution), "promises"),
        (of(Proposal), "proposals"),
        (of(JointCommitment).filter(closed_at__isnull=False), "sheet"),
        (of(Terms), "terms"),
        (spent, "costs"),
    )
    by_part: Any = (
        (files.exclude(file=""), "file", "part"),
        (files.filter(file=""), "waiting", "part"),
        (spent, "spent", "paper"),
        (spent.exclude(Exists(proof)), "unproven", "paper"),
    )
    first, *others = (
        rows.order_by()
        .values_list("meeting", Value(kind, CharField()), part)
        .annotate(n=Count("id"))
        for rows, kind, part in (
            *((rows, kind, Value("", CharField())) for rows, kind in whole),
            *((rows, kind, F(part)) for rows, kind, part in by_part),
        )
    )
    return first.union(*others, all=True).order_by()


_COUNTED = Asked(_counted, meetings=[UUIDField()])
MOST_AT_ONCE = 128  # sessions of one question


def spj_counts(meetings: Iterable[Meeting]) -> dict[Any, dict[str, int]]:
    """What the rules of the file look at, by the key of each session: "letter", "file:foto" … → how many."""
    listed = list(meetings)
    found: dict[Any, dict[str, int]] = {m.pk: defaultdict(int) for m in listed}
    for meeting in listed:
        found[meeting.pk]["ratified"] = int(meeting.is_ratified)
        found[meeting.pk]["agenda"] = int(meeting.starts_at is not None)
    for start in range(0, len(listed), MOST_AT_ONCE):
        batch = [meeting.pk for meeting in listed[start : start + MOST_AT_ONCE]]
        for key, kind, part, n in _COUNTED(meetings=batch):
            found[key][f"{kind}:{part}" if part else kind] += n
    return found
