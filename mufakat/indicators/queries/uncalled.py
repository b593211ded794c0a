"""Assessments under way that nobody called for: what no calendar of calls tells of, and somebody still has to do."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from mufakat.indicators.models import Assessment, Obligation, State

IN_TURN = (State.RETURNED, State.SUBMITTED, State.VERIFIED, State.DRAFT)  # sent back comes first
ANSWERING = (State.RETURNED, State.DRAFT)
ACTING = IN_TURN[:-1]  # a draft is the business of who began it


def uncalled(found: QuerySet[Assessment], states: tuple[str, ...]) -> "QuerySet[Any]":
    """Those of these states that no standing call asks for; what was sent back first, then the oldest."""
    asked = Obligation.objects.filter(
        call__withdrawn_at=None,
        call__instrument=OuterRef("instrument"),
        call__month=OuterRef("month"),
        organisation=OuterRef("organisation"),
    )
    alone = Q(call=None) | Q(
        call__withdrawn_at__isnull=False
    )  # most belong to a call: not asked about one by one
    turn = [When(state=state, then=Value(n)) for n, state in enumerate(IN_TURN)]
    ranked: QuerySet[Any] = found.filter(alone, ~Exists(asked), state__in=states).annotate(
        turn=Case(*turn, output_field=IntegerField())
    )
    return ranked.order_by("turn", "on", "id")
