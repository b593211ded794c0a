"""What screens ask the directory."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from mufakat.core.fields import ancestors

from . import rules
from .models import Facility, Forum, Membership, Office, Organisation, Person, Region


@cache
def _sectors() -> list[dict[str, str]]:
    file = Path(__file__).parent / "reference" / "sectors.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["sector"])


def sectors() -> list[tuple[str, str]]:
    """Code and title of every sector, in the order of the reference data."""
    title = "title_en" if get_language() == "en" else "title_id"
    return [(s["code"], s[title]) for s in _sectors()]


def sector_title(code: str) -> str:
    return dict(sectors()).get(code, code)


def breadcrumbs(region: Region) -> list[Region]:
    """The regions above, from the nation down, in one query."""
    return list(Region.objects.filter(path__in=ancestors(region.path)[:-1]).order_by("level"))


def region_by_code(text: str, on: date | None = None) -> Region:
    """The region of a Kemendagri code; an unknown or unclear code is asked back, never guessed."""
    code = rules.region_code(text)
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise rules.unknown_region(code)
    if on and not region.is_valid_on(on):
        after = [f"{s.new} ({s.new.code})" for s in region.successors.select_related("new")]
        raise rules.region_not_valid(code, on, after)
    return region


def regions_named(text: str, limit: int = 20) -> list[Region]:
    """Regions whose name contains the text, the highest levels first: the person chooses, nothing is guessed."""
    found = Region.objects.filter(Q(name__icontains=text) | Q(code=text)).order_by("level", "code")
    return list(found.select_related("parent__parent")[:limit])


def organisations_in(region: Region, on: date) -> QuerySet[Organisation]:
    found: QuerySet[Organisation] = Organisation.objects.on(on).filter(
        region_path__under=region.path
    )
    return found


def network_of(organisation: Organisation, on: date) -> QuerySet[Facility]:
    """The facilities below: Puskesmas → Pustu → Posyandu."""
    found: QuerySet[Facility] = (
        Facility.objects.on(on)
        .filter(path__under=organisation.path)
        .exclude(pk=organisation.pk)
        .order_by("path")
    )
    return found


def members_of(forum: Forum, on: date) -> list[Membership]:
    found = forum.memberships.on(on).select_related("organisation__region", "person")
    order = {"chair": 0, "host": 1, "secretary": 2, "member": 3}
    members: list[Membership] = sorted(found, key=lambda m: (order[m.role], str(m)))
    return members


def offices_on(on: date, organisations: Any) -> list[Office]:
    """Who holds which office in these organisations on a day."""
    found = Office.objects.on(on).filter(organisation__in=organisations)
    return list(found.select_related("person", "organisation").order_by("title"))


def people_named(text: str, limit: int = 20) -> list[Person]:
    return list(Person.objects.filter(name__icontains=text)[:limit])


def counts_by_level() -> dict[str, int]:
    """How many regions stand today, by level: what `GET /regions/stats` answers."""
    from django.db.models import Count
    from django.utils import timezone

    levels = {1: "province", 2: "regency", 3: "district", 4: "village"}
    rows = Region.objects.on(timezone.localdate()).filter(level__in=levels)
    counted = {r["level"]: r["n"] for r in rows.values("level").annotate(n=Count("id"))}
    return {name: counted.get(level, 0) for level, name in levels.items()}
