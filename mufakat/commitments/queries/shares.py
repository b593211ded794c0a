"""Which forums and bodies kept how much of what they promised, of one place."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateField, IntegerField, Q, QuerySet, UUIDField

from mufakat.commitments.models import Tally, Verdict
from mufakat.commitments.rules import VERDICTS
from mufakat.core.asked import Asked
from mufakat.directory.models import Organisation, Region

from .rates import Rate, Share, cells_of, shares

MOST_OWNERS, MOST_BODIES = 40, 300

_FORUMS_OF_DISTRICT = Asked(
    lambda kind, path, where: shares(
        Tally.objects.filter(where, node_kind=kind, parent_key=path)
    ).filter(judged__gt=0),
    kind=CharField(),
    path=CharField(),
    where=Q,
)


def _given(where: Any, first: Any, last: Any) -> QuerySet[Verdict]:
    return Verdict.objects.filter(where, session_on__gte=first, session_on__lte=last).order_by()


_BY_FORUM = Asked(
    lambda where, first, last: (
        _given(where, first, last)
        .values_list("forum_id")
        .annotate(s=Count("id", filter=Q(verdict="kept")), judged=Count("id"))
    ),
    where=Q,
    first=DateField(),
    last=DateField(),
)


def rates_in_district(region: Region, where: Q) -> dict[str, Share]:
    """Shares of the forums, wherever they are, by their id: of what is to be kept in this district."""
    rows = _FORUMS_OF_DISTRICT(kind=cells_of("forum", where), path=region.path, where=where)
    return {key: Share(*row) for key, *row in rows}


def rates_by_forum(where: Q, first: date, last: date) -> dict[str, Share]:
    """The same, counted from the verdicts of these days that meet a condition."""
    return {str(pk): Share(*row) for pk, *row in _BY_FORUM(where=where, first=first, last=last)}


_BY_OWNER = Asked(
    lambda where, first, last: (
        _given(where, first, last)
        .values_list(
            "commitment__owner_organisation_id",
            "commitment__owner_organisation__name",
            "commitment__owner_organisation__short_name",
        )
        .annotate(**{name: Count("id", filter=Q(verdict=name)) for name in VERDICTS})
    ),
    where=Q,
    first=DateField(),
    last=DateField(),
)


def rate_by_owner(where: Q, first: date, last: date) -> dict[tuple[Any, str], Rate]:
    """Rates of the bodies that promised, by key and name, counted from the verdicts of these days; those of people
    who answer for no body have neither."""
    return {
        (pk, short or name or ""): Rate(**dict(zip(VERDICTS, counts, strict=True)))
        for pk, name, short, *counts in _BY_OWNER(where=where, first=first, last=last)
    }


def _most_judged(found: QuerySet[Tally]) -> Any:
    """The bodies of these cells, first those of which most was judged."""
    return shares(found).filter(judged__gt=0).order_by("-judged", "node_key")[:MOST_OWNERS]


_OWNERS_OF_DISTRICT = Asked(
    lambda kind, path, where: _most_judged(
        Tally.objects.filter(where, node_kind=kind, parent_key=path).exclude(node_key="")
    ),
    kind=CharField(),
    path=CharField(),
    where=Q,
)
_PEOPLE_OF_DISTRICT = Asked(
    lambda kind, path, where: shares(
        Tally.objects.filter(where, node_kind=kind, parent_key=path, node_key="")
    ).filter(judged__gt=0),
    kind=CharField(),
    path=CharField(),
    where=Q,
)
_OWNERS_ABOVE = Asked(
    lambda kind, path, owners, where: _most_judged(
        Tally.objects.filter(where, node_kind=kind, node_key__in=owners, parent_key__under=path)
    ),
    kind=CharField(),
    path=CharField(),
    owners=[CharField()],
    where=Q,
)
_BODIES_AT = Asked(
    lambda region: (
        Organisation.objects.filter(region=region).order_by("pk").values_list("pk")[:MOST_BODIES]
    ),
    region=IntegerField(),
)
_NAMES = Asked(
    lambda owners: Organisation.objects.filter(pk__in=owners).values_list(
        "pk", "name", "short_name"
    ),
    owners=[UUIDField()],
)


def rates_of_owners(region: Region, where: Q) -> dict[tuple[Any, str], Share]:
    """Shares of the bodies that promised something for a district, a province or the nation, by key and name, of the
    cells that meet a condition (year, tribulan, sector); those of which most was judged. Of a district also, without
    key and name, the people who answer for no body.

    Of a province and the nation only its own bodies: below them they are counted in thousands, and each is found on
    the page of its district.
    """
    kind = cells_of("owner", where)
    people: list[tuple[Any, ...]] = []
    if region.level == 2:
        rows = _OWNERS_OF_DISTRICT(kind=kind, path=region.path, where=where)
        people = _PEOPLE_OF_DISTRICT(kind=kind, path=region.path, where=where)
    else:
        bodies = [str(pk) for (pk,) in _BODIES_AT(region=region.pk)]
        rows = (
            _OWNERS_ABOVE(kind=kind, path=region.path, owners=bodies, where=where) if bodies else []
        )
    rates = {key: Share(*row) for key, *row in rows}
    names = _NAMES(owners=[UUID(key) for key in rates]) if rates else []
    found: dict[tuple[Any, str], Share] = {
        (pk, short or name): rates[str(pk)] for pk, name, short in names
    }
    if people:
        found[None, ""] = Share(*people[0][1:])
    return found
