"""Promises, reports and verdicts as lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.commitments.rules import AGES
from mufakat.core import clock
from mufakat.core.asked import Asked, among
from mufakat.directory.models import (
    Facility,
    Forum,
    Membership,
    Organisation,
    Region,
    written_person,
    written_region,
)

from .ages import aged, carried


def with_names(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """What every list of promises prints, in one query."""
    return found.select_related("owner_organisation", "owner_person", "forum", "region")


def with_carried(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """How many sessions found each promise on their table, as `carried`."""
    verdicts = Verdict.objects.filter(commitment=OuterRef("pk")).order_by().values("commitment")
    return found.annotate(carried=Coalesce(Subquery(verdicts.values(n=Count("pk"))), 0))


class Promised(NamedTuple):
    """A promise as a line of a list prints it. A page with a hundred of them reads what it shows and no more."""

    id: UUID
    what: str
    short_name: str | None
    organisation: str | None
    title_before: str | None
    person: str | None
    title_after: str | None
    region_kind: str
    region_name: str
    sector: str
    made_on: date
    due_on: date
    amount_idr: int | None
    funding_source: str
    proof_asked: str
    state: str
    source_label: str
    priority: str

    @property
    def url(self) -> str:
        return f"/komitmen/{self.id}/"

    @property
    def owner(self) -> str:
        """Who answers for it, as it is printed."""
        person = self.person and written_person(
            self.title_before or "", self.person, self.title_after or ""
        )
        return " · ".join(x for x in (self.short_name or self.organisation, person) if x)

    @property
    def where(self) -> str:
        return written_region(self.region_kind, self.region_name)


PROMISED = (
    *("id", "what", "owner_organisation__short_name", "owner_organisation__name"),
    *("owner_person__title_before", "owner_person__name", "owner_person__title_after"),
    *("region__kind", "region__name", "sector", "made_on", "due_on"),
    *("amount_idr", "funding_source", "proof_asked", "state", "source_label"),
    "priority",
)


def promised(found: QuerySet[Commitment]) -> list[Promised]:
    """The lines of a list, in one query."""
    return [Promised(*row) for row in found.values_list(*PROMISED)]


MOST_CLOSED = 50  # on the page of a guest
_RUNNING = Asked(
    lambda where: (
        Commitment.objects.filter(where, state="open")
        .order_by("due_on", "id")
        .values_list(*PROMISED)
    ),
    where=Q,
)
_CLOSED = Asked(
    lambda where: (
        Commitment.objects.filter(where)
        .exclude(state="open")
        .order_by("-due_on", "id")
        .values_list(*PROMISED)[:MOST_CLOSED]
    ),
    where=Q,
)


def running_and_closed(where: Q) -> tuple[list[Promised], list[Promised], int]:
    """The open promises, the last of those that are closed, and how many more are closed."""
    running, closed = _RUNNING(where=where), _CLOSED(where=where)
    more = 0
    if len(closed) == MOST_CLOSED:
        more = Commitment.objects.filter(where).exclude(state="open").count() - MOST_CLOSED
    return [Promised(*row) for row in running], [Promised(*row) for row in closed], more


def overdue(found: QuerySet[Commitment], on: date) -> QuerySet[Commitment]:
    return found.filter(state="open", due_on__lt=on)


_OPEN = Asked(
    lambda forum: Commitment.objects.filter(forum=forum, state="open").values_list(*PROMISED),
    forum=UUIDField(),
)


def open_of(forum: Forum) -> list[Promised]:
    """The open promises of a forum, first those due first."""
    return [Promised(*row) for row in _OPEN(forum=forum.pk)]


_REPORTED = Asked(
    lambda ids: (
        Update.objects.filter(among("commitment", ids))
        .order_by("at")
        .values_list("commitment_id", "says_done")
    ),
    ids=[UUIDField()],
)


def reported_done(ids: Iterable[Any]) -> set[Any]:
    """The promises whose owner last reported that they are done: they wait for a session, not for him."""
    return {pk for pk, done in dict(_REPORTED(ids=list(ids))).items() if done}


def verdict_rows(found: QuerySet[Verdict]) -> QuerySet[Verdict]:
    """The rows behind a rate."""
    return found.select_related(
        "commitment__owner_organisation", "commitment__owner_person", "commitment__region", "forum"
    ).order_by("session_at", "commitment__due_on", "id")


def forums_of_host(host: Organisation, on: date) -> QuerySet[Any]:
    """The forums that a body hosts on a day, by key."""
    seats = Membership.objects.on(on).filter(organisation=host, role="host")
    found: QuerySet[Any] = seats.values("forum")
    return found


def forums_of_puskesmas(region: Region, on: date) -> QuerySet[Any]:
    """The forums that any Puskesmas below the region hosts on a day, by key."""
    bodies = Facility.objects.on(on).filter(region_path__under=region.path, kind="puskesmas")
    seats = Membership.objects.on(on).filter(organisation__in=bodies.values("pk"), role="host")
    found: QuerySet[Any] = seats.values("forum")
    return found


def _there[M: (Commitment, Verdict)](
    found: QuerySet[M],
    on: date,
    *,
    region: Region | None,
    forum: Forum | None,
    sector: str,
    host: Organisation | None,
    hosts: Region | None,
) -> QuerySet[M]:
    """What of it is of a place: to be kept below `region`, of a forum, or of the forums that are hosted on a day by
    one body (`host`) or by any Puskesmas of a region (`hosts`)."""
    if region is not None:
        found = found.filter(region_path__under=region.path)
    if forum is not None:
        found = found.filter(forum=forum)
    if host is not None:
        found = found.filter(forum__in=forums_of_host(host, on))
    if hosts is not None:
        found = found.filter(forum__in=forums_of_puskesmas(hosts, on))
    return found.filter(sector=sector) if sector else found


def chosen_commitments(
    found: QuerySet[Commitment],
    on: date,
    *,
    region: Region | None = None,
    forum: Forum | None = None,
    sector: str = "",
    state: str = "",
    year: int | None = None,
    tribulan: int | None = None,
    text: str = "",
    sessions: int | None = None,
    host: Organisation | None = None,
    hosts: Region | None = None,
) -> QuerySet[Commitment]:
    """The promises of a list: to be kept below `region`, made in `year` and `tribulan`; `late` is as of `on`."""
    place: Any = {"region": region, "forum": forum, "host": host, "hosts": hosts}
    found = _there(found, on, sector=sector, **place)
    if year is not None:
        found = found.filter(made_on__year=year)
    if tribulan is not None:
        found = found.filter(made_on__quarter=tribulan)
    if text:
        owner = Q(owner_organisation__name__icontains=text) | Q(owner_person__name__icontains=text)
        found = found.filter(Q(what__icontains=text) | owner)
    if sessions is not None:
        found = carried(found, sessions)
    if state in AGES:
        return aged(found, state, on)
    if state == "late":
        return overdue(found, on)
    return found.filter(state=state) if state else found


def chosen_verdicts(
    found: QuerySet[Verdict],
    *,
    region: Region | None = None,
    forum: Forum | None = None,
    sector: str = "",
    year: int | None = None,
    tribulan: int | None = None,
    verdict: str = "",
    part: str = "",
    session: str = "",
    owner: Organisation | None = None,
    host: Organisation | None = None,
    hosts: Region | None = None,
) -> QuerySet[Verdict]:
    """The verdicts that a rate counts: given in `year` and `tribulan`, by the sector and place of that day."""
    place: Any = {"region": region, "forum": forum, "host": host, "hosts": hosts}
    found = _there(found, clock.today(), sector=sector, **place)
    if year is not None:
        found = found.filter(session_on__year=year)
    if tribulan is not None:
        found = found.filter(session_on__quarter=tribulan)
    if owner is not None:
        found = found.filter(commitment__owner_organisation=owner)
    if session:
        found = found.filter(session_id=session)
    if part:
        found = _part(found, part, region)
    return found.filter(verdict=verdict) if verdict else found


def _part(found: QuerySet[Verdict], part: str, region: Region | None) -> QuerySet[Verdict]:
    """What the figures of a region count in one row, though it has no name of its own: on promises of people who answer
    for no body, of forums outside the region, or for the region itself and none below it."""
    if part == "orang":
        return found.filter(commitment__owner_organisation=None)
    if region is None:
        return found.none()
    if part == "luar":
        return found.exclude(forum__region_path__under=region.path)
    return found.filter(region_path=region.path)
