"""Who was not there after all: what he held in the session goes with his arrival."""

from collections.abc import Collection

from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    CommitmentSignature,
    Meeting,
    Participant,
    Rater,
    RoundState,
)

from .rounds import withdraw_rater
from .seats import leave_groups


def leave(act: OpenAct, meeting: Meeting, people: Collection[Participant]) -> None:
    """He sits in no group and rates in no round under way; his personal links for both end. Refused for who signed
    what is closed, has scored, or looked at a promise as the second person."""
    gone = [person.pk for person in people]
    signed = CommitmentSignature.objects.filter(
        sheet__meeting=meeting, sheet__closed_at__isnull=False, participant__in=gone
    )
    rules.signed_nothing_closed(sorted(signed.values_list("participant__name", flat=True)))
    rating = Rater.objects.filter(
        round__meeting=meeting, round__state=RoundState.OPEN, participant__in=gone
    )
    rules.looked_at_nothing(queries.lookers_among(meeting, people))
    raters = list(rating.select_related("round__meeting__forum__region"))
    rules.scored_nothing_open(sorted(str(each) for each in raters if each.scores.exists()))
    for rater in raters:
        withdraw_rater(act, rater)
    leave_groups(act, meeting, people)
