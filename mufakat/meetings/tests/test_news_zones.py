"""Who holds promises in two zones hears of all of them: in one message a day, nothing lost and nothing twice."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.core import clock
from mufakat.delivery import jobs as delivery, queries as post
from mufakat.delivery.actions import deliver_message
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Channel, Message, Part, Round
from mufakat.directory.models import Forum, Region
from mufakat.meetings import actions, jobs
from mufakat.meetings.models import Meeting
from tests.world import World, wib

LAST = date(2026, 9, 15)
# In the east hours have begun (07.10 WITA, 08.10 WIT), in the west not (06.10 WIB); then there as well.
EAST, BETWEEN, WEST = ("T23:10:00Z", "T23:40:00Z", "T00:10:00Z")
Book = dict[str, list[str]]  # day → the texts that were sent to the body on it


@pytest.fixture
def post_office(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Book:
    """What goes out by e-mail on each day (of the west)."""
    server: Any = "nobody answers there"
    settings.POST = Post(address="https://mufakat.example.go.id", mail=server)
    book: Book = defaultdict(list)

    def send(_post: Post, letter: Any) -> None:
        book[f"{letter.to} {clock.today()}"].append(letter.text)

    monkeypatch.setitem(delivery.SEND, Channel.EMAIL, send)
    return book


def two_zones(world: World, zone: str) -> None:
    """The body holds a promise in a forum of this zone, made on Saturday, and one in the west."""
    where = Forum.objects.get(pk=world.neighbour_forum.pk)
    Region.objects.filter(pk=where.region_id).update(timezone=zone)
    for person in world.people.values():
        type(person).objects.filter(pk=person.pk).update(email=f"p{person.pk}@example.go.id")
    with time_machine.travel("2026-06-27T05:00:00Z"):
        with world.doing("neighbour", wib(6, 20)) as act:
            hours: Any = {"starts_at": wib(6, 27, 9), "ends_at": wib(6, 27, 10)}
            held = actions.record_meeting(
                act, forum=where, kind="LM-TR", title="Lokmin timur", **hours
            )
        with world.doing("neighbour", wib(6, 27, 9)) as act:
            actions.open_meeting(act, held)
            owed: Any = {"owner_organisation": world.ngo, "due_on": date(2026, 6, 30)}
            actions.record_commitment(act, held, what="Janji di timur", **owed)
        with world.doing("notulis", wib(6, 26, 11)) as act:
            said: Any = {"verdict": "continued", "new_due_on": LAST}
            actions.give_verdict(act, world.opened, commitment=world.promise_waiting, **said)


def work(at: str) -> None:
    """What the worker does at this moment: the post first, which must not overtake the news."""
    with time_machine.travel(at, tick=False):
        for _job in range(2):
            delivery.send_due()
            jobs.tell_news()
        delivery.send_due()


def ratify(world: World, at: str) -> None:
    with time_machine.travel(at), world.doing("chair") as act:
        actions.ratify_meeting(act, Meeting.objects.get(pk=world.opened.pk))


@pytest.mark.parametrize("zone", ["Asia/Jayapura", "Asia/Makassar"])
def test_one_message_for_all_zones(world: World, post_office: Book, zone: str) -> None:
    two_zones(world, zone)
    work(f"2026-06-28{EAST}")  # Monday in the east
    ratify(world, f"2026-06-28{BETWEEN}")  # after the round of the east, before that of the west
    for at in (f"2026-06-29{WEST}", "2026-06-29T00:20:00Z"):
        work(at)
    work(f"2026-06-29{EAST}")
    work(f"2026-06-30{WEST}")
    assert max(len(texts) for texts in post_office.values()) == 1  # nobody two on a day
    said = "\n".join(text for texts in post_office.values() for text in texts)
    assert "Janji di timur (30" in said
    told = [line for line in said.splitlines() if "kader" in line and "dilanjutkan" in line]
    assert len(told) == 1


def test_who_got_it_by_hand_gets_the_rest_by_the_post(world: World, post_office: Book) -> None:
    two_zones(world, "Asia/Jayapura")
    work(f"2026-06-28{EAST}")
    with time_machine.travel(f"2026-06-28{BETWEEN}"):
        message = Message.objects.get(person__isnull=False, parts__text__contains="timur")
        with world.doing("neighbour") as act:
            deliver_message(act, message, parts=list(message.parts.all()))
    ratify(world, f"2026-06-28{BETWEEN}")
    work(f"2026-06-29{WEST}")
    message.refresh_from_db()
    assert (message.channel, bool(message.sent_at)) == (Channel.EMAIL, True)
    [[text]] = [v for k, v in post_office.items() if k.startswith(f"p{message.person_id}@")]
    assert "Janji di timur" not in text
    assert "kader" in text


def test_a_zone_that_is_new_waits_for_the_next_day(world: World, post_office: Book) -> None:
    two_zones(world, "Asia/Jakarta")
    work(f"2026-06-29{WEST}")
    with time_machine.travel("2026-06-29T02:00:00Z"):
        Region.objects.filter(pk=world.neighbour_forum.region_id).update(timezone="Asia/Makassar")
        with world.doing("neighbour") as act:
            held = Meeting.objects.get(title="Lokmin timur")
            owed: Any = {"owner_organisation": world.ngo, "due_on": date(2026, 6, 30)}
            actions.record_commitment(act, held, what="Janji baru", **owed)
    work("2026-06-29T03:00:00Z")
    assert not Round.objects.filter(zone="Asia/Makassar", day="2026-06-29").exists()
    work("2026-06-30T00:10:00Z")
    assert max(len(texts) for texts in post_office.values()) == 1
    assert Part.objects.filter(text__contains="Janji baru").exclude(told_at=None).exists()


def test_the_hours_of_all_zones_meet() -> None:
    """Else a zone would wait for another that never opens on its day."""
    hours = post.hours()
    assert (hours.closes.hour - hours.opens.hour) > 2
