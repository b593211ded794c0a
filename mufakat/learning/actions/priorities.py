"""Priority actions: promises of the session of a review. The session writes them down, as every promise; often after
the review stands in the library already, so they are named, and taken off, then too."""

from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.journal.actions import OpenAct
from mufakat.learning.models import PriorityAction, Review
from mufakat.learning.rules import reviews as right
from mufakat.meetings import actions as meetings

from .rows import locked


def record_priority(act: OpenAct, review: Review, **fields: Any) -> PriorityAction:
    """Write down a promise in the session of the review, by that session's own action, and name it here."""
    found = locked(review)
    commitment = meetings.record_commitment(act, right.named(found.meeting), **fields)
    return _bound(act, found, commitment)


def bind_priority(act: OpenAct, review: Review, *, commitment: Commitment) -> PriorityAction:
    """Name a promise that the session of the review has written down already."""
    found = locked(review)
    meeting = right.named(found.meeting)
    right.promise_is_of_session(commitment.source_id, str(meeting.pk))
    right.is_bound_once(found.actions.filter(commitment=commitment).exists())
    return _bound(act, found, commitment)


def _bound(act: OpenAct, review: Review, commitment: Commitment) -> PriorityAction:
    action = PriorityAction.objects.create(id=act.new_key(), review=review, commitment=commitment)
    act.note("priority.bound", action, about=[review, commitment], what=commitment.what)
    return action


def withdraw_priority(act: OpenAct, action: PriorityAction) -> None:
    """The promise is no priority of this review; the promise itself stays."""
    review = locked(action.review)
    what = action.commitment.what
    act.note("priority.withdrawn", action, about=[review, action.commitment], what=what)
    action.delete()
