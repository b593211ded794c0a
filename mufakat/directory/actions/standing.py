"""Links that a body holds for long are in the hands of whoever is in office there, and end when one of them leaves."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from mufakat.directory.models import Forum, Link, Office, Organisation, Person
from mufakat.directory.models.links import STANDING
from mufakat.journal.actions import OpenAct


def end_links_of_office(act: OpenAct, office: Office, on: date) -> None:
    """Who leaves an office keeps no link of its body, for nobody knows which of them reached him, and none that was
    given to him for it, unless he has another office there: each ends with his last day there, at once when that has
    come. His successor is given a new one."""
    after = Office.objects.on(on + timedelta(days=1)).exclude(pk=office.pk)
    stays = after.filter(person=office.person_id, organisation=office.organisation_id).exists()
    given = Link.objects.filter(
        Q(person=None) if stays else Q(person=None) | Q(person=office.person_id),
        kind__in=STANDING,
        organisation=office.organisation_id,
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
    kind: str,
    organisation: Organisation,
    person: Person | None,
    forum: Forum,
    at: datetime,
    until: datetime,
) -> datetime:
    """Until when a new link of the body opens: at the latest until the first of those who are, or will be, in office
    there leaves, as far as it is known; one of a person for the body, until he has no office there any more."""
    if kind not in STANDING:
        return until
    today = _day(at, forum)
    held = Office.objects.filter(organisation=organisation).exclude(valid_to__lt=today)
    if person:
        days = list(held.filter(person=person).values_list("valid_to", flat=True))
        day = max((each for each in days if each), default=None) if None not in days else None
    else:
        ends = held.filter(valid_to__isnull=False).order_by("valid_to")
        day = ends.values_list("valid_to", flat=True).first()
    return min(until, _midnight_after(day, forum)) if day else until


def _day(at: datetime, forum: Forum) -> date:
    return at.astimezone(ZoneInfo(forum.region.timezone)).date()


def _midnight_after(day: date, forum: Forum) -> datetime:
    zone = ZoneInfo(forum.region.timezone)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
