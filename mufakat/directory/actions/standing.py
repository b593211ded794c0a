"""Links that a body holds for long are in the hands of whoever is in office there, and end when one of them leaves."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.directory.models import Forum, Link, LinkKind, Office, Organisation
from mufakat.journal.actions import OpenAct

STANDING = (LinkKind.PROMISES, LinkKind.COMMITMENT)


def end_links_of_office(act: OpenAct, office: Office, on: date) -> None:
    """Who leaves an office keeps no link of its body, for nobody knows which of them reached him: each ends with his
    last day there, at once when that has come. His successor is given a new one."""
    given = Link.objects.filter(
        kind__in=STANDING,
        organisation=office.organisation_id,
        person=None,
        ended_at=None,
        valid_until__gt=act.at,
    )
    told = {"form": "office", "person": str(office.person), "on": on.isoformat()}
    for link in given.select_related("forum__region").order_by("pk"):
        until = _midnight_after(on, link.forum)
        fields: dict[str, Any] = {"valid_until": min(until, link.valid_until)}
        if on <= _day(act.at, link.forum):
            fields = {"ended_at": act.at, "ended_by": act.by_name}
        words = {**told, "name": link.name}
        act.change(link, "link.ended", base=None, about=[link.forum], told=words, **fields)


def ends_with_office(
    kind: str, organisation: Organisation, forum: Forum, at: datetime, until: datetime
) -> datetime:
    """Until when a new link of the body opens: at the latest until the first of those who are, or will be, in office
    there leaves, as far as it is known."""
    if kind not in STANDING:
        return until
    ends = Office.objects.filter(organisation=organisation, valid_to__gte=_day(at, forum))
    day = ends.order_by("valid_to").values_list("valid_to", flat=True).first()
    return min(until, _midnight_after(day, forum)) if day else until


def _day(at: datetime, forum: Forum) -> date:
    return at.astimezone(ZoneInfo(forum.region.timezone)).date()


def _midnight_after(day: date, forum: Forum) -> datetime:
    zone = ZoneInfo(forum.region.timezone)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
