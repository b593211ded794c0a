"""Who sees programmes, and who writes for them. What a programme is, where it works and how far its cohorts are is open
to everyone who may see programmes; what was seen on a visit only to those whose facility or region it is."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.directory.access import (
    Node,
    can,
    grants,
    organisations_where,
    require,
    within_reach,
)
from mufakat.directory.models import Organisation, Region

from .models import (
    CoeUnit,
    Cohort,
    CohortDistrict,
    Contest,
    ContestEntry,
    Lokus,
    Programme,
    Replication,
    Standing,
    Visit,
)


def get_programme(user: Any, code: str, verb: str = "programme.see") -> Programme:
    """By its code. To change it one covers the region for which it was recorded."""
    require(user, "programme.see")
    found = Programme.objects.select_related("region", "lead", "parent")
    programme = get_object_or_404(found, code=code)
    if verb != "programme.see":
        require(user, verb, programme.region)
    return programme


def may_record(user: Any, *places: Node | None) -> bool:
    """May one write down what programmes do at one of these places?"""
    return within_reach(user, "programme.record", *places)


def get_cohort(user: Any, pk: Any, verb: str = "programme.see") -> Cohort:
    found = Cohort.objects.select_related("programme__region")
    return _one(user, found, pk, verb, lambda cohort: (cohort.programme.region,))


def get_district(user: Any, pk: Any, verb: str = "programme.see") -> CohortDistrict:
    """How far a district is, its own office writes down, or who keeps the programme."""
    found = CohortDistrict.objects.select_related("cohort__programme__region", "region")
    return _one(user, found, pk, verb, lambda each: (each.region, each.cohort.programme.region))


def get_standing(user: Any, district: CohortDistrict, pk: Any) -> Standing:
    return get_object_or_404(district.standings, pk=pk)


def get_lokus(user: Any, pk: Any, verb: str = "programme.see") -> Lokus:
    found = Lokus.objects.select_related("programme__region", "organisation__region")
    return _one(user, found, pk, verb, lambda each: (each.organisation, each.programme.region))


def get_unit(user: Any, pk: Any, verb: str = "programme.see") -> CoeUnit:
    found = CoeUnit.objects.select_related(
        "programme__region", "puskesmas__region", "pustu__region"
    )
    return _one(user, found, pk, verb, lambda each: (each.puskesmas, each.programme.region))


def get_replication(user: Any, pk: Any, verb: str = "programme.see") -> Replication:
    found = Replication.objects.select_related(
        "unit__programme__region", "unit__puskesmas__region", "target__region"
    )
    return _one(
        user,
        found,
        pk,
        verb,
        lambda each: (each.target, each.unit.puskesmas, each.unit.programme.region),
    )


def get_contest(user: Any, pk: Any, verb: str = "programme.see") -> Contest:
    found = Contest.objects.select_related("programme__region", "region")
    return _one(user, found, pk, verb, lambda each: (each.region, each.programme.region))


def get_entry(user: Any, contest: Contest, pk: Any) -> ContestEntry:
    return get_object_or_404(contest.entries.select_related("organisation"), pk=pk)


def _one[M: Model](user: Any, found: QuerySet[M], pk: Any, verb: str, places: Any) -> M:
    """404 for what is not there, 403 for who may not; `places` are those where the right may be held."""
    require(user, "programme.see")
    thing = get_object_or_404(found, pk=pk)
    if verb != "programme.see" and not within_reach(user, verb, *places(thing)):
        raise PermissionDenied
    return thing


def visits_where(user: Any) -> Q:
    """The condition "the visit was made to one's own facility or region, or by one's own organisation"."""
    to = organisations_where(user, "programme.see", "organisation__")
    return to | organisations_where(user, "programme.see", "by_organisation__")


def visible_visits(user: Any) -> QuerySet[Visit]:
    return Visit.objects.filter(visits_where(user))


def get_visit(user: Any, pk: Any, verb: str = "programme.see") -> Visit:
    """404 if the user may not see it, 403 if he may see but not change it."""
    found = visible_visits(user).select_related(
        "programme", "organisation__region", "by_organisation"
    )
    visit = found.filter(pk=pk).first()
    if visit is None:
        raise Http404
    if verb != "programme.see":
        require(user, verb, visit.organisation)
    return visit


def may_visit(user: Any, organisation: Organisation | Region) -> bool:
    return can(user, "visit.record", organisation)


def facilities_where(user: Any, verb: str, programme: Programme) -> Q:
    """The condition "the organisation is one for which the user may do `verb`": who keeps the whole programme may
    everywhere."""
    if can(user, verb, programme.region):
        return Q()
    return organisations_where(user, verb)


def own_district(user: Any, verb: str) -> Region | None:
    """The one region in which a user holds a right, where it is a district or smaller: what a list begins with."""
    held = [g for g in grants(user) if g.node_kind == "region" and verb in g.role.verbs]
    paths = {g.node_path for g in held if g.node_path.count(".") >= 2}
    return Region.objects.filter(path__in=paths).first() if len(paths) == 1 else None


def ends_lokus(user: Any, rows: Iterable[Lokus]) -> set[Any]:
    """Which of these mentored facilities the user may end: the ids."""
    return {
        row.pk
        for row in rows
        if row.valid_to is None and may_record(user, row.organisation, row.programme.region)
    }
