"""F21: a telephone is stolen: its owner revokes it; its session ends at once, what it sends from then on waits for a
person, and his other devices go on."""

import json
from collections.abc import Callable

import pytest

from mufakat.core.ids import new_id
from mufakat.journal.models import Event
from mufakat.meetings.models import Note
from mufakat.offline import exports
from mufakat.offline.models import Device, Entry
from tests.world import World

from .device import Phone
from .writing import write_note

Phones = Callable[..., Phone]


@pytest.fixture
def stolen(world: World, phone: Phones) -> Phone:
    """It had been heard from before it was stolen; then its owner, at another computer, revokes it."""
    device = phone()
    write_note(device, world, "Sebelum dicuri")
    device.send()
    owner = world.client("notulis")
    row = Device.objects.get()
    answer = owner.post(f"/luring/perangkat/{row.pk}/cabut/", {"act_id": str(new_id())})
    assert answer.status_code == 303
    return device


def test_its_session_ends(world: World, stolen: Phone) -> None:
    assert stolen.client.get("/luring/kontak/").status_code == 401
    write_note(stolen, world, "Dari pencuri")
    assert stolen.send() == {} and len(stolen.waiting) == 1
    assert Event.objects.filter(verb="device.ended").count() == 1


def test_what_it_sends_waits_even_with_a_new_session(world: World, stolen: Phone) -> None:
    stolen.client.force_login(stolen.user)
    write_note(stolen, world, "Dari ponsel yang dicabut")
    assert list(stolen.send().values()) == ["parked"]
    assert not Note.objects.filter(text="Dari ponsel yang dicabut").exists()
    row = Device.objects.get()
    assert row.ended_at
    page = world.client("kepala_puskesmas").get("/luring/perlu-diputuskan/").content.decode()
    assert "Dari ponsel yang dicabut" in page


def test_nor_by_a_file_from_it(world: World, stolen: Phone) -> None:
    write_note(stolen, world, "Lewat berkas")
    raw = json.dumps(stolen.export()).encode()
    counts = exports.take_in(exports.read(raw), world.users["kepala_puskesmas"])
    assert counts["parked"] == 1 and not Note.objects.filter(text="Lewat berkas").exists()


def test_the_other_devices_go_on(world: World, stolen: Phone, phone: Phones) -> None:
    other = phone()
    write_note(other, world, "Dari laptop")
    assert list(other.send().values()) == ["done"]


def test_nobody_revokes_that_of_another(world: World, stolen: Phone) -> None:
    row = Device.objects.get()
    head = world.client("kepala_puskesmas")
    path = f"/luring/perangkat/{row.pk}/cabut/"
    assert head.get(path).status_code == 404
    assert head.post(path, {"act_id": str(new_id())}).status_code == 404


def test_twice_and_without_a_script(world: World, stolen: Phone) -> None:
    row, owner = Device.objects.get(), world.client("notulis")
    path = f"/luring/perangkat/{row.pk}/cabut/"
    page = owner.get(path).content.decode()
    assert 'name="act_id"' in page and 'method="post"' in page
    answer = owner.post(path, {"act_id": str(new_id())})
    assert answer.status_code == 303
    assert Event.objects.filter(verb="device.ended").count() == 1
    assert Entry.objects.count() == 0
