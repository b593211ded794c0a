"""F9: clocks that are a day or a year off, that jump, that change their zone. What the device claims is kept; what the
minutes tell is put right by the clock of the server at contact, and is never later than it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from mufakat.core import clock
from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from mufakat.offline.models import Device, Entry
from tests.world import World

from .device import Phone
from .writing import arrive, write_note

Phones = Callable[..., Phone]
WRITTEN = datetime(2026, 6, 26, 3, 30, tzinfo=UTC)  # 10.30 in Bandung
SENT = datetime(2026, 6, 26, 7, 30, tzinfo=UTC)  # four hours later
DAY, YEAR = timedelta(days=1), timedelta(days=365)
OFF = {
    "right": timedelta(0),
    "a day ahead": DAY,
    "a day behind": -DAY,
    "a year ahead": YEAR,
    "a year behind": -YEAR,
    "half an hour behind": -timedelta(minutes=30),
    "in 1980": -timedelta(days=46 * 365),
    "in 2099": timedelta(days=73 * 365),
}


@pytest.mark.parametrize("off", OFF.values(), ids=OFF.keys())
def test_a_wrong_clock_is_put_right(world: World, phone: Phones, off: timedelta) -> None:
    device = phone(off=off)
    with time_machine.travel(WRITTEN, tick=False):
        act = write_note(device, world, "Pukul setengah sebelas")
        came = arrive(device, world, world.opened.participants.get(present=False))
    with time_machine.travel(SENT, tick=False):
        assert set(device.send().values()) == {"done"}
    note = Note.objects.get(pk=act)
    assert note.at == WRITTEN
    row = Act.objects.get(pk=act)
    assert row.received_at == SENT
    claim = WRITTEN + off
    assert row.made_at == (
        claim if datetime(2000, 1, 1, tzinfo=UTC) <= claim <= SENT + DAY else SENT
    )
    assert Act.objects.filter(pk=came).exists()
    arrived = world.opened.participants.filter(arrived_at=WRITTEN)
    assert arrived.count() == 1
    assert Device.objects.get().skew == -off.total_seconds()


@pytest.mark.parametrize("jump", OFF.values(), ids=OFF.keys())
def test_a_clock_that_jumps_in_between(world: World, phone: Phones, jump: timedelta) -> None:
    """Written by a wrong clock, sent by a right one: nobody can know by how much, but nothing is written down for a
    time to come, and nobody arrives on another day than that of the session."""
    device = phone(off=jump)
    who = world.opened.participants.get(present=False)
    with time_machine.travel(WRITTEN, tick=False):
        act = write_note(device, world, "Jam melompat")
        arrive(device, world, who)
    device.off = timedelta(0)
    with time_machine.travel(SENT, tick=False):
        assert set(device.send().values()) == {"done"}
    assert Note.objects.get(pk=act).at <= SENT
    who.refresh_from_db()
    assert who.present and who.arrived_at
    assert SENT - DAY < who.arrived_at <= SENT


def test_from_bandung_to_jayapura(world: World, phone: Phones) -> None:
    """The zone of the telephone changes in the middle; the instant is the same, and the order stays."""
    device = phone()
    west, east = "2026-06-26T10:30:00+07:00", "2026-06-26T12:31:00+09:00"
    first = write_note(device, world, "Jam WIB", made_at=west)
    second = write_note(device, world, "Jam WIT", made_at=east)
    for each in device.waiting:
        each["fields"] = each["fields"][1:]  # the zone that the form told, not that of the test
    assert set(device.send().values()) == {"done"}
    times = [Note.objects.get(pk=act).at for act in (first, second)]
    assert times == [WRITTEN, WRITTEN + timedelta(minutes=1)]


@pytest.mark.parametrize(
    "told", ["", "tomorrow", "2026-13-45T99:99", "9" * 400, "2026-06-26T10:00"]
)
def test_no_clock_at_all(world: World, phone: Phones, told: str) -> None:
    """Neither the device nor the form tells an hour that can be read: then it is that of the server."""
    device = phone()
    act = write_note(device, world, "Tanpa jam", made_at=told)
    device.waiting[0]["fields"] = device.waiting[0]["fields"][1:]
    parcel = device.parcel() | {"now": told}
    assert device.post(parcel).json()["receipts"][0]["outcome"] == "done"
    assert Note.objects.get(pk=act).at == clock.now()


def test_a_clock_that_is_off_is_told(world: World, phone: Phones) -> None:
    device = phone(off=timedelta(hours=3))
    write_note(device, world, "")
    device.send()
    entry = Entry.objects.get()
    assert entry.skew == -3 * 3600
    client = world.client("notulis")
    client.cookies["django_language"] = "en"
    assert "3 hours off" in client.get(entry.get_absolute_url()).content.decode()
    assert "more than ten minutes" in client.get("/luring/").content.decode()
