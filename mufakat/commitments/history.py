"""How promises stood on a day of the past, by the verdicts that were given until then."""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .models import Commitment, Verdict
from .rules import CLOSING


def overdue_then(found: QuerySet[Commitment], on: date) -> QuerySet[Commitment]:
    """The promises that were open at the end of that day and due before it, whatever became of them since.

    A promise was open if it was made until then and its last verdict until then did not close it. Its date is
    what that verdict left; with no verdict until then, what the first one after found.
    """
    given = Verdict.objects.filter(commitment=OuterRef("pk"))
    last = given.filter(session_on__lte=on).order_by("-session_at", "-given_at")
    next_one = given.filter(session_on__gt=on).order_by("session_at", "given_at")
    stood = found.alias(
        last_verdict=Subquery(last.values("verdict")[:1]),
        due_then=Coalesce(
            Subquery(last.values("due_after")[:1]),
            Subquery(next_one.values("due_before")[:1]),
            F("due_on"),
        ),
    )
    was_open = Q(last_verdict=None) | ~Q(last_verdict__in=CLOSING)
    return stood.filter(was_open, made_on__lte=on, due_then__lt=on)
