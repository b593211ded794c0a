"""How a promise stands between two sessions: what shows it, who looked at it, who has the ball, how old it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mufakat.commitments import rules
from mufakat.commitments.models import Asked, Commitment, DateRequest, Evidence
from mufakat.core import clock
from mufakat.directory.models import Link, LinkKind, Membership, Office

from .looked import of_owner, person_of
from .seen import content_now
from .timeline import Way


@dataclass(frozen=True)
class Gate:
    """What a promise still needs before a session may say that it was kept."""

    proof_asked: str
    evidence: bool
    needs_second: bool
    checked: bool

    @property
    def needs_proof(self) -> bool:
        return bool(self.proof_asked) and not self.evidence

    @property
    def needs_check(self) -> bool:
        return self.needs_second and not self.checked


def gate_of(commitment: Commitment, by_id: str, on: date) -> Gate:
    """`by_id`: who writes down the verdict; who is the owner, or of it, on that day, judges by his own hand."""
    last = commitment.checks.order_by("at").last()
    standing = Evidence.objects.filter(commitment=commitment, withdrawn_at=None)
    inadequate = last is not None and not last.adequate
    return Gate(
        proof_asked=commitment.proof_asked,
        evidence=bool(commitment.proof_asked) and standing.exists(),
        needs_second=rules.needs_second(
            commitment.priority,
            own_hand=of_owner(commitment, person_of(by_id), on),
            inadequate=inadequate,
        ),
        checked=last is not None and content_now(commitment),
    )


def date_asked_for(commitment: Commitment) -> DateRequest | None:
    """The new date for which the owner waits."""
    return DateRequest.objects.filter(commitment=commitment, state=Asked.WAITING).first()


@dataclass(frozen=True)
class Ball:
    """Since when a promise is open, how often it lay on a table, how late it is, and who is to move."""

    since: date
    days: int
    carried: int
    days_late: int
    holder: str  # owner, checker, session, nobody


def ball_of(commitment: Commitment, on: date, way: Way, *, asked: bool, carried: int) -> Ball:
    """A report after which a session let the promise go on belongs to that session: the owner has the ball again."""
    last, looked = way.updates[-1] if way.updates else None, way.checks[-1] if way.checks else None
    inadequate = looked is not None and not looked.adequate
    waits = commitment.state == "open" and bool(last and last.says_done and last.at > way.let_go_on)
    holder = rules.holder(
        commitment.state,
        asked=asked,
        reported_done=waits,
        unchecked=waits
        and rules.needs_second(commitment.priority, own_hand=False, inadequate=inadequate)
        and not content_now(commitment),
        missing=inadequate and looked is not None and (last is None or last.at <= looked.at),
    )
    since = commitment.made_on
    return Ball(since, max(0, (on - since).days), carried, commitment.days_late(on), holder)


def left_office(commitment: Commitment, on: date) -> bool:
    """Whether the person who holds a promise for an organisation no longer stands for it, or takes part no more."""
    person, body = commitment.owner_person, commitment.owner_organisation
    if person is None or commitment.state != "open":
        return False
    if person.valid_to is not None and person.valid_to < on:
        return True
    if body is None:
        return False
    here = {"person": person, "organisation": body}
    held = Office.objects.filter(**here)
    seats = Membership.objects.on(on).filter(forum=commitment.forum_id, **here)
    return (
        held.exists() and not Office.objects.on(on).filter(**here).exists() and not seats.exists()
    )


def successors_of(commitment: Commitment, on: date) -> list[Office]:
    """Who holds office now where a promise was made, first who holds the very office of the one who left."""
    body, person = commitment.owner_organisation, commitment.owner_person
    if body is None:
        return []
    titles = set(
        Office.objects.filter(person=person, organisation=body).values_list("title", flat=True)
    )
    now = Office.objects.on(on).filter(organisation=body).exclude(person=person)
    found = now.select_related("person").order_by("title", "person__name")
    return sorted(found, key=lambda office: office.title not in titles)


def open_link(kind: LinkKind, thing_id: Any) -> Link | None:
    """The personal link that opens this thing now."""
    found = Link.objects.filter(kind=kind, thing_id=str(thing_id), ended_at=None)
    return found.filter(valid_until__gt=clock.now()).order_by("-valid_until").first()
