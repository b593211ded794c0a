"""What waits for the user in this room."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from mufakat.core import clock
from mufakat.learning.access import draft_where, to_read
from mufakat.learning.models import Learner, Review

from .library import looks_due

MOST = 20


class Waiting(NamedTuple):
    """`kind`: "read" (an organisation of the user should learn it) or "look" (see whether it worked)."""

    kind: str
    title: str
    where: str
    url: str
    due: date | None


def waiting_for(user: Any) -> list[Waiting]:
    """What is to be read, and which reviews are to be looked at again; mostly nothing, and one question tells it."""
    on = clock.today()
    due = looks_due(Review.objects.filter(draft_where(user)), on).order_by().values("pk")
    anything = Q(pk__in=due) | Q(pk__in=to_read(user).values("review"))
    if not Review.objects.filter(anything).exists():
        return []
    return [*_to_read(user), *_to_look(user, on)]


def readings(user: Any) -> list[Learner]:
    found = (
        to_read(user).select_related("review", "organisation").order_by("-review__closed_at", "id")
    )
    return list(found[:MOST])


def due_looks(user: Any, on: date) -> list[Review]:
    return list(looks_due(Review.objects.filter(draft_where(user)), on)[:MOST])


def _to_read(user: Any) -> list[Waiting]:
    return [
        Waiting(
            "read",
            each.review.question,
            str(each.organisation),
            each.review.get_absolute_url(),
            None,
        )
        for each in readings(user)
    ]


def _to_look(user: Any, on: date) -> list[Waiting]:
    return [
        Waiting(
            "look",
            each.question,
            str(each.region),
            f"{each.get_absolute_url()}lihat-lagi/",
            each.look_on,
        )
        for each in due_looks(user, on)
    ]
