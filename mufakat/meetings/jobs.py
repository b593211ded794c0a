"""What is looked after without anybody asking for a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import override

from mufakat.commitments.actions import record_promises_link
from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.delivery import jobs as delivery, queries as post
from mufakat.delivery.jobs import News
from mufakat.directory.links import spell
from mufakat.directory.models import Forum, LinkKind, Membership
from mufakat.journal.actions import act
from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of

from .models import Letter, Minutes, Reopening
from .pages.news import news_of, with_links
from .queries import news

Edition = tuple[str, int]  # the id of a session, and the edition of its minutes


def altered_minutes() -> Iterator[str]:
    """For `mufakat verify`: frozen minutes that are not what was ratified, each as a sentence.

    The copy must have its digest, and the digest must be the one that the ratification told the journal
    (ratifications from before it was told have only the first).
    """
    ratified = _ratified()
    missing = set(ratified)
    rows = Minutes.objects.order_by("meeting", "edition")
    for minutes in rows.iterator(chunk_size=100):
        edition = (str(minutes.meeting_id), minutes.edition)
        missing.discard(edition)
        if edition not in ratified:  # perhaps ratified while we walk
            ratified |= _ratified(subject_id=edition[0])
        if said := _altered(minutes, edition, ratified):
            yield f"minutes of session {edition[0]}, edition {edition[1]}: {said}"
    for session, number in sorted(missing):
        yield f"minutes of session {session}, edition {number}: removed"


def _altered(minutes: Minutes, edition: Edition, ratified: dict[Edition, str | None]) -> str:
    """What is wrong with one copy; nothing if it is as it was ratified."""
    if edition not in ratified:
        return "inserted, or the event of its ratification was removed"
    if digest_of(minutes.snapshot) != minutes.digest:
        return "altered"
    if ratified[edition] not in (None, minutes.digest):
        return "altered together with its digest"
    frozen = minutes.snapshot
    copied = (frozen["edition"], frozen["ratified_by"])
    at = datetime.fromisoformat(frozen["ratified_at"])
    if (*copied, at) != (minutes.edition, minutes.ratified_by, minutes.ratified_at):
        return "edition, hour or name of its ratification altered"
    return ""


def altered_reopenings() -> Iterator[str]:
    """For `mufakat verify`: why minutes were opened again, and the addendum of their edition, as the journal was told.

    Of a reopening from before the addendum's digest was told, only the reason is known.
    """
    told = _reopened()
    missing = set(told)
    for row in Reopening.objects.order_by("meeting", "at").iterator(chunk_size=100):
        key = (str(row.meeting_id), row.at)
        named = f"reopening of session {key[0]} at {row.at.isoformat()}"
        if key not in told:
            told |= _reopened(subject_id=key[0])  # perhaps reopened while we walk
        if key not in told:
            yield f"{named}: inserted, or the event of it was removed"
            continue
        missing.discard(key)
        event = told[key]
        if row.reason != event.reason:
            yield f"{named}: reason altered"
        if (row.edition, row.by_name) != (event.edition, event.by_name):
            yield f"{named}: edition or name altered"
        if event.addendum not in (None, digest_of(row.addendum)):
            yield f"{named}: addendum altered"
    for session, at in sorted(missing):
        yield f"reopening of session {session} at {at.isoformat()}: removed"


class Reopened(NamedTuple):
    """What the journal was told of one reopening: of which edition, by whom, why, and what its addendum held last."""

    edition: int
    by_name: str
    reason: str
    addendum: str | None


def _reopened(**which: str) -> dict[tuple[str, datetime], Reopened]:
    """By session and hour. The edition is that of the ratification before."""
    verbs = ("meeting.reopened", "meeting.ratified")
    events = Event.objects.filter(verb__in=verbs, **which).order_by("seq")
    rows = events.values_list("verb", "subject_id", "at", "by_name", "data")
    found: dict[tuple[str, datetime], Reopened] = {}
    last: dict[str, tuple[str, datetime]] = {}
    edition: dict[str, int] = {}
    for verb, session, at, by_name, data in rows.iterator():
        if verb == "meeting.reopened":
            last[session] = key = session, at
            told = edition.get(session, 0), by_name, data.get("reason", ""), data.get("addendum")
            found[key] = Reopened(*told)
            continue
        edition[session] = data.get("edition", 0)
        if session in last and "addendum" in data:
            found[last[session]] = found[last[session]]._replace(addendum=data["addendum"])
    return found


def _ratified(**which: str) -> dict[Edition, str | None]:
    """The digest that each ratification told the journal."""
    told = Event.objects.filter(verb="meeting.ratified", **which).values_list("subject_id", "data")
    return {(key, data["edition"]): data.get("minutes") for key, data in told.iterator()}


AT_ONCE = 50  # forums


def tell_news() -> None:
    """The news of the day for everybody who holds promises, once a day in each zone, when its hours begin. Repeatable:
    a day that is done is not done again, and each message has its key."""
    now = clock.now()
    for zone in news.zones():
        day = clock.today(ZoneInfo(zone))
        if post.hours().are_open_at(now, zone) and not delivery.is_done(zone, day):
            with override("id"):
                _tell_zone(zone, day, now)
            delivery.finish_round(zone, day, now)


def _tell_zone(zone: str, day: date, now: datetime) -> None:
    last = delivery.last_round(zone, day)
    since = last.done_at if last else now - timedelta(days=1)
    before = last.day if last else post.hours().day_before(day)
    span = news.Span(day, max(before, day - timedelta(days=14)), since, now)
    until = datetime.combine(day + timedelta(days=2), time.min, ZoneInfo(zone))
    forums = news.forums_of_zone(zone, day)
    for start in range(0, len(forums), AT_ONCE):
        batch = forums[start : start + AT_ONCE]
        delivery.queue_news(_with_links(news_of(batch, span), batch, day), until)


def _with_links(listed: list[News], forums: list[Forum], day: date) -> list[News]:
    """Each part with the personal link of the seat that its holder has in the forum; one is given where none is
    open. Without an address of this office there are no links."""
    address = settings.POST.address
    if not address:
        return listed
    seats = news.memberships_for([forum.pk for forum in forums], day)
    offices = news.bodies_of([each.person.pk for each in listed if each.person], day)
    wanted = {
        (place, number): seat
        for place, each in enumerate(listed)
        for number, (forum, _text) in enumerate(each.parts)
        if (seat := _seat_of(each, forum, seats, offices))
    }
    tokens = _tokens(list({seat.pk: seat for seat in wanted.values()}.values()))
    return [
        replace(
            each,
            parts=[
                (forum, with_links(text, address, tokens[seat.pk]))
                if (seat := wanted.get((place, number)))
                else (forum, text)
                for number, (forum, text) in enumerate(each.parts)
            ],
        )
        for place, each in enumerate(listed)
    ]


def _seat_of(
    each: News, forum: Forum, seats: dict[Any, Membership], offices: dict[Any, list[Any]]
) -> Membership | None:
    """His own seat in the forum, else that of a body for which he stands."""
    if each.person is None:
        body = each.organisation.pk if each.organisation else None
        return seats.get((forum.pk, body, None))
    own = [m for (f, _o, p), m in seats.items() if f == forum.pk and p == each.person.pk]
    bodies = offices.get(each.person.pk, [])
    theirs = [m for body in bodies if (m := seats.get((forum.pk, body, None)))]
    return next(iter([*own, *theirs]), None)


def _tokens(seats: list[Membership]) -> dict[Any, str]:
    """The secret part of each seat's link."""
    given = news.open_links(seats, clock.now())
    missing = [seat for seat in seats if str(seat.pk) not in given]
    if missing:
        with act(new_id(), by=None, via="worker") as open_act:
            for seat in missing:
                given[str(seat.pk)] = record_promises_link(open_act, seat).pk
    return {seat.pk: spell(LinkKind.PROMISES, given[str(seat.pk)]) for seat in seats}


def altered_letters() -> Iterator[str]:
    """For `mufakat verify`: issued letters that are not what was issued. The copy must have its digest, and the digest
    must be the one that the issuing told the journal."""
    told = {
        key: (data.get("letter"), data.get("edition"))
        for key, data in Event.objects.filter(verb="letter.issued")
        .values_list("subject_id", "data")
        .iterator()
    }
    missing = set(told)
    for letter in Letter.objects.filter(issued_at__isnull=False).iterator(chunk_size=100):
        key = str(letter.pk)
        missing.discard(key)
        if key not in told:
            event = Event.objects.filter(verb="letter.issued", subject_id=key).first()
            found = (event.data.get("letter"), event.data.get("edition")) if event else None
        else:
            found = told[key]
        if found is None:
            yield f"letter {key}: inserted, or the event of its issuing was removed"
        elif letter.digest != found[0] or digest_of(letter.snapshot) != letter.digest:
            yield f"letter {key}: altered"
        elif letter.edition != found[1]:
            yield f"letter {key}: edition altered"
    for key in sorted(missing):
        yield f"letter {key}: removed, or no longer issued"
