"""Whether a second person has looked at what is promised and reported now."""

from collections.abc import Sequence
from typing import Any

from mufakat.commitments.models import Check, Commitment
from mufakat.core import clock
from mufakat.core.ids import parse_id
from mufakat.directory.models import Link, Membership, Office, User
from mufakat.journal.actions import plain
from mufakat.journal.queries import stood_at

from .timeline import Way

PROMISED = ("what", "due_on", "owner_organisation", "owner_person", "proof_asked")


def person_of(user_id: str) -> Any:
    """The id of the person behind a login; nothing for the command line, or for a login without a person."""
    return (
        User.objects.filter(pk=user_id).values_list("person_id", flat=True).first()
        if user_id
        else None
    )


def concerned(commitment: Commitment, person: Any, by_id: str) -> tuple[bool, bool]:
    """Whether who looks (a person, a login) is the owner, or of the owner; and whether he ever reported on it."""
    owner = person is not None and person == commitment.owner_person_id
    body = commitment.owner_organisation_id
    if person and not owner and body:
        there, on = {"person": person, "organisation": body}, clock.today()
        seats = Membership.objects.on(on).filter(forum=commitment.forum_id, **there)
        owner = Office.objects.on(on).filter(**there).exists() or seats.exists()
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


def content_now(commitment: Commitment, way: Way) -> bool:
    """Whether the last who looked was content, is still nobody's but his own, and nothing has moved since: else nobody
    has seen what stands now."""
    check = way.checks[-1] if way.checks else None
    if check is None or not check.adequate or _moved_since(commitment, way, check):
        return False
    person = check.person_id or person_of(check.by_id)
    return not any(concerned(commitment, person, "" if check.person_id else check.by_id))


def _moved_since(commitment: Commitment, way: Way, check: Check) -> bool:
    """Something was reported, sent, taken back or asked for after the check, a session let the promise go on, or
    another thing, day or owner was written down. What was only corrected there and back moved nothing."""
    sent = [at for each in way.evidence for at in (each.at, each.withdrawn_at) if at]
    told = [update.at for update in way.updates] + [asked.at for asked in way.requests]
    if any(at > check.at for at in (*sent, *told, way.let_go_on)):
        return True
    then = stood_at(commitment, check.at)
    names = {n: getattr(commitment._meta.get_field(n), "attname", n) for n in PROMISED}
    return any(n in then and then[n] != plain(getattr(commitment, names[n])) for n in PROMISED)
