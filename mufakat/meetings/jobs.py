"""What is looked after without anybody asking for a page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import file_digest
from itertools import batched
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from mufakat.commitments.actions import record_promises_link
from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.delivery import jobs as delivery, queries as post
from mufakat.delivery.jobs import News
from mufakat.delivery.models import Part
from mufakat.delivery.rules import Span
from mufakat.directory.models import Forum, Membership
from mufakat.journal.actions import act
from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of

from .models import IssuedFile, Letter, Minutes, Reopening
from .pages.news import news_of
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


AT_ONCE, MESSAGES_AT_ONCE = 50, 500  # forums; messages of other rooms
Others = Callable[[str, Span], Sequence[News]]


def no_others(_zone: str, _span: Span) -> Sequence[News]:
    return ()


def tell_news(others: Others = no_others) -> None:
    """The news of the day for everybody who holds promises, once a day in each zone, when its hours begin. Repeatable:
    a day that is done is not done again, and each message has its key. Messages go out when all zones are done; a zone
    that first appears after that is told of on the next day. `others`: what other rooms have to tell in the zone; it
    goes with the same message."""
    now, zones = clock.now(), post.zones()
    for zone in zones:
        day = clock.today(ZoneInfo(zone))
        if not post.hours().are_open_at(now, zone) or delivery.is_done(zone, day):
            continue
        if not delivery.has_begun(day):
            with override("id"):
                _tell_zone(zone, day, now, others)
            delivery.finish_round(zone, day, now)


def _tell_zone(zone: str, day: date, now: datetime, others: Others) -> None:
    span = delivery.span_of(zone, day, now)
    until = datetime.combine(day + timedelta(days=2), time.min, ZoneInfo(zone))
    forums = news.forums_of_zone(zone, day)
    for start in range(0, len(forums), AT_ONCE):
        batch = forums[start : start + AT_ONCE]
        delivery.queue_news(_with_seats(news_of(batch, span), batch, day), until)
    for some in batched(others(zone, span), MESSAGES_AT_ONCE):
        delivery.queue_news(some, until)


def retell(event: Event) -> None:
    """What waits to be told of the forums of an event says what is true now: promises that have their verdict, were
    reported as done or went elsewhere are left out, and so is a forum that ended; what has nothing left to say, or
    is for somebody who left, is not sent."""
    named: dict[str, list[str]] = {}
    for kind, key in event.about:
        named.setdefault(kind, []).append(key)
    of = Q(forum__in=named.get("forum", []))
    if event.subject_kind == "silence":
        bodies = named.get("organisation", [])
        of = Q(message__person__in=named.get("person", []))
        of |= Q(message__organisation__in=bodies) | Q(seat__organisation__in=bodies)
    elif event.subject_kind in ("person", "office"):
        of = Q(message__person__in=named.get("person", []))
    days: dict[tuple[str, date], list[Part]] = {}
    for part in post.untold_news(of & Q(forum__isnull=False), clock.now()):
        day = part.message.made_at.astimezone(ZoneInfo(part.message.timezone)).date()
        days.setdefault((part.about.region.timezone, day), []).append(part)
    for (zone, day), parts in days.items():
        span = delivery.span_of(zone, day, delivery.prepared_at(zone, day) or clock.now())
        delivery.reword(_reworded(parts, span))


def _reworded(parts: list[Part], span: Span) -> dict[Part, str]:
    """What each of these parts says now, as news of the day for which it was made."""
    lasts = span.day + timedelta(days=1)
    named = {part.forum for part in parts if part.forum}
    forums = [forum for forum in named if forum.is_valid_on(lasts)]
    holders = {part.message.person_id or part.message.organisation_id for part in parts}
    with override("id"):
        told = news_of(forums, span, holders)
    texts = {(each.key, forum.pk): text for each in told for forum, text in each.parts}
    return {part: texts.get((part.message.key, part.about.pk), "") for part in parts}


def _with_seats(listed: list[News], forums: list[Forum], day: date) -> list[News]:
    """Each with the seats of its holder in the forums: their personal links go with it. One is given where none is
    open, unless nobody has said at which address this office is reached."""
    seats = news.memberships_for([forum.pk for forum in forums], day)
    offices = news.bodies_of([each.person.pk for each in listed if each.person], day)
    found = [
        replace(
            each,
            seats={
                forum.pk: seat
                for forum, _text in each.parts
                if isinstance(forum, Forum) and (seat := _seat_of(each, forum, seats, offices))
            },
        )
        for each in listed
    ]
    if settings.POST.address:
        _give_links({seat.pk: seat for each in found for seat in each.seats.values()})
    return found


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


def _give_links(seats: dict[Any, Membership]) -> None:
    given = post.open_links(seats)
    if missing := [seat for key, seat in seats.items() if str(key) not in given]:
        with act(new_id(), by=None, via="worker") as open_act:
            for seat in missing:
                record_promises_link(open_act, seat)


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


def altered_files() -> Iterator[str]:
    """For `mufakat verify`: issued accountability files that are not what was issued, or whose bytes are not."""
    told = Event.objects.filter(verb="file.issued").values_list("subject_id", "data")
    wrote = {key: (data.get("file"), data.get("archive")) for key, data in told.iterator()}
    missing = set(wrote)
    for issued in IssuedFile.objects.order_by("pk").iterator(chunk_size=100):
        key = str(issued.pk)
        missing.discard(key)
        if key not in wrote:
            yield f"issued file {key}: inserted, or the event of its issuing was removed"
        elif (issued.sha256, issued.archive_sha256) != wrote[key]:
            yield f"issued file {key}: altered"
        elif wrong := _wrong_with(issued):
            yield f"issued file {key}: {wrong}"
    for key in sorted(missing):
        yield f"issued file {key}: removed"


def _wrong_with(issued: IssuedFile) -> str:
    """What is wrong with its bytes; empty if they are as they were issued."""
    try:
        with issued.archive.open("rb") as kept:
            whole = file_digest(kept, "sha256").hexdigest()
    except (OSError, ValueError) as why:
        return f"its archive cannot be read ({type(why).__name__})"
    return "" if whole == issued.archive_sha256 else "its archive was altered"
