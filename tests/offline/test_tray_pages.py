""" "Perlu diputuskan" and the devices as pages: they work without a script, refuse whom they must, bear a second click,
and cost as many queries for three rows as for one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.journal.models import Act, Event
from mufakat.meetings.models import Note
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import at, correct_note, write_note

Phones = Callable[..., Phone]
TRAY = "/luring/perlu-diputuskan/"


def kept(phone: Phone, world: World, n: int = 1) -> list[Entry]:
    """Notes without their agenda item: a rule of the form refuses them."""
    acts = [
        phone.write(at(world.opened, "catatan", "catat"), text=f"Tanpa butir {n}") for n in range(n)
    ]
    assert set(phone.send().values()) == {"refused"}
    return list(Entry.objects.filter(act_id__in=acts).order_by("act_id"))


@pytest.fixture
def entry(world: World, phone: Phones) -> Entry:
    return kept(phone(), world)[0]


@pytest.fixture
def conflict(world: World, phone: Phones) -> Entry:
    one, two = phone(), phone("kepala_puskesmas")
    correct_note(one, world, world.note, "Bunyi satu", base=1)
    correct_note(two, world, world.note, "Bunyi dua", base=1)
    one.send()
    assert list(two.send().values()) == ["conflict"]
    return Entry.objects.get()


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("url", [TRAY, f"{TRAY}?diputuskan=1", "/luring/", "/luring/kontak/"])
def test_three_rows_cost_no_more_than_one(world: World, phone: Phones, url: str) -> None:
    client = world.client("kepala_puskesmas")
    counts = []
    for n in (1, 2):
        for number, entry in enumerate(kept(phone(), world, n) + kept(phone("chair"), world, n)):
            if "diputuskan" in url and number % 2 == 0:
                leave(client, entry)
        device = phone("kepala_puskesmas")
        write_note(device, world, "x")
        device.send()
        counts.append(queries(client, url))
    assert counts[0] == counts[1]


def leave(client: Client, entry: Entry, reason: str = "Sudah ditulis", act: Any = None) -> Any:
    sent = {"act_id": str(act or new_id()), "reason": reason}
    return client.post(f"{entry.get_absolute_url()}tidak-perlu/", sent)


def test_left_with_its_reason(world: World, entry: Entry) -> None:
    client, act = world.client("chair"), new_id()
    assert "Tanpa butir" in client.get(TRAY).content.decode()
    assert leave(client, entry, act=act).status_code == 303
    assert leave(client, entry, act=act)["Act"].endswith("already")  # the same click twice
    assert leave(client, entry).status_code == 422  # another one: decided already
    assert "Tanpa butir" not in client.get(TRAY).content.decode()
    decided = client.get(f"{TRAY}?diputuskan=1").content.decode()
    assert "Tanpa butir" in decided and "Sudah ditulis" in decided
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "Sudah ditulis" in page and "tidak-perlu/" not in page
    assert Event.objects.filter(verb="entry.left").count() == 1
    client.post(f"{entry.get_absolute_url()}pakai/")
    assert not Note.objects.filter(pk=entry.again_id).exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_left_without_a_reason_is_refused(world: World, entry: Entry, reason: str) -> None:
    assert leave(world.client("chair"), entry, reason).status_code == 422
    entry.refresh_from_db()
    assert entry.left_at is None


def test_what_still_cannot_be_written_says_why(world: World, entry: Entry) -> None:
    client = world.client("notulis")
    answer = client.post(f"{entry.get_absolute_url()}pakai/", follow=True)
    assert answer.status_code == 200 and answer.redirect_chain[0][0] == entry.get_absolute_url()
    assert not Note.objects.filter(pk=entry.again_id).exists()
    assert "Tanpa butir" in client.get(TRAY).content.decode()


def test_opened_in_its_form_and_sent_twice(world: World, entry: Entry) -> None:
    client = world.client("notulis")
    page = client.post(f"{entry.get_absolute_url()}buka/", follow=True).content.decode()
    assert str(entry.again_id) in page and "Tanpa butir" in page and entry.path in page
    sent = {"act_id": str(entry.again_id), "text": "Tanpa butir", "agenda_item": str(world.item.pk)}
    assert [client.post(entry.path, sent)["Act"].split()[1] for _ in range(2)] == [
        "done",
        "already",
    ]
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "pakai/" not in page and str(world.users["notulis"]) in page


@pytest.mark.parametrize("way", ["pakai/", "buka/", "tidak-perlu/"])
@pytest.mark.parametrize("who", ["sector_member", "dinkes_kabkota", "neighbour", "outsider"])
def test_whose_it_is_not(world: World, entry: Entry, who: str, way: str) -> None:
    client, before = world.client(who), Act.objects.count()
    sent = {"act_id": str(new_id()), "reason": "x", "keep": "mine"}
    assert client.post(f"{entry.get_absolute_url()}{way}", sent).status_code == 404
    assert "Tanpa butir" not in client.get(TRAY).content.decode()
    assert Act.objects.count() == before


def test_two_texts_one_tap(world: World, conflict: Entry) -> None:
    """Plain forms, each with one button: no script is needed."""
    client = world.client("notulis")
    page = client.get(conflict.get_absolute_url()).content.decode()
    assert page.count(f'action="{conflict.get_absolute_url()}pakai/"') == 2
    assert 'name="keep" value="mine"' in page and 'name="keep" value="theirs"' in page
    client.post(f"{conflict.get_absolute_url()}pakai/", {"keep": "mine"})
    assert Note.objects.get(pk=world.note.pk).text == "Bunyi dua"
    client.post(f"{conflict.get_absolute_url()}pakai/", {"keep": "theirs"})
    assert Note.objects.get(pk=world.note.pk).text == "Bunyi dua"


@pytest.mark.parametrize("keep", ["", "yours", "mine; theirs"])
def test_no_choice_decides_nothing(world: World, conflict: Entry, keep: str) -> None:
    client = world.client("notulis")
    client.post(f"{conflict.get_absolute_url()}pakai/", {"keep": keep})
    assert Note.objects.get(pk=world.note.pk).text == "Bunyi satu"
    assert "Bunyi dua" in client.get(TRAY).content.decode()


def test_the_history_tells_of_it(world: World, entry: Entry) -> None:
    leave(world.client("chair"), entry)
    page = world.client("chair").get(f"/rapat/{world.opened.pk}/riwayat/").content.decode()
    assert page.count("Tanpa butir") >= 2 and "Sudah ditulis" in page


def test_pages_of_the_tray(world: World, phone: Phones) -> None:
    kept(phone(), world, 21)
    client = world.client("notulis")
    first, second = (client.get(f"{TRAY}?hal={n}").content.decode() for n in (1, 2))
    assert first.count("Tanpa butir") == 20 and second.count("Tanpa butir") == 1


def test_an_empty_tray(world: World) -> None:
    for who in ("notulis", "outsider"):
        assert world.client(who).get(TRAY).status_code == 200
        assert world.client(who).get(f"{TRAY}?diputuskan=1").status_code == 200
