"""What screens ask the directory."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache as once
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from mufakat.core.fields import ancestors

from mufakat.journal.models import Event
from mufakat.journal.queries import history_of

from . import access, rules
from .models import Facility, Forum, Membership, Office, Organisation, Person, Region


@once
def _sectors() -> list[dict[str, str]]:
    file = Path(__file__).parent / "reference" / "sectors.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["sector"])


def sectors() -> list[tuple[str, str]]:
    """Code and title of every sector, in the order of the reference data."""
    title = "title_en" if get_language() == "en" else "title_id"
    return [(s["code"], s[title]) for s in _sectors()]


def sector_title(code: str) -> str:
    return dict(sectors()).get(code, code)


def regions_above(region: Region) -> list[Region]:
    """The regions above, from the nation down, in one query."""
    return list(Region.objects.filter(path__in=ancestors(region.path)[:-1]).order_by("level"))


def breadcrumbs(region: Region) -> list[dict[str, str]]:
    """Label and address of the regions from the nation down to this one; remembered for five minutes."""
    key = f"crumbs:{region.pk}"
    found: list[dict[str, str]] | None = cache.get(key)
    if found is None:
        above = Region.objects.filter(path__in=ancestors(region.path)).order_by("level")
        found = [{"label": str(each), "url": each.get_absolute_url()} for each in above]
        cache.set(key, found, 300)
    return found


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


def organisations_found(
    on: date, *, text: str = "", region: Region | None = None, sector: str = "", kind: str = ""
) -> QuerySet[Organisation]:
    """The list of bodies that stood on a day, by region and all below it, sector, kind of facility, and name."""
    found: QuerySet[Organisation] = Organisation.objects.on(on)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(short_name__icontains=text))
    if region is not None:
        found = found.filter(region_path__under=region.path)
    if sector:
        found = found.filter(sector=sector)
    if kind:
        found = found.filter(facility__kind=kind)
    return found.select_related("region", "facility").order_by("name", "id")


def network_tree(organisation: Organisation, on: date) -> list[tuple[int, Organisation]]:
    """Everything below an organisation, parents before children, each with its depth (1 is directly below)."""
    below = Organisation.objects.on(on).filter(path__under=organisation.path)
    rows = below.exclude(pk=organisation.pk).select_related("facility", "region").order_by("name")
    children: dict[str, list[Organisation]] = {}
    for row in rows:
        children.setdefault(row.path[: -len(row.id.hex) - 1], []).append(row)

    def walk(path: str, depth: int) -> list[tuple[int, Organisation]]:
        found: list[tuple[int, Organisation]] = []
        for row in children.get(path, []):
            found += [(depth, row), *walk(row.path, depth + 1)]
        return found

    return walk(organisation.path, 1)


def people_found(on: date, text: str = "") -> QuerySet[Person]:
    """The list of people who take part on a day, with what each is today in `held`."""
    held = Office.objects.on(on).select_related("organisation")
    found: QuerySet[Person] = Person.objects.on(on).filter(name__icontains=text)
    return found.order_by("name", "id").prefetch_related(
        Prefetch("offices", queryset=held, to_attr="held")
    )


def history_seen(user: Any, thing: Any, memberships: Sequence[Membership] = ()) -> list[Event]:
    """The history of a thing of the directory for this reader: what happened in the directory itself; who sits in
    which forum as far as the reader sees the forum; roles and logins for those who see roles. Promises and
    sessions are told on their own pages."""
    told = Q(subject_kind__in=("region", "organisation", "person", "office"))
    told |= Q(subject_kind="membership", subject_id__in=[str(m.pk) for m in memberships])
    if access.can(user, "role.see"):
        seen = access.visible_assignments(user, "role.see")
        mine = seen.filter(user__person=thing) if isinstance(thing, Person) else seen.none()
        ids = [str(pk) for pk in mine.values_list("pk", flat=True)]
        told |= Q(subject_kind="assignment", subject_id__in=ids) | Q(verb="user.recorded")
    return history_of(thing, only=told)
