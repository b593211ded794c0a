"""Mentoring visits: who was visited when, who is due, who waits for long."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from mufakat.directory.models import Office, Organisation, Region
from mufakat.directory.queries.stays import then
from mufakat.programmes.models import CoeUnit, Lokus, Programme, Replication, Visit
from mufakat.programmes.rules import LONG, same_mentor

from .units import network_of


def mentored(
    programme: Programme, on: date, where: Q, region: Region | None = None
) -> QuerySet[Lokus]:
    """The mentored facilities of a day with `last` (the day of the last visit), `due` (the next one agreed then) and
    `visits`; those never visited come first, then those visited longest ago. `where`: those that the reader sees."""
    made = Visit.objects.filter(
        programme=programme, organisation=OuterRef("organisation"), on__lte=on
    ).order_by("-on", "-id")
    counted = made.order_by().values("organisation").annotate(n=Count("id")).values("n")
    found: QuerySet[Lokus] = Lokus.objects.on(on).filter(where, programme=programme)
    moved = then(region.path if region else "", on)
    if region is not None:
        found = found.filter(moved.under(region.path, "organisation__"))
    return (
        found.annotate(
            lay=moved.where("organisation__"),
            last=Subquery(made.values("on")[:1]),
            due=Subquery(made.values("next_on")[:1]),
            visits=Subquery(counted),
        )
        .select_related("organisation__region")
        .order_by(F("last").asc(nulls_first=True), "organisation__name", "id")
    )


def visits_of(
    programme: Programme,
    where: Q,
    *,
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> QuerySet[Visit]:
    """The visits that a reader sees, newest first."""
    found = Visit.objects.filter(where, programme=programme)
    if region is not None:
        found = found.filter(region_path__under=region.path)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.select_related("organisation__region", "by_organisation").order_by("-on", "-id")


def works_with(programme: Programme, organisation: Organisation, on: date) -> bool:
    """Does a programme work with a facility on a day: mentored, part of a centre of then, or learning from one?"""
    part = Q(puskesmas=organisation) | Q(pustu=organisation)
    if above := network_of(organisation, on):
        part |= Q(pustu=above)
    of: dict[str, Any] = {"programme": programme}
    return (
        Lokus.objects.on(on).filter(organisation=organisation, **of).exists()
        or CoeUnit.objects.on(on).filter(part, **of).exists()
        or Replication.objects.filter(unit__programme=programme, target=organisation)
        .filter(Q(unit__valid_from=None) | Q(unit__valid_from__lte=on))
        .exclude(state="stopped")
        .exists()
    )


def told_already(
    programme: Programme,
    organisation: Organisation,
    on: date,
    mentors: str,
    but: Visit | None = None,
) -> Visit | None:
    """The first visit of a programme to a facility on a day by one of these mentors; `but`: without this one."""
    found = Visit.objects.filter(programme=programme, organisation=organisation, on=on)
    found = found.exclude(pk=but.pk) if but else found
    return next((each for each in found.order_by("id") if same_mentor(each.mentors, mentors)), None)


def not_visited(rows: QuerySet[Lokus], on: date) -> QuerySet[Lokus]:
    """Of the rows of `mentored` those without a visit for longer than 60 days, counted from the first day of mentoring
    where there never was one."""
    long_ago = on - LONG
    never = Q(last=None) & (Q(valid_from=None) | Q(valid_from__lt=long_ago))
    return rows.filter(never | Q(last__lt=long_ago))


def mentored_bodies(programme: Programme, where: Q, on: date) -> QuerySet[Organisation]:
    """The mentored facilities within a right, to be offered while one types."""
    ids = Lokus.objects.on(on).filter(programme=programme).values("organisation")
    found: QuerySet[Organisation] = Organisation.objects.filter(where, pk__in=ids)
    return found.select_related("region").order_by("name", "id")


def only_office(person_id: Any, on: date) -> Organisation | None:
    """Where somebody works, if in one place only."""
    held = Office.objects.on(on).filter(person=person_id).select_related("organisation__region")
    bodies = {office.organisation_id: office.organisation for office in held}
    return next(iter(bodies.values())) if person_id and len(bodies) == 1 else None


def waiting_for_visits(where: Q, on: date) -> list[tuple[str, str, int]]:
    """Code and title of each programme, and how many of these mentored facilities (`where`) wait for a visit for longer
    than 60 days. Only of programmes in which visits are written down at all: nobody is reminded of what he does not do.
    """
    of: dict[str, Any] = {"programme": OuterRef("programme")}
    made = Visit.objects.filter(organisation=OuterRef("organisation"), on__lte=on, **of)
    rows: Any = Lokus.objects.on(on).filter(where, Exists(Visit.objects.filter(**of)))
    rows = rows.annotate(last=Subquery(made.order_by("-on").values("on")[:1]))
    counted = not_visited(rows, on).values_list("programme__code", "programme__title")
    return list(counted.annotate(n=Count("id")).order_by("programme__title", "programme__code"))
