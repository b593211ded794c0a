"""A promise goes on in other hands: another holder, or another forum."""

from datetime import date

from mufakat.commitments import rules
from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.directory.actions import end_link
from mufakat.directory.models import Forum, Link, LinkKind, Person
from mufakat.directory.queries import stands_for
from mufakat.journal.actions import OpenAct

from .rows import about_of, locked


def hand_commitment(
    act: OpenAct,
    commitment: Commitment,
    *,
    person: Person,
    reason: str,
    owner_confirmed: bool = False,
) -> Commitment:
    """Who held the promise has left his office; the organisation still answers, and a new person holds it: somebody of
    it, or that is asked about (`owner_confirmed`); so is each hand-over of a promise without an organisation."""
    standing = locked(commitment)
    rules.still_open(standing.state)
    before, body = commitment.owner_person, standing.owner_organisation
    rules.can_hand(person, before)
    stands = bool(body and stands_for(person, body, standing.forum, clock.today()))
    rules.person_stands_for(person, body, stands, owner_confirmed)
    rules.takes_personal(person, before, body, owner_confirmed)
    left = [before] if before else []
    act.change(
        commitment,
        "commitment.handed",
        base=None,
        about=[*about_of(commitment), person, *left],
        told={"what": commitment.what, "to": str(person), "reason": reason.strip()},
        owner_person=person,
    )
    end_links(act, commitment)
    return commitment


def end_links(act: OpenAct, commitment: Commitment) -> None:
    """A link to one promise was given to its holder: another one gets his own."""
    given = Link.objects.filter(kind=LinkKind.COMMITMENT, thing_id=str(commitment.pk))
    for link in given.filter(ended_at=None).select_related("forum"):
        end_link(act, link)


def take_over(act: OpenAct, forum: Forum, successor: Forum, *, on: date) -> int:
    """What `forum` leaves open lies on the table of `successor` from `on`: the same promises, with their whole history,
    told in both. Returns how many. Where they were made they still count as made."""
    rules.successor_meets(ended=successor.valid_to is not None, itself=successor.pk == forum.pk)
    found = forum.commitments.filter(state="open").select_related(
        "forum", "region", "owner_organisation", "owner_person"
    )
    rows = list(found.order_by("due_on", "id"))
    for commitment in rows:
        act.change(
            commitment,
            "commitment.taken",
            base=None,
            about=[*about_of(commitment), forum, successor],
            told={"what": commitment.what, "from": str(forum), "to": str(successor)},
            forum=successor,
            origin=commitment.origin or forum,
            taken_on=on,
        )
    keys = [str(commitment.pk) for commitment in rows]
    given = Link.objects.filter(kind=LinkKind.COMMITMENT, thing_id__in=keys, ended_at=None)
    given.update(forum=successor)  # who keeps the promise now may revoke its links
    return len(rows)
