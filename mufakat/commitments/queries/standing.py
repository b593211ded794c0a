"""How a promise stands between two sessions: what shows it, who looked at it, who has the ball, how old it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from mufakat.commitments import rules
from mufakat.commitments.models import Asked, Check, Commitment, DateRequest, Evidence, Update
from mufakat.core import clock
from mufakat.core.ids import parse_id
from mufakat.directory.models import Link, LinkKind, Membership, Office, User


def person_of(user_id: str) -> Any:
    """The id of the person behind a login; nothing for the command line, or for a login without a person."""
    return (
        User.objects.filter(pk=user_id).values_list("person_id", flat=True).first()
        if user_id
        else None
    )


def concerned(commitment: Commitment, person: Any, by_id: str) -> tuple[bool, bool]:
    """Whether who looks (a person, a login) is the owner, or of the owner; and whether he ever reported on it."""
    on = clock.today()
    owner = person is not None and person == commitment.owner_person_id
    if person and not owner and commitment.owner_organisation_id:
        there = Office.objects.on(on).filter(organisation=commitment.owner_organisation_id)
        owner = there.filter(person=person).exists()
    writers = set(commitment.updates.order_by().values_list("by_id", flat=True))
    reporter = bool(by_id) and by_id in writers
    if person and not reporter:
        behind = {str(each) for writer in writers for each in _people_behind(writer)}
        reporter = str(person) in behind
    return owner, reporter


def _people_behind(by_id: str) -> Sequence[Any]:
    """Who wrote under this id: the person of a login, or of a personal link."""
    if parse_id(by_id) is None:
        return []
    found = [
        person_of(by_id),
        Link.objects.filter(pk=by_id).values_list("person", flat=True).first(),
    ]
    return [person for person in found if person]


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
    of_now = last is not None and not _moved_since(commitment, last)
    inadequate = last is not None and not last.adequate
    return Gate(
        proof_asked=commitment.proof_asked,
        evidence=bool(commitment.proof_asked) and standing.exists(),
        needs_second=rules.needs_second(
            commitment.priority, own_hand=_own_hand(commitment, by_id, on), inadequate=inadequate
        ),
        checked=last is not None and last.adequate and of_now,
    )


def _moved_since(commitment: Commitment, check: Check) -> bool:
    """Whether anything was reported, sent or taken back after somebody looked: then nobody has seen what stands now."""
    later = Q(at__gt=check.at) | Q(withdrawn_at__gt=check.at)
    return (
        commitment.updates.filter(at__gt=check.at).exists()
        or Evidence.objects.filter(later, commitment=commitment).exists()
    )


def _own_hand(commitment: Commitment, by_id: str, on: date) -> bool:
    person = person_of(by_id)
    if not person:
        return False
    if person == commitment.owner_person_id:
        return True
    offices = Office.objects.on(on).filter(person=person)
    return offices.filter(organisation=commitment.owner_organisation_id).exists()


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


def ball_of(
    commitment: Commitment,
    on: date,
    last: Update | None,
    checks: Sequence[Check],
    *,
    asked: bool,
    carried: int,
) -> Ball:
    unchecked = commitment.priority == "high" and not (checks and checks[-1].adequate)
    holder = rules.holder(
        commitment.state,
        asked=asked,
        reported_done=bool(last and last.says_done),
        unchecked=unchecked,
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
