"""Who is of the owner of a promise, or reported on it: he is no second person."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.core.ids import parse_id
from mufakat.directory.models import Link, Membership, Office, User


def person_of(user_id: str) -> Any:
    """The id of the person behind a login; nothing for the command line, or for a login without a person."""
    return (
        User.objects.filter(pk=user_id).values_list("person_id", flat=True).first()
        if user_id
        else None
    )


def of_owner(commitment: Commitment, person: Any, on: date) -> bool:
    """Whether a person is the owner, or of the owner on a day: in office there, or on a seat of it in the forum."""
    body = commitment.owner_organisation_id
    if not person or person == commitment.owner_person_id or not body:
        return bool(person) and person == commitment.owner_person_id
    there = {"person": person, "organisation": body}
    forums = [commitment.forum_id, commitment.origin_id]
    seats = Membership.objects.on(on).filter(forum__in=[each for each in forums if each], **there)
    return bool(Office.objects.on(on).filter(**there).exists() or seats.exists())


def concerned(commitment: Commitment, person: Any, by_id: str, on: date) -> tuple[bool, bool]:
    """Whether who looked on this day (a person, a login) is the owner, or of the owner; and whether he ever reported on
    it."""
    writers = set(commitment.updates.order_by().values_list("by_id", flat=True))
    reporter = bool(by_id) and by_id in writers
    if person and not reporter:
        behind = {str(each) for writer in writers for each in _people_behind(writer)}
        reporter = str(person) in behind
    return of_owner(commitment, person, on), reporter


def _people_behind(by_id: str) -> Sequence[Any]:
    """Who wrote under this id: the person of a login, or of a personal link."""
    if parse_id(by_id) is None:
        return []
    found = [
        person_of(by_id),
        Link.objects.filter(pk=by_id).values_list("person", flat=True).first(),
    ]
    return [person for person in found if person]
