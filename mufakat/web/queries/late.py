"""The promises that home and the page of a region list: one's own, and those that are late."""

from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet

from mufakat.commitments import queries as promises
from mufakat.commitments.access import own, seen, sight
from mufakat.commitments.models import Commitment
from mufakat.core.asked import Asked
from mufakat.directory.access import forums_where, sees_a_province
from mufakat.directory.models import Region


def mine_open(user: Any) -> list[promises.Promised]:
    """My open promises, first those due first."""
    conditions = sight(user)
    rows = _OWN(bodies=conditions["bodies"], person=conditions["person"])
    return [promises.Promised(*row) for row in rows]


def _first_due(found: QuerySet[Commitment], *more: str) -> Any:
    return found.order_by("due_on", "id").values_list(*promises.PROMISED, *more)


def _gathered(*parts: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """What is in any of the parts, which are found before they are put in order: otherwise SQLite spares itself the
    sorting and walks along the dates past everybody's promises."""
    found = Q()
    for part in parts:
        found |= Q(pk__in=part.order_by().values("pk"))
    return Commitment.objects.filter(found)


_OWN = Asked(
    lambda bodies, person: _first_due(
        _gathered(*(Commitment.objects.filter(w, state="open") for w in own(bodies, person)))
    )[:20],
    bodies=Q,
    person=Q,
)


def late_elsewhere(
    user: Any, mine: list[promises.Promised], on: date
) -> list[tuple[promises.Promised, str]]:
    """Late promises of the forums that the user sees, but for his own; each with the name of its forum."""
    own_ids = {c.id for c in mine}
    ask = _LATE_ANYWHERE if sees_a_province(user) else _LATE
    rows = ask(forums=forums_where(user, "commitment.see", "forum__"), on=on)
    late = [(promises.Promised(*row[:-1]), row[-1]) for row in rows]
    return [row for row in late if row[0].id not in own_ids][:10]


def _overdue(forums: Any, on: Any) -> QuerySet[Commitment]:
    return promises.overdue(Commitment.objects.filter(forums), on)


# Ten, and as many as may be one's own.
_LATE = Asked(
    lambda forums, on: _first_due(_gathered(_overdue(forums, on)), "forum__name")[:30],
    forums=Q,
    on=DateField(),
)
# Of so many forums the first late ones are met at once on the way along the dates.
_LATE_ANYWHERE = Asked(
    lambda forums, on: _first_due(_overdue(forums, on), "forum__name")[:30],
    forums=Q,
    on=DateField(),
)


def late_in(user: Any, region: Region, on: date) -> list[promises.Promised]:
    """Late promises to be kept in the region, as far as the user sees them."""
    here = Q(region_path__under=region.path)
    return [promises.Promised(*row) for row in _LATE_IN(**sight(user), here=here, on=on)]


_LATE_IN = Asked(
    lambda here, on, **sight: _first_due(_gathered(_overdue(here, on)).filter(seen(**sight)))[:10],
    forums=Q,
    bodies=Q,
    person=Q,
    here=Q,
    on=DateField(),
)
