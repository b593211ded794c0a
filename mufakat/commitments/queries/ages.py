"""How late the open promises of a place or a forum are, and how often they were carried from session to session."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet, UUIDField

from mufakat.commitments.models import Commitment
from mufakat.commitments.rules import AGES, due_between
from mufakat.core.asked import Asked
from mufakat.directory.models import Forum

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
    def ask(where: Any, **ends: Any) -> Any:
        steps = {
            age: Count(
                "state", filter=Q(due_on__gte=ends[f"{age}_from"], due_on__lte=ends[f"{age}_to"])
            )
            for age in AGES
        }
        found = Commitment.objects.filter(where, state="open").order_by().values_list(*names)
        return found.annotate(**steps)

    days = {f"{age}_{end}": DateField() for age in AGES for end in ("from", "to")}
    return Asked(ask, where=Q, **days)


_BY_SECTOR, _BY_FORUM = _by("sector"), _by("forum_id")
_NAMES = Asked(
    lambda forums: Forum.objects.filter(pk__in=forums).values_list("pk", "name"),
    forums=[UUIDField()],
)


def _days(on: date) -> dict[str, date]:
    ends = {age: due_between(age, on) for age in AGES}
    return {f"{age}_{end}": ends[age][i] for age in AGES for i, end in enumerate(("from", "to"))}


def ages_by_sector(where: Q, on: date) -> dict[str, dict[str, int]]:
    """Sector → step → how many open promises."""
    rows = _BY_SECTOR(where=where, **_days(on))
    return {sector: dict(zip(AGES, counts, strict=True)) for sector, *counts in rows}


def ages_by_forum(where: Q, on: date) -> dict[tuple[Any, str], dict[str, int]]:
    """Key and name of a forum → step → how many open promises."""
    rows = _BY_FORUM(where=where, **_days(on))
    names = dict(_NAMES(forums=[row[0] for row in rows]))
    return {(pk, names[pk]): dict(zip(AGES, counts, strict=True)) for pk, *counts in rows}


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
