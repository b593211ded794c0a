"""Assessments under way that nobody called for: what no calendar of calls tells of, and somebody still has to do."""

from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from mufakat.indicators.models import Assessment, Obligation, State

IN_TURN = (State.RETURNED, State.SUBMITTED, State.VERIFIED, State.DRAFT)  # sent back comes first
ANSWERING = (State.RETURNED, State.DRAFT)
ACTING = IN_TURN[:-1]  # a draft is the business of who began it


def uncalled(states: tuple[str, ...]) -> Q:
    """Those of these states that no standing call asks for."""
    asked = Obligation.objects.filter(
        call__withdrawn_at=None,
        call__instrument=OuterRef("instrument"),
        call__month=OuterRef("month"),
        organisation=OuterRef("organisation"),
    )
    # Most belong to a call that stands: these are not asked about one by one.
    alone = Q(call=None) | Q(call__withdrawn_at__isnull=False)
    return alone & Q(~Exists(asked), state__in=states)


def in_turn(found: QuerySet[Assessment]) -> "QuerySet[Any]":
    """What was sent back first, then what waits for the next hand, the oldest first, then what is only begun."""
    turn = [When(state=state, then=Value(n)) for n, state in enumerate(IN_TURN)]
    ranked: QuerySet[Any] = found.annotate(turn=Case(*turn, output_field=IntegerField()))
    return ranked.order_by("turn", F("submitted_at").asc(nulls_last=True), "on", "id")
