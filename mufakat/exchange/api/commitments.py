"""Promises: read, write down, report on. Writes go through the same actions as the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from mufakat.commitments import actions
from mufakat.commitments.access import get_commitment, visible_commitments
from mufakat.commitments.history import overdue_then
from mufakat.commitments.models import Commitment, State, Update
from mufakat.commitments.queries import chosen_commitments, with_names
from mufakat.directory.models import Organisation, Person, Region
from mufakat.directory.queries import region_by_code
from mufakat.journal.actions import OpenAct, once
from mufakat.journal.intents import digests
from mufakat.journal.models import Event
from mufakat.meetings import actions as sessions
from mufakat.meetings.access import get_meeting

from . import schemas
from .errors import Refused
from .paging import page_of
from .regions import REFUSALS, named, subtree

router = Router(tags=["commitments"])
WRITTEN: dict[Any, Any] = {**REFUSALS, 409: schemas.Problem}


def owner_of(commitment: Commitment) -> schemas.Owner:
    body, person = commitment.owner_organisation, commitment.owner_person
    return schemas.Owner(
        organisation=schemas.OwnerOrganisation(id=body.pk, name=body.name, sector=body.sector)
        if body
        else None,
        person=schemas.Named(id=person.pk, name=str(person)) if person else None,
    )


def _told(commitment: Commitment) -> dict[str, Any]:
    columns = ("id", "what", "sector", "due_on", "amount_idr", "funding_source", "proof_asked")
    made_at = None
    if commitment.source_kind == "meeting":
        made_at = schemas.MadeAt(
            id=UUID(commitment.source_id), title=commitment.source_label, on=commitment.made_on
        )
    return {
        **{name: getattr(commitment, name) for name in (*columns, "state", "made_on")},
        "owner": owner_of(commitment),
        "region": named(commitment.region),
        "forum": schemas.Named(id=commitment.forum_id, name=commitment.forum.name),
        "made_at_meeting": made_at,
        "verdicts": [_verdict(each) for each in commitment.verdicts.all()],
    }


def _verdict(verdict: Any) -> schemas.Verdict:
    columns = ("verdict", "reason", "due_before", "due_after", "what_before", "what_after")
    return schemas.Verdict(
        meeting=UUID(verdict.session_id),
        title=verdict.session_label,
        on=verdict.session_on,
        **{name: getattr(verdict, name) for name in columns},
    )


def _update(update: Update) -> schemas.Update:
    columns = ("id", "text", "progress", "says_done", "at")
    told = {name: getattr(update, name) for name in columns}
    return schemas.Update(**told, by=update.by_name)


@router.get("/commitments", response={200: schemas.Commitments, **REFUSALS})
def list_commitments(
    request: HttpRequest,
    region: str | None = None,
    state: State | None = None,
    overdue_on: date | None = None,
    forum: UUID | None = None,
    meeting: UUID | None = None,
    sector: schemas.Sector | None = None,
    year: schemas.Year | None = None,
    tribulan: schemas.Quarter | None = None,
    after: str | None = None,
) -> Any:
    """The promises that you may see. `region` is where they are to be kept, `year` and `tribulan` when they were
    made, `meeting` where; `overdue_on` leaves those that were open at the end of that day and due before it, by
    the verdicts given until then. `state` and all else that is told of them is today's."""
    found: QuerySet[Commitment] = visible_commitments(request.user)
    found = chosen_commitments(found, date.max, year=year, tribulan=tribulan)
    wanted = {
        "state": state,
        "forum": forum,
        "source_id": meeting and str(meeting),
        "sector": sector,
    }
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    found = overdue_then(found, overdue_on) if overdue_on else found
    found = with_names(subtree(found, region, "region_path")).prefetch_related("verdicts")
    rows, further = page_of(request, found, after, "id")
    return schemas.Commitments(items=[schemas.Commitment(**_told(c)) for c in rows], next=further)


@router.get("/commitments/{uuid:pk}", response={200: schemas.CommitmentDetail, **REFUSALS})
def see_commitment(request: HttpRequest, pk: UUID) -> Any:
    commitment = get_commitment(request.user, pk)
    updates = [_update(each) for each in commitment.updates.order_by("at")]
    return schemas.CommitmentDetail(**_told(commitment), updates=updates)


@router.post("/commitments", response={200: schemas.Commitment, 201: schemas.Commitment, **WRITTEN})
def record_commitment(request: HttpRequest, new: schemas.NewCommitment) -> Any:
    """Write down a promise made in a session. 201 the first time, 200 with the same promise when sent again."""
    meeting = get_meeting(request.user, new.meeting, "commitment.record")
    fields = new.dict(exclude={"act_id", "made_at", "meeting", "agenda_item", "region"})
    fields |= {
        "owner_organisation": _chosen(Organisation, new, "owner_organisation"),
        "owner_person": _chosen(Person, new, "owner_person"),
        "agenda_item": _chosen(meeting.agenda, new, "agenda_item"),
        "region": _region(new.region),
    }

    def do(act: OpenAct) -> str:
        return sessions.record_commitment(act, meeting, **fields).get_absolute_url()

    outcome = _once(request, new, do, "record_commitment")
    event = _done_by(new.act_id, "commitment.recorded")
    commitment = get_commitment(request.user, event.subject_id)
    return Status(201 if outcome == "done" else 200, schemas.Commitment(**_told(commitment)))


@router.post(
    "/commitments/{uuid:pk}/updates",
    response={200: schemas.Update, 201: schemas.Update, **WRITTEN},
)
def record_update(request: HttpRequest, pk: UUID, new: schemas.NewUpdate) -> Any:
    """Report on a promise. 201 the first time, 200 with the same report when sent again."""
    commitment = get_commitment(request.user, pk, "update.record")
    fields = new.dict(exclude={"act_id", "made_at"})

    def do(act: OpenAct) -> str:
        actions.record_update(act, commitment=commitment, **fields)
        return commitment.get_absolute_url()

    outcome = _once(request, new, do, "record_update", pk)
    event = _done_by(new.act_id, "update.recorded", commitment)
    update = commitment.updates.get(pk=event.data["update"])
    return Status(201 if outcome == "done" else 200, _update(update))


def _once(
    request: HttpRequest, new: schemas.Writing, do: Callable[[OpenAct], str], *verb: object
) -> str:
    """Do what the body asks, once; an act id that came before with another body is refused (`OtherText`)."""
    asked = digests(["api", *verb], new.dict(exclude={"act_id", "made_at"}))
    who: dict[str, Any] = {"by": request.user, "made_at": new.made_at, "via": "api"}
    return once(new.act_id, do, asked=asked, **who)[0]


def _done_by(act_id: UUID, verb: str, thing: Commitment | None = None) -> Event:
    """What the act did; an act of this id that did something else is not repeated but refused."""
    found = Event.objects.filter(act_id=act_id, verb=verb)
    if thing is not None:
        found = found.filter(subject_id=str(thing.pk))
    event = found.first()
    if event is None:
        detail = _(
            "This act id was used for something else. Make a new one (UUIDv7) and send again."
        )
        raise Refused(409, "act.other", detail, "act_id")
    return event


def _chosen(kept: Any, new: schemas.NewCommitment, field: str) -> Any:
    """The thing that the body names by its id."""
    pk = getattr(new, field)
    if pk is None:
        return None
    found = getattr(kept, "objects", kept).filter(pk=pk).first()
    if found is None:
        raise Refused(422, "reference.unknown", _("There is nothing with this id."), field)
    return found


def _region(code: str | None) -> Region | None:
    return region_by_code(code) if code else None
