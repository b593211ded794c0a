"""The pages of the post office: who reads what, passing on by hand, wanting no news."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.delivery import jobs, queries
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Message, Part, Silence
from mufakat.directory.actions import record_link
from mufakat.directory.links import token_of
from mufakat.journal.models import Act, Event
from tests.world import World, wib

from .conftest import NOON, Gateway, letter
from .test_jobs import news


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def queue(world: World, day: str = "26") -> Message:
    jobs.queue_news([news(world, day)], clock.now() + timedelta(days=1))
    jobs.finish_round("Asia/Jakarta", clock.today(), clock.now())
    return Message.objects.latest("made_at")


def tap(client: Client, message: Message, act_id: str = "") -> Any:
    act_id = act_id or str(new_id())
    return client.post(f"/kabar/{message.pk}/sampaikan/", {"act_id": act_id})


def test_who_keeps_a_forum_reads_its_part(world: World) -> None:
    queue(world)
    here = world.client("notulis").get("/kabar/").content.decode()
    assert "Janji Bapak terlambat." in here
    assert "Rahasia Soreang" not in here
    assert "https://wa.me/6281255550100?text=Yth.%0A%0AJanji" in here
    there = world.client("neighbour").get("/kabar/").content.decode()
    assert "Rahasia Soreang" in there
    assert "Janji Bapak" not in there
    assert world.client("chair").get("/kabar/").status_code == 403


COMING: Any = [
    ("2026-06-26T00:40:00Z", True, "besok pukul 07.00 WIB"),  # Friday, 07.40, prepared today
    ("2026-06-26T00:40:00Z", False, "dalam sepuluh menit"),
    ("2026-06-25T22:30:00Z", False, "hari ini pukul 07.00 WIB"),  # Friday, 05.30
    ("2026-06-26T13:00:00Z", False, "besok pukul 07.00 WIB"),  # Friday, 20.00
    ("2026-06-27T00:40:00Z", True, "Senin, 29 Juni 2026 pukul 07.00 WIB"),  # nothing on Sundays
]


@pytest.mark.parametrize(("now", "done", "told"), COMING)
def test_the_page_says_when_the_next_news_are_prepared(
    world: World, now: str, done: bool, told: str
) -> None:
    with time_machine.travel(now, tick=False):
        if done:
            jobs.finish_round("Asia/Jakarta", clock.today(), clock.now())
        page = world.client("notulis").get("/kabar/").content.decode()
    assert f"Disiapkan berikutnya: {told}." in page


def test_each_zone_of_the_reader_has_its_hour(world: World) -> None:
    now = clock.now()
    assert queries.next_news("Asia/Jayapura", now) > now - timedelta(days=1)
    jobs.finish_round("Asia/Jayapura", clock.today(), now)
    east, west = (queries.next_news(f"Asia/{place}", now) for place in ("Jayapura", "Jakarta"))
    assert west == now and east.isoformat() == "2026-06-27T07:00:00+09:00"


def test_passed_on_by_hand(world: World, settings: Any, gateway: Gateway, by_webhook: Post) -> None:
    settings.POST = by_webhook
    message = queue(world)
    client, act_id = world.client("notulis"), str(new_id())
    assert tap(client, message, act_id).status_code == 303
    assert tap(client, message, act_id).headers["Act"].endswith("already")
    assert "Janji Bapak terlambat." not in client.get("/kabar/").content.decode()
    assert Event.objects.filter(verb="message.delivered").count() == 1
    jobs.send_due()  # the other forum's part is still to go
    assert [t["text"] for t in gateway.texts] == ["Yth.\n\nRahasia Soreang.\n\nTerima kasih."]


def test_passed_on_by_all_is_sent_no_more(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post
) -> None:
    settings.POST = by_webhook
    message = queue(world)
    for who in ("notulis", "neighbour"):
        assert tap(world.client(who), message).status_code == 303
    jobs.send_due()
    assert gateway.got == []
    assert Message.objects.get().channel == "paste"


def test_what_was_sent_is_not_passed_on(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post
) -> None:
    settings.POST = by_webhook
    message = queue(world)
    jobs.send_due()
    answer = tap(world.client("notulis"), message)
    assert answer.status_code == 422
    assert "12.00" in answer.content.decode()
    assert not Event.objects.filter(verb="message.delivered").exists()


def test_two_secretaries_tap_at_once(world: World) -> None:
    message = queue(world)
    assert tap(world.client("notulis"), message).status_code == 303
    assert tap(world.client("kepala_puskesmas"), message).status_code == 422


def test_who_may_not_pass_on(world: World) -> None:
    message = queue(world)
    before = Act.objects.count()
    assert tap(world.client("chair"), message).status_code == 403
    assert tap(world.client("outsider"), message).status_code == 404
    assert tap(Client(), message).headers["Location"].startswith("/akun/login/")
    assert Act.objects.count() == before


def test_failures_for_administrators(world: World, settings: Any, by_webhook: Post) -> None:
    settings.POST = Post(webhook="http://127.0.0.1:1/")
    message = letter(world)
    Message.objects.update(attempts=5)
    jobs.send_due()
    message.refresh_from_db()
    assert message.due_at is None
    page = world.client("administrator").get("/kabar/gagal/").content.decode()
    assert "Asep Gunawan" in page
    assert "ConnectionRefusedError" in page
    assert "diundang" not in page  # not what it said
    assert world.client("notulis").get("/kabar/gagal/").status_code == 403
    assert "Bapak diundang" in world.client("notulis").get("/kabar/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_little(world: World, settings: Any, many: int) -> None:
    settings.POST = Post()
    for number in range(many):
        letter(world, f"surat:{number}")
    jobs.send_due()
    Message.objects.update(attempts=6)
    counts = {}
    for who, address in (("notulis", "/kabar/"), ("administrator", "/kabar/gagal/")):
        client = world.client(who)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts[address] = len(asked)
    assert counts == {"/kabar/": 8, "/kabar/gagal/": 5}


def link_of(world: World, whose: str = "penghulu") -> str:
    with world.doing("notulis", wib(6, 26)) as act:
        link = record_link(
            act,
            kind="promises",
            thing=world.memberships["kua"],
            forum=world.forum,
            name="Ahmad",
            person=world.people[whose],
            valid_until=wib(12, 31),
        )
    return token_of(link)


def test_no_more_and_again(world: World) -> None:
    token, guest = link_of(world), Client()
    person = world.people["penghulu"]
    for word, kept in (("berhenti", True), ("kirim", False), ("berhenti", True)):
        assert guest.get(f"/kabar/{token}/{word}/").status_code == 200
        sent = {"act_id": str(new_id()), "sure": "ya"}
        assert guest.post(f"/kabar/{token}/{word}/", sent).status_code == 303
        assert guest.post(f"/kabar/{token}/{word}/", sent).headers["Act"].endswith("already")
        again = guest.post(f"/kabar/{token}/{word}/", {**sent, "act_id": str(new_id())})
        assert again.status_code == 422
        assert Silence.objects.get().is_kept is kept
        assert queries.is_silent(person, None) is kept
    told = Event.objects.filter(verb__startswith="message.s").order_by("seq")
    assert [event.verb for event in told] == [
        *("message.stopped", "message.started", "message.stopped")
    ]
    assert "tautan pribadi" in told[0].by_name
    assert queries.silenced() == ({person.pk}, set())


def test_nobody_silences_another(world: World) -> None:
    token = link_of(world)
    answer = world.client("chair").post(
        f"/kabar/{token}/berhenti/", {"act_id": str(new_id()), "sure": "ya"}
    )
    assert answer.status_code == 403
    other = f"{token[:5]}{'B' if token[5] == 'A' else 'A'}{token[6:]}"
    assert Client().get(f"/kabar/{other}/berhenti/").status_code == 404
    assert not Silence.objects.exists()


def test_a_part_of_another_forum_is_not_marked(world: World) -> None:
    message = queue(world)
    tap(world.client("notulis"), message)
    assert [p.forum_id for p in Part.objects.filter(told_at=None)] == [world.neighbour_forum.pk]
