"""Who owes which assessment, and how it stands: worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Substr

from mufakat.directory.models import Region
from mufakat.indicators.models import Assessment, Obligation, State

NONE, EXCUSED, LATE = "none", "excused", "late"
ACTING, OWED, OWING, WAITING = "acting", "owed", "owing", "sent"  # several states at once
LATE_NOW = "late-now"  # and its call is not closed
TO_FILL = (NONE, State.DRAFT, State.RETURNED)
LAST_TO_ACT = 4  # of the ranks: late, sent back, sent, verified
NAMED = ("call__instrument", "call__region", "organisation__region")
SENT = (State.SUBMITTED, State.VERIFIED, State.FINAL)
DISTRICT = 6  # characters of the path of a kabupaten or kota: "32.73."


def standing_of(found: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """Each with `stands` (the state of its assessment; none; excused), `assessment_id`, `is_late` and its `rank`: what
    is late or was sent back comes first, what is accepted or excused last. Begun before it was called for, an
    assessment of the same body, instrument and month counts as well."""
    found = found.alias(own=_of_the_month()).annotate(
        assessment_id=F("own__pk"),
        stands=Case(
            When(~Q(excused_reason=""), then=Value(EXCUSED)),
            default=Coalesce(F("own__state"), Value(NONE)),
            output_field=CharField(),
        ),
    )
    owed = Q(stands__in=TO_FILL)
    ranked: QuerySet[Any] = found.annotate(
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
    return ranked


def _of_the_month() -> FilteredRelation:
    """The assessment of the body that a call asks for; the database keeps that there is at most one."""
    there = "organisation__assessments"
    same = {f"{there}__{name}": F(f"call__{name}") for name in ("instrument", "month")}
    stands = ~Q(**{f"{there}__state": State.WITHDRAWN})
    return FilteredRelation(there, condition=Q(**same) & stands)


def chosen(
    found: "QuerySet[Any]", *, call: Any = None, region: Region | None = None
) -> "QuerySet[Any]":
    """Those that a filter asks for; of what `standing_of` made."""
    if call is not None:
        found = found.filter(call=call)
    if region is not None:
        found = found.filter(region_path__under=region.path)
    return found


def that_stand(found: "QuerySet[Any]", stands: str, today: date) -> "QuerySet[Any]":
    """Those of one state, or of several that belong together; all for none."""
    several = {
        LATE: Q(is_late=1),
        LATE_NOW: Q(is_late=1, call__closes_on__gte=today),
        ACTING: Q(rank__lte=LAST_TO_ACT),
        OWED: ~Q(stands=EXCUSED),
        OWING: _can_be_filled(today),
        WAITING: Q(stands__in=(State.SUBMITTED, State.VERIFIED)),
    }
    return found.filter(several.get(stands, Q(stands=stands))) if stands else found


def _can_be_filled(today: date) -> Q:
    """It has been opened and not closed; what was sent back is mended also afterwards."""
    begun = Q(stands__in=TO_FILL, call__opens_on__lte=today)
    return begun & (Q(call__closes_on__gte=today) | Q(stands=State.RETURNED))


def in_order(found: "QuerySet[Any]") -> "QuerySet[Any]":
    return found.order_by("rank", "call__due_on", "organisation__name", "id")


def whole_obligations(today: date) -> "QuerySet[Any]":
    """With what a row of the calendar names."""
    found = Obligation.objects.select_related(*NAMED)
    return in_order(standing_of(found, today))


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
    acting: int
    owing: int

    @property
    def place(self) -> str:
        """Its district as a part of an address."""
        return f"wilayah={self.district.rstrip('.')}&" if self.district else ""


def counts_of(found: "QuerySet[Any]", today: date) -> list[Counted]:
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
            acting=Count("pk", filter=Q(rank__lte=LAST_TO_ACT)),
            owing=Count("pk", filter=_can_be_filled(today)),
        )
    )
    listed = list(rows)
    names = _names(row["district"] for row in listed)
    counted = [Counted(name=names.get(row["district"], ""), **row) for row in listed]
    return sorted(counted, key=lambda c: (c.accepted / (c.owed or 1), -c.owed, c.title, c.name))


def _names(paths: Iterable[str]) -> dict[str, str]:
    regions = Region.objects.filter(path__in=set(paths))
    return {region.path: str(region) for region in regions}


def still_owed(found: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """What a body must still answer and can answer now, soonest due first; each with how many these are in all
    (`in_all`)."""
    owing = that_stand(standing_of(found.select_related(*NAMED), today), OWING, today)
    counted: QuerySet[Any] = owing.annotate(in_all=Window(Count("pk")))
    return counted.order_by("call__due_on", "rank", "organisation__name", "id")


def newest(found: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return found.order_by("-on", "-id")


def whole_assessments() -> QuerySet[Assessment]:
    """With what a row of the list names."""
    return newest(Assessment.objects.select_related("instrument", "organisation__region"))
