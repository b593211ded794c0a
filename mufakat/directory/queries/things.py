"""What screens ask about regions, bodies, people and forums."""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache as once
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from mufakat.core import clock
from mufakat.core.fields import ancestors
from mufakat.core.ids import parse_id
from mufakat.directory import access, rules
from mufakat.directory.models import (
    Forum,
    Membership,
    Office,
    Organisation,
    Person,
    Region,
    RegionCode,
    User,
)
from mufakat.directory.models.dated import Dated
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of


@once
def _sectors() -> list[dict[str, str]]:
    file = Path(__file__).parent.parent / "reference" / "sectors.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["sector"])


@once
def _titles(language: str | None) -> dict[str, str]:
    title = "title_en" if language == "en" else "title_id"
    return {s["code"]: s[title] for s in _sectors()}


def sectors() -> list[tuple[str, str]]:
    """Code and title of every sector, in the order of the reference data."""
    return list(_titles(get_language()).items())


def is_of_region(code: str) -> bool:
    """Do the bodies of a sector belong to the government of a region, as the head of their letters says?"""
    return any(s["code"] == code and s.get("of_region", False) for s in _sectors())


def sector_title(code: str) -> str:
    return _titles(get_language()).get(code, code)


def regions_above(region: Region) -> list[Region]:
    """The regions above, from the nation down, in one query."""
    return list(Region.objects.filter(path__in=ancestors(region.path)[:-1]).order_by("level"))


def breadcrumbs(region: Region) -> list[dict[str, str]]:
    """Label and address of the regions from the nation down to this one; remembered for five minutes."""
    key, cache = f"crumbs:{region.pk}", caches["near"]
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
        others = [f"{each} ({each.code})" for each in regions_instead(region, on)]
        raise rules.region_not_valid(code, on, region.valid_from, others)
    return region


def regions_instead(region: Region, on: date) -> list[Region]:
    """What a region became that had ended by this day, or what it comes from if it had not begun."""
    early = region.valid_from is not None and on < region.valid_from
    found = Q(successors__new=region) if early else Q(predecessors__old=region)
    return list(Region.objects.filter(found).order_by("code"))


def regions_named(text: str, limit: int = 20) -> list[Region]:
    """Regions whose name contains the text, or that have or had this code, of Kemendagri or another system, the highest
    levels first: the person chooses, nothing is guessed."""
    wanted = Q(name__icontains=text) | Q(code=text) | Q(predecessors__old__code=text)
    wanted |= Q(pk__in=RegionCode.objects.filter(code=text).values("region"))
    found = Region.objects.filter(wanted).distinct().order_by("level", "code")
    return list(found.select_related("parent__parent")[:limit])


def members_of(forum: Forum, on: date) -> list[Membership]:
    """Who sits in a forum on a day, the chair first."""
    return sorted(
        forum.memberships.on(on).select_related("organisation__region", "person"), key=_by_seat
    )


def _by_seat(membership: Membership) -> tuple[int, str]:
    order = {"chair": 0, "host": 1, "secretary": 2, "member": 3}
    return order[membership.role], str(membership)


def seated_in(forum: Forum, on: date) -> tuple[QuerySet[Organisation], QuerySet[Person]]:
    """Who may be meant first where something is said in a forum: the organisations that sit in it on a day, and the
    people who sit in it themselves or hold an office in one of these."""
    seats = forum.memberships.on(on)
    bodies = Organisation.objects.filter(pk__in=seats.values("organisation"))
    offices = Office.objects.on(on).filter(organisation__in=seats.values("organisation"))
    people = Q(pk__in=offices.values("person")) | Q(pk__in=seats.values("person"))
    return bodies.select_related("region"), Person.objects.on(on).filter(people)


def offices_on(on: date, organisations: Any) -> list[Office]:
    """Who holds which office in these organisations on a day."""
    found = Office.objects.on(on).filter(organisation__in=organisations)
    return list(found.select_related("person", "organisation").order_by("title"))


def sector_of_person(person: Person, on: date) -> str:
    """The sector in which somebody holds office on a day; empty if in none or in several."""
    found = Office.objects.on(on).filter(person=person)
    sectors = set(found.values_list("organisation__sector", flat=True))
    return sectors.pop() if len(sectors) == 1 else ""


def stands_for(person: Person, organisation: Organisation, forum: Forum, on: date) -> bool:
    """Does somebody hold an office in an organisation on a day, or sit in the forum on its behalf?"""
    there: dict[str, Any] = {"person": person, "organisation": organisation}
    if Office.objects.on(on).filter(**there).exists():
        return True
    return bool(forum.memberships.on(on).filter(**there).exists())


def counts_by_level() -> dict[str, int]:
    """How many regions stand today, by level: what `GET /regions/stats` answers."""
    from django.db.models import Count

    levels = {1: "province", 2: "regency", 3: "district", 4: "village"}
    rows = Region.objects.on(clock.today()).filter(level__in=levels)
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


def network_tree(
    organisation: Organisation, on: date
) -> list[tuple[Organisation, list[Organisation]]]:
    """The two levels below an organisation: each body directly below, and those below that one."""
    below = Q(parent=organisation) | Q(parent__parent=organisation)
    rows = Organisation.objects.on(on).filter(below).select_related("facility", "region")
    children: dict[Any, list[Organisation]] = {}
    for row in rows.order_by("name", "id"):
        children.setdefault(row.parent_id, []).append(row)
    return [(row, children.get(row.pk, [])) for row in children.get(organisation.pk, [])]


def people_found(on: date, text: str = "") -> QuerySet[Person]:
    """The list of people who take part on a day, with what each is today in `held`."""
    held = Office.objects.on(on).select_related("organisation")
    found: QuerySet[Person] = Person.objects.on(on).filter(name__icontains=text)
    return found.order_by("name", "id").prefetch_related(
        Prefetch("offices", queryset=held, to_attr="held")
    )


LOGIN_VERBS = (
    *("user.recorded", "user.locked", "user.unlocked"),
    *("password.reset", "token.recorded", "token.ended"),
)


def history_seen(user: Any, thing: Any, memberships: Sequence[Membership] = ()) -> list[Event]:
    """The history of a thing of the directory for this reader: what happened in the directory itself; who sits in
    which forum as far as the reader sees the forum; roles and logins for those who see roles. Promises and
    sessions are told on their own pages."""
    told = Q(subject_kind__in=("region", "organisation", "person", "office"))
    if isinstance(thing, Forum):
        told |= Q(subject_kind="forum", subject_id=str(thing.pk))
    told |= Q(subject_kind="membership", subject_id__in=[str(m.pk) for m in memberships])
    if access.can(user, "role.see"):
        seen = access.visible_assignments(user, "role.see")
        mine = seen.none()
        if isinstance(thing, Person | User):
            whose = {"user__person": thing} if isinstance(thing, Person) else {"user": thing}
            mine = seen.filter(**whose)
        ids = [str(pk) for pk in mine.values_list("pk", flat=True)]
        told |= Q(subject_kind="assignment", subject_id__in=ids)
        told |= Q(verb__in=LOGIN_VERBS)
    return history_of(thing, only=told)


def by_time[T: Dated](rows: Iterable[T], on: date) -> dict[str, list[T]]:
    """Dated things as they stand on a day: those of `now`, those `coming`, those of `before`."""
    found: dict[str, list[T]] = {"now": [], "coming": [], "before": []}
    for row in rows:
        ended = row.valid_to is not None and row.valid_to < on
        when = "before" if ended else "now" if row.is_valid_on(on) else "coming"
        found[when].append(row)
    return found


def offices_of(thing: Organisation | Person) -> QuerySet[Office]:
    """Who held or holds which office here, or which offices this person held or holds."""
    found: QuerySet[Office] = thing.offices.select_related("person", "organisation")
    return found.order_by("title", "-valid_from", "id")


def seats_of(forum: Forum) -> list[Membership]:
    """All seats of a forum, those that have ended too, the chair first."""
    found = forum.memberships.select_related("organisation", "person").order_by("valid_from", "id")
    return sorted(found, key=_by_seat)


def organisation_named(text: str | None) -> Organisation | None:
    """The organisation whose id an address says, if there is one. Names of bodies are open to all who have a role."""
    pk = parse_id(text)
    return Organisation.objects.select_related("region").filter(pk=pk).first() if pk else None


def places_named(code: str | None, parent_id: str | None) -> dict[str, Any]:
    """What the link "add one here" says: the region of this code and the organisation of this id."""
    found: dict[str, Any] = {}
    if region := Region.objects.filter(code=code or "").first():
        found["region"] = region
    if parent := organisation_named(parent_id):
        found |= {"parent": parent, "region": found.get("region", parent.region)}
    return found
