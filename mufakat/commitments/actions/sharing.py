"""Personal links of owners, given by the secretary; a new one closes the one before."""

from zoneinfo import ZoneInfo

from mufakat.commitments import rules
from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.directory.actions import end_link, record_link
from mufakat.directory.models import Link, LinkKind, Membership
from mufakat.journal.actions import OpenAct


def record_promises_link(act: OpenAct, membership: Membership) -> Link:
    """To all that a member of a forum promised there."""
    forum = membership.forum
    _close(act, LinkKind.PROMISES, str(membership.pk))
    return record_link(
        act,
        kind=LinkKind.PROMISES,
        thing=membership,
        forum=forum,
        name=str(membership),
        person=membership.person,
        organisation=membership.organisation,
        valid_until=rules.link_for_year(clock.now(), ZoneInfo(forum.region.timezone)),
        about=[forum],
    )


def record_commitment_link(act: OpenAct, commitment: Commitment) -> Link:
    """To one promise, for who answers for it."""
    zone = ZoneInfo(commitment.forum.region.timezone)
    _close(act, LinkKind.COMMITMENT, str(commitment.pk))
    return record_link(
        act,
        kind=LinkKind.COMMITMENT,
        thing=commitment,
        forum=commitment.forum,
        name=commitment.owner,
        person=commitment.owner_person,
        organisation=commitment.owner_organisation,
        valid_until=rules.link_for_promise(commitment.due_on, clock.now(), zone),
        about=[commitment.forum],
    )


def _close(act: OpenAct, kind: str, thing_id: str) -> None:
    given = Link.objects.filter(kind=kind, thing_id=thing_id, ended_at=None)
    for link in given.select_related("forum"):
        end_link(act, link)
