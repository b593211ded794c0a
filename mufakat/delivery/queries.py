"""What pages and the worker ask about messages."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateTimeField, Q
from django.utils.translation import gettext as _, override

from mufakat.core import clock, dates
from mufakat.core.asked import AskedThings
from mufakat.directory.links import spell
from mufakat.directory.models import Forum, Link, LinkKind

from . import rules
from .channels import Letter, Post
from .models import Channel, Kind, Message, Part, Round, Silence


@cache
def _reference() -> dict[str, Any]:
    file = Path(__file__).parent / "reference" / "hours.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def hours() -> rules.Hours:
    """When messages may reach people."""
    read = _reference()
    return rules.Hours(read["opens"], read["closes"], frozenset(read["days"]))


def zones() -> list[str]:
    """The zones in which forums meet."""
    return sorted(set(Forum.objects.order_by().values_list("region__timezone", flat=True)))


def rounds_are_left(now: datetime) -> bool:
    """Whether the news of some zone are still to be prepared today: until then nobody's message is whole."""
    left = set()
    for zone in zones():
        day = now.astimezone(ZoneInfo(zone)).date()
        if hours().next_open(now, zone).astimezone(ZoneInfo(zone)).date() == day:
            left.add((zone, day))
    done = Round.objects.filter(day__in={day for _zone, day in left}).values_list("zone", "day")
    return bool(left - set(done))


def reminders() -> tuple[list[int], int]:
    """How many days before a promise is due it is told, and on each how-manieth day of delay."""
    return _reference()["before_due"], _reference()["every_late"]


def contact_of(message: Message) -> tuple[str, str]:
    """Telephone (as digits) and e-mail: what the message says itself, else what its person has now."""
    person = message.person
    phone = message.phone or (person.phone if person else "")
    return rules.phone_digits(phone), message.email or (person.email if person else "")


def way_of(message: Message, post: Post) -> str:
    """The channel by which it goes out; empty: nobody can but a person."""
    phone, email = contact_of(message)
    if phone and post.webhook and message.channel != Channel.EMAIL:
        return Channel.WEBHOOK
    return Channel.EMAIL if email and post.mail else ""


def letter_of(message: Message, parts: Iterable[Part]) -> Letter:
    """What is sent by the channel of the message: of its parts those that nobody has passed on."""
    phone, email = contact_of(message)
    to = phone if message.channel == Channel.WEBHOOK else email
    left = [part for part in parts if part.told_at is None]
    links, address = links_of(left), settings.POST.address
    stop = next((_stop(address, links[p.seat_id]) for p in left if p.seat_id in links), "")
    text = text_of(message, left, address, links)
    return Letter(message.key, to, message.subject, text, stop if address else "")


def text_of(
    message: Message, parts: Iterable[Part], address: str = "", links: Mapping[Any, str] = {}
) -> str:
    """What is read: under each part the personal link of its seat (`links`: seat → token) at this office's address."""
    told = [_with_link(p.text, address, links.get(p.seat_id, "")) for p in parts]
    return "\n\n".join(said for said in (message.opening, *told, message.closing) if said)


def _with_link(text: str, address: str, token: str) -> str:
    """With the personal link under it, and the one that ends these messages."""
    if not text or not address or not token:
        return text
    with override("id"):
        see = _("See and report: %(url)s") % {"url": f"{address}/janji/{token}/"}
        stop = _("No more of these messages: %(url)s") % {"url": _stop(address, token)}
    return f"{text}\n{see}\n{stop}"


def _stop(address: str, token: str) -> str:
    return f"{address}/kabar/{token}/berhenti/"


def links_of(parts: Iterable[Part]) -> dict[Any, str]:
    """The token of the personal link that is open for the seat of each part, by seat."""
    found = open_links({part.seat_id for part in parts if part.seat_id})
    return {UUID(seat): spell(LinkKind.PROMISES, pk) for seat, pk in found.items()}


def open_links(seats: Iterable[Any]) -> dict[str, Any]:
    """The id of the personal link that is open for each of these memberships (by its id as text)."""
    keys = [str(seat) for seat in seats]
    rows = Link.objects.filter(
        kind=LinkKind.PROMISES, thing_id__in=keys, ended_at=None, valid_until__gt=clock.now()
    )
    return dict(rows.order_by("pk").values_list("thing_id", "pk")) if keys else {}


def how_sent(message: Message) -> str:
    """By which way and when it reached them; empty if it has not."""
    if message.sent_at is None:
        return ""
    when = dates.at(message.sent_at, message.timezone)
    return f"{message.get_channel_display()}, {when}"


_TODAY = AskedThings(
    Part,
    lambda forums, now: (
        Part.objects.filter(forums, told_at=None, message__sent_at=None)
        .filter(Q(message__until__gt=now))
        .order_by("message__name", "message__id", "position")
    ),
    *("message", "message__person", "message__organisation", "forum", "organisation"),
    forums=Q,
    now=DateTimeField(),
)
_TOLD = AskedThings(
    Part,
    lambda forums, now: (
        Part.objects.filter(forums, told_at__isnull=False)
        .filter(Q(message__until__gt=now))
        .order_by("-told_at", "id")
    )[:50],
    *("message", "message__person", "forum", "organisation"),
    forums=Q,
    now=DateTimeField(),
)


def to_tell(forums: Q, now: Any) -> list[Part]:
    """Parts of messages that have not reached anybody yet, of this condition, while they are news."""
    return _TODAY(forums=forums, now=now)


def next_news(zone: str, now: datetime) -> datetime:
    """When the news of the forums of a zone are prepared next: now, if those of today are still to come and people may
    be reached; else when the hours begin, today or on the next day of the week on which messages go out."""
    local = now.astimezone(ZoneInfo(zone))
    if Round.objects.filter(zone=zone, day=local.date()).exists():
        now = datetime.combine(local.date() + timedelta(days=1), time.min, ZoneInfo(zone))
    return hours().next_open(now, zone)


def untold_news(of: Q, now: Any) -> list[Part]:
    """The parts of news of the day that have reached nobody yet, while they are news; of this condition on parts."""
    found = Part.objects.filter(of, told_at=None, message__sent_at=None, message__until__gt=now)
    whole = ("message", "forum__region", "organisation__region")
    return list(found.filter(message__kind=Kind.DIGEST).select_related(*whole))


def told(forums: Q, now: Any) -> list[Part]:
    """The parts that did reach them, by whichever way, the last first."""
    return _TOLD(forums=forums, now=now)


def silenced() -> tuple[set[Any], set[Any]]:
    """People and bodies who want no news of the day."""
    rows = Silence.objects.filter(is_kept=True).values_list("person_id", "organisation_id")
    kept = list(rows)
    people, bodies = ({row[place] for row in kept} for place in (0, 1))
    return people - {None}, bodies - {None}


def is_silent(person: Any, organisation: Any) -> bool:
    whose: Any = {"person": person} if person else {"organisation": organisation}
    return Silence.objects.filter(is_kept=True, **whose).exists()


def latest_digests(people: Iterable[Any]) -> dict[Any, Any]:
    """When each of these people got (or should have got) his last news of the day."""
    rows = Message.objects.filter(kind=Kind.DIGEST, person__in=list(people))
    return dict(rows.order_by("made_at").values_list("person", "made_at"))
