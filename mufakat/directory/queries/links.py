"""Which personal links are open, and until when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from mufakat.core import clock
from mufakat.directory.models import Forum, Link, LinkKind, Membership, Office
from mufakat.directory.models.links import STANDING


def linked_seats(forum: Forum) -> dict[str, Link]:
    """The links to what members promised in a forum, by the id of the seat."""
    found = Link.objects.filter(forum=forum, kind=LinkKind.PROMISES, ended_at=None)
    return {link.thing_id: link for link in found.filter(valid_until__gt=clock.now())}


def carried_until(link: Link, since: date) -> date | None:
    """The last day of what carries a link that is held for long, of that which holds on `since` or will.

    The link of a seat is carried by the seat; that of a person to one promise of a body by all his offices there and
    his seats for it, so by the last of them. Where a body has it without a name, nobody knows whom it reached: it ends
    with the first who leaves an office there. None where no end is known, or nothing carries it: who was asked to hold
    a promise on purpose, without office or seat, keeps his link until its own end."""
    if link.kind not in STANDING:
        return None
    ends = _ends_of_offices(link, since)
    if link.kind == LinkKind.PROMISES:
        seats = Membership.objects.filter(pk=link.thing_id, valid_to__gte=since)
        ends += seats.values_list("valid_to", flat=True)
    if link.person_id is None or link.kind == LinkKind.PROMISES:
        return min((day for day in ends if day), default=None)
    if link.organisation_id is None:
        return None
    seats = Membership.objects.filter(_not_over(since), forum=link.forum_id)
    his = {"person": link.person_id, "organisation": link.organisation_id}
    ends += seats.filter(**his).values_list("valid_to", flat=True)
    return max((day for day in ends if day), default=None) if None not in ends else None


def _ends_of_offices(link: Link, since: date) -> list[date | None]:
    """The last days of the offices that carry it."""
    if link.organisation_id is None or (link.kind == LinkKind.PROMISES and link.person_id):
        return []
    held = Office.objects.filter(_not_over(since), organisation=link.organisation_id)
    if link.person_id:
        held = held.filter(person=link.person_id)
    return list(held.values_list("valid_to", flat=True))


def _not_over(since: date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gte=since)


def closes_after(day: date, forum: Forum) -> datetime:
    """The midnight at which a link closes whose last day this is."""
    zone = ZoneInfo(forum.region.timezone)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)


def day_at(at: datetime, forum: Forum) -> date:
    """Which day it is in a forum."""
    return at.astimezone(ZoneInfo(forum.region.timezone)).date()
