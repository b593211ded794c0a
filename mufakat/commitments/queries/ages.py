"""How late the open promises of a place or a forum are, and how often they were carried from session to session."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet, UUIDField

from mufakat.commitments.models import Commitment
from mufakat.commitments.rules import AGES, due_between
from mufakat.core.asked import Asked
from mufakat.directory.models import Forum

FIRST, *LATER = AGES
MOST_CARRIED = 4  # sessions and more


def aged(found: QuerySet[Commitment], age: str, on: date) -> QuerySet[Commitment]:
    return found.filter(state="open", due_on__range=due_between(age, on))


def carried(found: QuerySet[Commitment], sessions: int) -> QuerySet[Commitment]:
    """Open promises that so many sessions have judged and left open; the last step is open above."""
    counted: Any = found.filter(state="open").annotate(judged=Count("verdicts"))
    if sessions >= MOST_CARRIED:
        return counted.filter(judged__gte=MOST_CARRIED)  # type: ignore[no-any-return]
    return counted.filter(judged=sessions)  # type: ignore[no-any-return]


def _by(*names: str) -> Asked:
    """Open promises, and how many of them were due by the last day of each step: a step is what is left of it when the
    next one is taken away. One comparison for each instead of two."""

    def ask(where: Any, **ends: Any) -> Any:
        found = Commitment.objects.filter(where, state="open").order_by().values_list(*names)
        steps = {age: Count("state", filter=Q(due_on__lte=ends[age])) for age in LATER}
        return found.annotate(all=Count("state"), **steps)

    return Asked(ask, where=Q, **dict.fromkeys(LATER, DateField()))


_BY_SECTOR, _BY_FORUM = _by("sector"), _by("forum_id")
_NAMES = Asked(
    lambda forums: Forum.objects.filter(pk__in=forums).values_list("pk", "name"),
    forums=[UUIDField()],
)


def _days(on: date) -> dict[str, date]:
    return {age: due_between(age, on)[1] for age in LATER}


def _steps(sums: Sequence[int]) -> dict[str, int]:
    """(12, 7, 4, 1) due by the last day of each step → 5, 3, 3 and 1 in them."""
    return dict(zip(AGES, (n - later for n, later in pairwise((*sums, 0))), strict=True))


def ages_by_sector(where: Q, on: date) -> dict[str, dict[str, int]]:
    """Sector → step → how many open promises."""
    rows = _BY_SECTOR(where=where, **_days(on))
    return {sector: _steps(sums) for sector, *sums in rows}


def ages_by_forum(where: Q, on: date) -> dict[tuple[Any, str], dict[str, int]]:
    """Key and name of a forum → step → how many open promises."""
    rows = _BY_FORUM(where=where, **_days(on))
    names = dict(_NAMES(forums=[row[0] for row in rows]))
    return {(pk, names[pk]): _steps(sums) for pk, *sums in rows}


_CARRIED = Asked(
    lambda where: (
        Commitment.objects.filter(where, state="open", verdicts__isnull=False)
        .order_by()
        .values_list("pk")
        .annotate(judged=Count("verdicts__commitment"))
        .values_list("judged")
    ),
    where=Q,
)


def sessions_carried(where: Q, open_ones: int) -> dict[int, int]:
    """How many sessions have left an open promise open → how many such promises, of `open_ones` in all; the last step
    is open above."""
    found = Counter(min(judged, MOST_CARRIED) for (judged,) in _CARRIED(where=where))
    found[0] = open_ones - found.total()
    return {n: found[n] for n in range(MOST_CARRIED + 1)}
