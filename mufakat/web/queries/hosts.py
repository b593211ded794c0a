"""The Puskesmas of a region and the forums that they host."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, FilteredRelation, Q

from mufakat.core.asked import Asked
from mufakat.directory.models import Facility, Region


def _between(first: Any, last: Any, prefix: str = "") -> Q:
    """The condition "holds on one of these days"."""
    return (Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": last})) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": first})
    )


def _hosts(path: Any, first: Any, last: Any) -> Any:
    """Every Puskesmas, with each forum that it hosts; without one, once."""
    seat = _between(first, last, "memberships__") & Q(memberships__role="host")
    found = Facility.objects.filter(_between(first, last), region_path__under=path)
    with_seats = found.filter(kind="puskesmas").annotate(
        seat=FilteredRelation("memberships", condition=seat)
    )
    columns = ("pk", "name", "short_name", "seat__forum_id")
    return with_seats.order_by("pk", "seat__forum_id").values_list(*columns)


_HOSTS = Asked(_hosts, path=CharField(), first=DateField(), last=DateField())


@dataclass(frozen=True)
class Hosts:
    """The name of each Puskesmas, the forums that each hosts, and the forums that several host together."""

    names: dict[UUID, str]
    forums: dict[UUID, list[UUID]]
    shared: frozenset[UUID]

    @property
    def all_forums(self) -> list[UUID]:
        """Each forum once."""
        return sorted({forum for each in self.forums.values() for forum in each})


def hosts_of(region: Region, first: date, last: date) -> Hosts:
    """As they stood on any of these days."""
    names: dict[UUID, str] = {}
    forums: dict[UUID, list[UUID]] = {}
    for body, name, short, forum in _HOSTS(path=region.path, first=first, last=last):
        names[body] = short or name
        if forum and forum not in forums.setdefault(body, []):
            forums[body].append(forum)
    many = Counter(forum for each in forums.values() for forum in each)
    return Hosts(names, forums, frozenset(forum for forum, n in many.items() if n > 1))
