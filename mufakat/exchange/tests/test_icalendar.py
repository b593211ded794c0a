"""Sessions as iCalendar files and feeds, read back as a calendar reads them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from mufakat.core.ids import new_id
from mufakat.directory.actions import lock_user
from mufakat.directory.links import token_of
from mufakat.directory.models import Link, LinkKind
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.world import World, wib

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_session() -> Any:
    with time_machine.travel("2026-09-01T05:00:00Z"):
        yield


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def one(client: Client, meeting: Meeting) -> Any:
    answer = client.get(f"{meeting.get_absolute_url()}rapat.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return events(answer.content)[0]


def feed_of(world: World, who: str) -> str:
    client = world.client(who)
    assert client.post("/kalender/buat/", {"act_id": str(new_id())}).status_code == 303
    link = Link.objects.filter(kind=LinkKind.CALENDAR, thing_id=str(world.users[who].pk)).latest(
        "id"
    )
    return f"/kalender/{token_of(link)}.ics"


def test_one_session(world: World) -> None:
    event = one(world.client("notulis"), world.planned)
    assert str(event["SUMMARY"]) == world.planned.title
    assert event["DTSTART"].dt == wib(9, 25, 9) and event["DTEND"].dt == wib(9, 25, 12)
    assert event["DTSTART"].params["TZID"] == "Asia/Jakarta"
    assert str(event["UID"]).startswith(str(world.planned.pk)) and event["STATUS"] == "CONFIRMED"
    assert str(event["LOCATION"]) == "Aula Kecamatan Bojongloa Kaler"
    assert world.planned.get_absolute_url() in str(event["URL"])
    undated = world.client("notulis").get(f"{world.undated.get_absolute_url()}rapat.ics")
    assert undated.status_code == 404


@pytest.mark.parametrize(
    ("zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)]
)
def test_the_hours_are_those_of_the_place(world: World, zone: str, hours: int) -> None:
    Meeting.objects.filter(pk=world.planned.pk).update(timezone=zone)
    raw = world.client("notulis").get(f"{world.planned.get_absolute_url()}rapat.ics").content
    event = events(raw)[0]
    assert event["DTSTART"].params["TZID"] == zone
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=hours)
    assert f"TZID:{zone}".encode() in raw  # the zone itself is in the file


def test_a_change_raises_the_sequence_and_keeps_the_uid(world: World) -> None:
    client = world.client("notulis")
    before = one(client, world.planned)
    with world.doing("notulis", wib(9, 1, 13)) as open_act:
        actions.change_meeting(
            open_act, world.planned, starts_at=wib(9, 28, 9), ends_at=wib(9, 28, 11)
        )
    after = one(client, world.planned)
    assert after["UID"] == before["UID"] and after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == wib(9, 28, 9) and after["DTSTAMP"].dt > before["DTSTAMP"].dt
    with world.doing("notulis", wib(9, 1, 14)) as open_act:
        actions.cancel_meeting(open_act, world.planned, reason="x")
    cancelled = one(client, world.planned)
    assert cancelled["STATUS"] == "CANCELLED" and cancelled["SEQUENCE"] == after["SEQUENCE"] + 1


HOSTILE = [
    "Rapat\r\nBEGIN:VEVENT\r\nSUMMARY:lain\r\nEND:VEVENT",
    "Rapat\nATTENDEE:mailto:x@y.id",
    "a;b,c\\d:e\"f'g",
    "\u2028\u2029\x85\x0b\x0c\x1b",
    "ünïcödé " * 20,
    "🦆" * 60,
    "END:VCALENDAR",
    ";TZID=Asia/Tokyo:x",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_only_a_title(world: World, title: str) -> None:
    Meeting.objects.filter(pk=world.planned.pk).update(title=title, place=title)
    raw = world.client("notulis").get(f"{world.planned.get_absolute_url()}rapat.ics").content
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    starts = [line.partition(b":")[0] for line in raw.split(b"\r\n")]
    assert starts.count(b"BEGIN") == starts.count(b"END") and b"ATTENDEE" not in starts
    (event,) = events(raw)
    wanted = title.replace("\r\n", "\n").split()
    assert str(event["SUMMARY"]).split() == [w for w in " ".join(wanted).split() if w.strip("\x1b")]


def test_the_same_session_gives_the_same_file(world: World) -> None:
    url, client = f"{world.planned.get_absolute_url()}rapat.ics", world.client("notulis")
    first = client.get(url).content
    with time_machine.travel("2026-09-03T05:00:00Z"):
        assert client.get(url).content == first


# -- Feeds ------------------------------------------------------------------------------------


def test_a_feed_holds_what_its_owner_sees(world: World) -> None:
    titles = {who: _titles(feed_of(world, who)) for who in ("notulis", "neighbour")}
    assert titles["notulis"] == {world.opened.title, world.planned.title}
    assert titles["neighbour"] == set()


def _titles(url: str) -> set[str]:
    return {str(event["SUMMARY"]) for event in events(Client().get(url).content)}


def test_a_cancelled_session_stays_in_the_feed_as_cancelled(world: World) -> None:
    url = feed_of(world, "notulis")
    with world.doing("notulis", wib(9, 1, 14)) as open_act:
        actions.cancel_meeting(open_act, world.planned, reason="x")
    states = {str(e["SUMMARY"]): e["STATUS"] for e in events(Client().get(url).content)}
    assert states[world.planned.title] == "CANCELLED"


def test_an_unchanged_feed_is_not_sent_again(world: World) -> None:
    url, client = feed_of(world, "notulis"), Client()
    first = client.get(url)
    tag = first.headers["ETag"]
    again = client.get(url, headers={"if-none-match": tag})
    assert again.status_code == 304 and again.content == b""
    with world.doing("notulis", wib(9, 1, 13)) as open_act:
        actions.change_meeting(open_act, world.planned, place="Aula lain")
    changed = client.get(url, headers={"if-none-match": tag})
    assert changed.status_code == 200 and b"Aula lain" in changed.content


def test_there_is_one_address_and_it_can_be_revoked(world: World) -> None:
    first, second = feed_of(world, "notulis"), feed_of(world, "notulis")
    assert Client().get(first).status_code == 410 and Client().get(second).status_code == 200
    client = world.client("notulis")
    assert second in client.get("/kalender/").content.decode()
    act_id = str(new_id())
    assert client.post("/kalender/cabut/", {"act_id": act_id}).status_code == 303
    assert client.post("/kalender/cabut/", {"act_id": act_id}).headers["Act"].endswith("already")
    assert client.post("/kalender/cabut/", {"act_id": str(new_id())}).status_code == 422
    assert Client().get(second).status_code == 410


def test_who_sees_no_forum_has_no_calendar(world: World) -> None:
    sent = world.client("outsider").post("/kalender/buat/", {"act_id": str(new_id())})
    assert sent.status_code == 422 and not Link.objects.exists()


def test_a_shut_login_shuts_its_feed(world: World) -> None:
    url = feed_of(world, "notulis")
    with world.doing("administrator", wib(9, 1)) as open_act:
        lock_user(open_act, world.users["notulis"])
    assert Client().get(url).status_code == 404


def test_a_feed_costs_the_same_for_few_and_for_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    url, client = feed_of(world, "notulis"), Client()
    with django_assert_max_num_queries(8) as few:
        client.get(url)
    start = datetime(2026, 10, 1, 2, tzinfo=UTC)
    with world.doing("notulis", wib(9, 1)) as open_act:
        for n in range(30):
            at = start + timedelta(days=n)
            actions.record_meeting(
                open_act, forum=world.forum, kind="RAKOR", title=f"R{n}", starts_at=at, ends_at=at
            )
    with django_assert_max_num_queries(len(few)):
        assert len(events(client.get(url).content)) == 32


def test_the_invited_put_it_into_their_calendar(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as open_act:
        actions.record_participants(open_act, world.planned)
        actions.record_links(open_act, world.planned)
    invited = world.planned.participants.get(organisation=world.kua)
    token = token_of(Link.objects.get(thing_id=str(invited.pk)))
    answer = Client().get(f"/undangan/{token}/rapat.ics")
    assert str(events(answer.content)[0]["SUMMARY"]) == world.planned.title
    assert Client().get(f"/kalender/{token}.ics").status_code == 404  # another kind of link
