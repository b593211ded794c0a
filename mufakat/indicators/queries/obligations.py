"""Who owes which assessment, and how it stands: worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Substr

from mufakat.directory.models import Region
from mufakat.indicators.models import Assessment, Obligation, State

NONE, EXCUSED, LATE = "none", "excused", "late"
SENT = (State.SUBMITTED, State.VERIFIED, State.FINAL)
DISTRICT = 6  # characters of the path of a kabupaten or kota: "32.73."
SOON = timedelta(days=14)


def standing_of(found: QuerySet[Obligation], today: date) -> QuerySet[Obligation]:
    """Each with `stands` (the state of its assessment; none; excused), `assessment_id`, `is_late` and its `rank`: what
    is late or was sent back comes first, what is accepted or excused last. Begun before it was called for, an
    assessment of the same body, instrument and month counts as well."""
    own = Assessment.objects.filter(
        instrument=OuterRef("call__instrument"),
        organisation=OuterRef("organisation"),
        month=OuterRef("call__month"),
    ).exclude(state=State.WITHDRAWN)
    found = found.annotate(
        assessment_id=Subquery(own.values("pk")[:1]),
        stands=Case(
            When(~Q(excused_reason=""), then=Value(EXCUSED)),
            default=Coalesce(Subquery(own.values("state")[:1]), Value(NONE)),
            output_field=CharField(),
        ),
    )
    owed = Q(stands__in=(NONE, State.DRAFT, State.RETURNED))
    return found.annotate(
        is_late=Case(
            When(owed & Q(call__due_on__lt=today), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        ),
        rank=Case(
            When(owed & Q(call__due_on__lt=today, stands=State.RETURNED), then=Value(0)),
            When(owed & Q(call__due_on__lt=today), then=Value(1)),
            When(stands=State.RETURNED, then=Value(2)),
            When(stands=State.SUBMITTED, then=Value(3)),
            When(stands=State.VERIFIED, then=Value(4)),
            When(owed, then=Value(5)),
            When(stands=State.FINAL, then=Value(6)),
            default=Value(7),
            output_field=IntegerField(),
        ),
    )


def chosen(
    found: QuerySet[Obligation],
    *,
    call: Any = None,
    region: Region | None = None,
    stands: str = "",
) -> QuerySet[Obligation]:
    """Those that a filter asks for; of what `standing_of` made."""
    if call is not None:
        found = found.filter(call=call)
    if region is not None:
        found = found.filter(region_path__under=region.path)
    if stands == LATE:
        return found.filter(is_late=1)
    return found.filter(stands=stands) if stands else found


def in_order(found: QuerySet[Obligation]) -> QuerySet[Obligation]:
    named = found.select_related("call__instrument", "call__region", "organisation__region")
    return named.order_by("rank", "call__due_on", "organisation__name", "id")


@dataclass(frozen=True)
class Counted:
    """Of a call in a district: how many owe it (excused ones not counted), and how these stand."""

    call: Any
    title: str
    district: str
    name: str
    owed: int
    late: int
    returned: int
    sent: int
    accepted: int
    excused: int

    @property
    def share(self) -> tuple[int, int]:
        return self.accepted, self.owed


def counts_of(found: QuerySet[Obligation]) -> list[Counted]:
    """For each call and kabupaten or kota, the least accepted first; of what `standing_of` made."""
    rows = (
        found.order_by()
        .annotate(district=Substr("region_path", 1, DISTRICT), title=F("call__title"))
        .values("call", "title", "district")
        .annotate(
            owed=Count("pk", filter=~Q(stands=EXCUSED)),
            late=Count("pk", filter=Q(is_late=1)),
            returned=Count("pk", filter=Q(stands=State.RETURNED)),
            sent=Count("pk", filter=Q(stands__in=(State.SUBMITTED, State.VERIFIED))),
            accepted=Count("pk", filter=Q(stands=State.FINAL)),
            excused=Count("pk", filter=Q(stands=EXCUSED)),
        )
    )
    listed = list(rows)
    names = _names(row["district"] for row in listed)
    counted = [Counted(name=names.get(row["district"], ""), **row) for row in listed]
    return sorted(counted, key=lambda c: (c.accepted / (c.owed or 1), -c.owed, c.title, c.name))


def _names(paths: Iterable[str]) -> dict[str, str]:
    regions = Region.objects.filter(path__in=set(paths))
    return {region.path: str(region) for region in regions}


def owed_soon(found: QuerySet[Obligation], today: date) -> QuerySet[Obligation]:
    """What a body must still answer: late, sent back, or due within a fortnight, and opened by now."""
    owing = standing_of(found, today).filter(
        stands__in=(NONE, State.DRAFT, State.RETURNED),
        call__due_on__lte=today + SOON,
        call__opens_on__lte=today,
    )
    return in_order(owing.exclude(call__closes_on__lt=today, stands__in=(NONE, State.DRAFT)))


def waiting_for(found: QuerySet[Assessment], state: str) -> QuerySet[Assessment]:
    """What was sent, or verified, and waits for the next hand; oldest first."""
    return (
        found.filter(state=state)
        .select_related("instrument", "organisation")
        .order_by("submitted_at", "id")
    )
