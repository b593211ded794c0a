"""What waits for a second person, for the page of those who may look."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from mufakat.commitments.models import Check, Commitment, Update, Verdict
from mufakat.core.asked import Asked
from mufakat.directory.access import forums_where

from .seen import seen_now
from .timeline import GOES_ON

MOST = 20


class Unchecked(NamedTuple):
    """A promise at which a second person is to look, and who reported on it last."""

    pk: UUID
    what: str
    due_on: date
    forum: str
    reporter: str


def to_check(user: Any) -> list[Unchecked]:
    """What the user may look at, but for what he reported himself; his own promises may be among it."""
    rows = _TO_CHECK(forums=forums_where(user, "check.record", "forum__"))
    return [found for row in rows if (found := Unchecked(*row)).reporter != str(user.pk)]


def _to_check(forums: Any) -> Any:
    """Reported as done since a session last let it go on, and no second person has seen what stands now (`seen_now`):
    of high priority, or where the last who looked was not content (`rules.needs_second`). First those due first."""
    updates = Update.objects.filter(commitment=OuterRef("pk")).order_by("-at")
    checks = Check.objects.filter(commitment=OuterRef("pk")).order_by("-at")
    found = Commitment.objects.filter(forums, state="open", updates__says_done=True).annotate(
        done=Subquery(updates.values("says_done")[:1]),
        reported_at=Subquery(updates.values("at")[:1]),
        reporter=Subquery(updates.values("by_id")[:1]),
        content=Subquery(checks.values("adequate")[:1]),
    )
    asked = Q(priority="high") | Q(content=False)
    went_on = Verdict.objects.filter(
        verdict__in=GOES_ON, given_at__gte=OuterRef("reported_at"), commitment=OuterRef("pk")
    )
    waits = found.filter(asked, ~seen_now(), ~Exists(went_on), done=True)
    first = waits.order_by("due_on", "id").distinct()
    return first.values_list("pk", "what", "due_on", "forum__name", "reporter")[:MOST]


_TO_CHECK = Asked(_to_check, forums=Q)
