"""Centres of excellence as of a day, and who learns from them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from mufakat.directory.models import Facility, FacilityKind, Organisation, Region
from mufakat.directory.queries.stays import then
from mufakat.journal.models import Event
from mufakat.programmes.models import CoeUnit, Programme, Replication


def parts_of(unit: CoeUnit, on: date) -> list[Facility]:
    """The bodies that a centre is made of on a day: its Puskesmas, its Pustu, and all Posyandu of that Pustu on that
    day, by name. A Posyandu that has moved to another Pustu since is still among them as of an earlier day."""
    posyandu = network_on(unit.pustu, FacilityKind.POSYANDU, on)
    ids = [unit.puskesmas_id, unit.pustu_id, *posyandu]
    found = {f.pk: f for f in Facility.objects.on(on).filter(pk__in=ids).select_related("region")}
    below = sorted((found[pk] for pk in posyandu if pk in found), key=lambda f: (f.name, f.pk))
    own = [found[pk] for pk in (unit.puskesmas_id, unit.pustu_id) if pk in found]
    return [*own, *below]


def network_on(parent: Organisation, kind: str, on: date) -> set[UUID]:
    """The facilities of a kind that lay directly below a body at the end of a day. The directory knows only whose
    network one is in today: what moved since is read back from the journal."""
    now = set(Facility.objects.filter(parent=parent, kind=kind).values_list("pk", flat=True))
    told_here = Q(abouts__kind="organisation", abouts__thing_id=str(parent.pk))
    for body, before, after in _moves_since(on, parent, told_here):
        if after == str(parent.pk):
            now.discard(body)
        if before == str(parent.pk):
            now.add(body)
    return now


def network_of(body: Organisation, on: date) -> UUID | None:
    """The body directly below which a facility lay at the end of a day, read back in the same way."""
    found: UUID | None = body.parent_id
    of_it = Q(subject_kind="organisation", subject_id=str(body.pk))
    for _body, before, _after in _moves_since(on, body, of_it):
        found = UUID(before) if before else None
    return found


def _moves_since(
    on: date, place: Organisation, which: Q
) -> Iterator[tuple[UUID, str | None, str | None]]:
    """(who moved, from which network, into which) after a day by the clock of a place, the last move first."""
    zone = ZoneInfo(place.region.timezone)
    since = datetime.combine(on + timedelta(days=1), time.min, tzinfo=zone)
    moves = Event.objects.filter(which, verb="organisation.changed", at__gte=since)
    for event in moves.order_by("-seq"):
        before, after = event.data.get("changes", {}).get("parent", (None, None))
        if before != after:
            yield UUID(event.subject_id), before, after


def units_of(programme: Programme, on: date, region: Region | None = None) -> QuerySet[CoeUnit]:
    """The centres of a programme on a day, with how many learn from each and where each `lay`."""
    above = region.path if region else ""
    moved = then(above, on)
    found: QuerySet[CoeUnit] = CoeUnit.objects.on(on).filter(programme=programme)
    if region is not None:
        found = found.filter(moved.under(above, "puskesmas__"))
    taught = Count("replications", filter=~Q(replications__state="stopped"))
    done = Count("replications", filter=Q(replications__state="done"))
    return (
        found.select_related("puskesmas__region", "pustu")
        .annotate(taught=taught, done=done, lay=moved.where("puskesmas__"))
        .order_by("puskesmas__name", "id")
    )


def replications_in(
    programme: Programme, on: date, region: Region | None = None
) -> QuerySet[Replication]:
    """Who learns from which centre, those that were stopped too; of a region where one of both lay on a day."""
    found = Replication.objects.filter(unit__programme=programme)
    if region is not None:
        moved = then(region.path, on)
        ends = ("target__", "unit__puskesmas__")
        one, other = (moved.under(region.path, end) for end in ends)
        found = found.filter(one | other)
    return found.select_related("unit__puskesmas", "unit__programme", "target__region").order_by(
        "unit__puskesmas__name", "target__name", "id"
    )


def edges_of(programme: Programme) -> list[tuple[Any, Any]]:
    """(who teaches, who learns), what was stopped left out: what a circle is looked for in."""
    found = Replication.objects.filter(unit__programme=programme).exclude(state="stopped")
    return list(found.values_list("unit__puskesmas_id", "target_id"))
