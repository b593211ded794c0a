"""Links that are held for long end with what carries them: an office, or a seat in the forum (`carried_until`)."""

from datetime import date
from typing import Any

from django.db.models import Q

from mufakat.directory.models import Link, LinkKind, Membership, Office
from mufakat.directory.models.links import STANDING
from mufakat.directory.queries import carried_until, closes_after, day_at
from mufakat.journal.actions import OpenAct


def end_links_with_office(act: OpenAct, office: Office, on: date) -> None:
    """Who leaves an office leaves the links that it carried, and those of the body that nobody is named in. His
    successor is given new ones."""
    holders = Q(person=None) | Q(person=office.person_id)
    given = Link.objects.filter(holders, organisation=office.organisation_id)
    _end(act, given, on, form="office", person=str(office.person))


def end_links_with_seat(act: OpenAct, seat: Membership, on: date) -> None:
    """Who leaves a seat leaves its link, and what he has for the body unless he holds office there."""
    carried = Q(kind=LinkKind.PROMISES, thing_id=str(seat.pk))
    if seat.person_id and seat.organisation_id:
        his = {"person": seat.person_id, "organisation": seat.organisation_id}
        carried |= Q(kind=LinkKind.COMMITMENT, forum=seat.forum_id, **his)
    _end(act, Link.objects.filter(carried), on, form="seat", person=str(seat))


def _end(act: OpenAct, given: Any, on: date, **told: str) -> None:
    """Each with the last day of what still carries it: at once when that has come."""
    open_now = given.filter(kind__in=STANDING, ended_at=None, valid_until__gt=act.at)
    for link in open_now.select_related("forum__region").order_by("pk"):
        day = carried_until(link, on)
        if day is None:
            continue
        closes = min(closes_after(day, link.forum), link.valid_until)
        fields: dict[str, Any] = {"valid_until": closes}
        if day <= day_at(act.at, link.forum):
            fields = {"ended_at": act.at, "ended_by": act.by_name}
        words = {**told, "name": link.name, "on": day.isoformat()}
        act.change(link, "link.ended", base=None, about=[link.forum], told=words, **fields)
