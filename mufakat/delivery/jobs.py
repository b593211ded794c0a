"""The post office: what the worker prepares and sends. Repeatable at any point; each message goes out once.

Nothing is sent inside a transaction: a message is taken (its next attempt put off), sent, and only then written down
as sent. Cut off in between it is tried again after `LEASE`; the gateway and the mailbox know it by its key.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.directory.models import Forum, Membership, Organisation, Person
from mufakat.journal.turns import turn

from . import queries, rules
from .channels import NotSent, Post, send_mail, send_webhook
from .models import Channel, Kind, Message, Part, Round

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
AT_ONCE = 20
SECONDS = 5  # after so long the worker looks at the journal again
KEPT = timedelta(days=90)
AFTER = 1000  # the place of the first part about a body
SEND = {Channel.WEBHOOK: send_webhook, Channel.EMAIL: send_mail}


@dataclass(frozen=True)
class News:
    """The news of the day for one person, or for a body that nobody sits for: forum (or body) → text; `seats`: where
    he sits in a forum (by its id), whose personal link goes with the text."""

    key: str
    name: str
    subject: str
    opening: str
    closing: str
    zone: str
    person: Person | None = None
    organisation: Organisation | None = None
    parts: list[tuple[Forum | Organisation, str]] = field(default_factory=list)
    seats: dict[Any, Membership] = field(default_factory=dict)


def queue_news(news: Sequence[News], until: datetime) -> int:
    """Give the news of a day to the post; return how many messages are new. Whoever has one of this day gets the parts
    that it lacks, while it has not gone out; what of yesterday's never went out is overtaken. Call it only while
    `has_begun` says that nothing of this day was sent yet."""
    now, zones = clock.now(), queries.zones()
    wanted = {each.key: each for each in news if each.parts}
    with turn(), transaction.atomic():
        there = Message.objects.select_for_update().filter(key__in=list(wanted))
        there = there.prefetch_related("parts")
        known = {message.key: message for message in there}
        fresh = [_row(each, now, until, zones) for key, each in wanted.items() if key not in known]
        people = [m.person_id for m in fresh if m.person_id]
        bodies = [m.organisation_id for m in fresh if m.organisation_id]
        whose = Q(person__in=people) | Q(organisation__in=bodies)
        old = Message.objects.filter(whose, kind=Kind.DIGEST, sent_at=None)
        old.update(due_at=None, until=now)
        Message.objects.bulk_create(fresh)
        _open_again([m for key, m in known.items() if _lacks(m, wanted[key])], now, zones)
        to_fill = {m.key: m for m in fresh} | {k: m for k, m in known.items() if not m.sent_at}
        Part.objects.bulk_create(
            (
                _part(message, about, place, text, wanted[key].seats.get(about.pk))
                for key, message in to_fill.items()
                for place, (about, text) in enumerate(wanted[key].parts)
            ),
            ignore_conflicts=True,
        )
    return len(fresh)


def _part(
    message: Message, about: Forum | Organisation, place: int, text: str, seat: Membership | None
) -> Part:
    """Of bodies after those of forums."""
    if isinstance(about, Forum):
        return Part(message=message, forum=about, position=place, seat=seat, text=text[:6000])
    body = about.pk
    return Part(message=message, organisation_id=body, position=AFTER + place, text=text[:6000])


def _lacks(message: Message, news: News) -> bool:
    """Whether the news tell of a forum or body of which the message of the day says nothing yet."""
    there = {part.forum_id or part.organisation_id for part in message.parts.all()}
    return any(about.pk not in there for about, _text in news.parts)


def _open_again(messages: Iterable[Message], now: datetime, zones: Sequence[str]) -> None:
    """There is more to say than was passed on by hand, or than nobody could be told: it is due (again)."""
    for message in messages:
        by_hand = message.sent_at and message.channel == Channel.PASTE
        idle = not message.sent_at and not message.due_at and not message.attempts
        if by_hand or idle:
            message.sent_at, message.channel, message.attempts = None, "", 0
            message.due_at = queries.hours().when_all_open(now, message.timezone, zones)
            message.save(update_fields=["sent_at", "channel", "attempts", "due_at"])


def _row(news: News, now: datetime, until: datetime, zones: Sequence[str]) -> Message:
    return Message(
        id=new_id(),
        key=news.key[:120],
        kind=Kind.DIGEST,
        person=news.person,
        organisation=news.organisation,
        name=news.name[:160],
        subject=news.subject[:200],
        opening=news.opening[:1000],
        closing=news.closing[:1000],
        timezone=news.zone,
        made_at=now,
        due_at=queries.hours().when_all_open(now, news.zone, zones),
        until=until,
    )


def reword(texts: Mapping[Part, str]) -> None:
    """What parts that reached nobody yet say now; nothing: that there is nothing left to say. A message of which all
    had become empty is due again when one is not."""
    now = clock.now()
    for part, text in texts.items():
        if text[:6000] == part.text:
            continue
        with turn(), transaction.atomic():
            Part.objects.filter(pk=part.pk, told_at=None).update(text=text[:6000])
            if not part.text:
                ended = Message.objects.filter(pk=part.message_id, sent_at=None, due_at=None)
                at = queries.hours().next_open(now, part.message.timezone)
                ended.filter(attempts=0, until__gt=now).update(due_at=at)


def span_of(zone: str, day: date, until: datetime) -> rules.Span:
    """What the news of this day tell: all since those before, as far as a fortnight."""
    last = last_round(zone, day)
    since = last.done_at if last else until - timedelta(days=1)
    before = last.day if last else queries.hours().day_before(day)
    return rules.Span(day, max(before, day - timedelta(days=14)), since, until)


def is_done(zone: str, day: date) -> bool:
    return Round.objects.filter(zone=zone, day=day).exists()


def prepared_at(zone: str, day: date) -> datetime | None:
    """Until when things were told in the news of this day, if they are prepared."""
    return Round.objects.filter(zone=zone, day=day).values_list("done_at", flat=True).first()


def last_round(zone: str, before: date) -> Round | None:
    """The last day before this one on which the news of a zone were prepared; of a zone that is new, those of any."""
    rounds = Round.objects.filter(day__lt=before).order_by("-day", "-done_at")
    return rounds.filter(zone=zone).first() or rounds.first()


def has_begun(day: date) -> bool:
    """Whether news of this day went out: what comes now (of a zone that is new) waits for the next day's, so that
    nobody gets two messages on a day and nothing is dropped."""
    sent = Message.objects.filter(kind=Kind.DIGEST, sent_at__isnull=False)
    sent = sent.filter(made_at__gt=clock.now() - timedelta(days=2)).exclude(channel=Channel.PASTE)
    return sent.filter(key__endswith=f":{day.isoformat()}").exists()


def finish_round(zone: str, day: date, at: datetime) -> None:
    """`at`: until when things were told; what came later is told the next day."""
    Round.objects.get_or_create(zone=zone, day=day, defaults={"done_at": at})


def send_due() -> None:
    """Send what is due, for a few seconds; the rest at the next turn."""
    post, ends = settings.POST, time.monotonic() + SECONDS
    for _turn in range(AT_ONCE):
        message = _take(post)
        if message is None or time.monotonic() > ends:
            return
        if message.channel:
            _send(post, message)


def _take(post: Post) -> Message | None:
    """The next message that is due, promised to this worker until its lease ends; without a channel when it is not to
    go out now."""
    now = clock.now()
    due = Message.objects.filter(due_at__lte=now).order_by("due_at")
    if not due.exists():
        return None
    if queries.rounds_are_left(
        now
    ):  # whoever holds promises in two zones gets one message for both
        due = due.exclude(kind=Kind.DIGEST)
    with turn(), transaction.atomic():
        found = due.select_for_update(skip_locked=True, of=("self",)).select_related("person")
        message = found.first()
        if message is None:
            return None
        if _is_to_go(message, post, now):
            message.due_at = now + LEASE
            message.attempts += 1
        message.save()
    return message


def _is_to_go(message: Message, post: Post, now: datetime) -> bool:
    """Whether it goes out now. If not: later, when people may be reached; or never, by a machine."""
    if message.until and message.until <= now:
        message.due_at, message.channel = None, ""
        return False
    if not message.parts.filter(told_at=None).exclude(text="").exists():
        message.due_at = None
        return False
    if not queries.hours().are_open_at(now, message.timezone):
        message.due_at = queries.hours().next_open(now, message.timezone)
        return False
    way = queries.way_of(message, post)
    if not way:
        message.due_at = None
        return False
    message.channel = way
    return True


def _send(post: Post, message: Message) -> None:
    parts = [part for part in message.parts.all() if part.text]
    try:
        SEND[Channel(message.channel)](post, queries.letter_of(message, parts))
    except NotSent as why:
        log.warning("message %s was not sent: %s", message.pk, why)
        _put_off(post, message, why)
    else:
        _settle(message, parts)


def _settle(message: Message, parts: Iterable[Part]) -> None:
    now = clock.now()
    with turn(), transaction.atomic():
        Message.objects.filter(pk=message.pk, sent_at=None).update(
            sent_at=now, due_at=None, channel=message.channel, error=""
        )
        by = message.get_channel_display()
        for part in parts:  # each as it was sent
            left = Part.objects.filter(pk=part.pk, told_at=None)
            left.update(told_at=now, told_by=by, text=part.text)


def _put_off(post: Post, message: Message, why: NotSent) -> None:
    """Try again after a pause; what the gateway will never take goes by e-mail; else a person must look."""
    wait, more = rules.pause(message.attempts), {}
    next_at: Any = clock.now() + wait if wait else None
    if why.final or wait is None:
        other = message.channel == Channel.WEBHOOK and post.mail and queries.contact_of(message)[1]
        next_at = clock.now() if other else None
        more = {"channel": Channel.EMAIL, "attempts": 0} if other else {}
    Message.objects.filter(pk=message.pk, sent_at=None).update(
        due_at=next_at, error=str(why)[:300], **more
    )


def forget_old() -> None:
    """The book of the post office reaches a season back: what people were told stands in the minutes."""
    with turn(), transaction.atomic():
        Message.objects.filter(made_at__lt=clock.now() - KEPT, due_at=None).delete()
        Round.objects.filter(done_at__lt=clock.now() - KEPT).delete()
