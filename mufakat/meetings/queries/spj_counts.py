"""How much is there of the accountability files of sessions: one question, for one session or for many."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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


def spj_tables(of: Callable[[Any], Any]) -> Iterator[tuple[Any, str, Any]]:
    """The rows that are counted, what they are, and by what: `of` gives the rows of a table that belong to the sessions
    that are asked for."""
    present, files = of(Participant).filter(present=True), of(SessionFile).filter(withdrawn_at=None)
    signed = CheckIn.objects.filter(participant=OuterRef("pk"), state__in=SETTLED)
    spent = of(Expense).filter(withdrawn_at=None)
    proof = SessionFile.objects.filter(expenses=OuterRef("pk"), withdrawn_at=None).exclude(file="")
    none = Value("", CharField())
    yield of(Letter).filter(issued_at__isnull=False), "letter", none
    yield present, "present", none
    yield present.filter(Exists(signed.exclude(signature=[]))), "signed", none
    yield of(Resolution), "promises", none
    yield of(Proposal), "proposals", none
    yield of(JointCommitment).filter(closed_at__isnull=False), "sheet", none
    yield of(Terms), "terms", none
    yield spent, "costs", none
    yield files.exclude(file=""), "file", F("part")
    yield files.filter(file=""), "waiting", F("part")
    yield spent, "spent", F("paper")
    yield spent.exclude(Exists(proof)), "unproven", F("paper")


def _counted(meetings: Any) -> Any:
    def of(rows: Any) -> Any:
        return rows.objects.filter(among("meeting", meetings)).order_by()

    first, *others = (
        rows.values_list("meeting", Value(kind, CharField()), part).annotate(n=Count("id"))
        for rows, kind, part in spj_tables(of)
    )
    return first.union(*others, all=True).order_by()


_COUNTED = Asked(_counted, meetings=[UUIDField()])
MOST_AT_ONCE = 512  # sessions of one question


def spj_counts(meetings: Iterable[Meeting]) -> dict[Any, Counter[str]]:
    """What the rules of the file look at, by the key of each session: "letter", "file:foto" … → how many."""
    listed = list(meetings)
    found = {meeting.pk: counts_known(meeting) for meeting in listed}
    for start in range(0, len(listed), MOST_AT_ONCE):
        batch = [meeting.pk for meeting in listed[start : start + MOST_AT_ONCE]]
        for key, kind, part, n in _COUNTED(meetings=batch):
            found[key][counted_as(kind, part)] += n
    return found


def counts_known(meeting: Meeting) -> Counter[str]:
    """What the session itself says, without a question."""
    return Counter(ratified=int(meeting.is_ratified), agenda=int(meeting.starts_at is not None))


def counted_as(kind: str, part: str) -> str:
    return f"{kind}:{part}" if part else kind
