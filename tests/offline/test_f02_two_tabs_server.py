"""F2: two tabs of one browser flush the same outbox at once; the server writes each thing down once.

What the tabs agree on among themselves is tried in the browser. Here they do not agree at all.
"""

from collections.abc import Callable

from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from tests.world import World

from .device import Phone
from .writing import write_note


def test_parcels_that_overlap(world: World, phone: Callable[..., Phone]) -> None:
    one = phone()
    acts = [write_note(one, world, f"Catatan {n}") for n in range(6)]
    other = Phone(one.client, one.user, key=one.key)
    first, second = one.waiting[:4], one.waiting[2:]
    before = Act.objects.count()
    said = one.post(one.parcel(first)).json()["receipts"]
    said += other.post(other.parcel(second)).json()["receipts"]
    outcomes = [receipt["outcome"] for receipt in said]
    assert outcomes == ["done"] * 4 + ["already"] * 2 + ["done"] * 2
    assert set(Note.objects.filter(pk__in=acts).values_list("pk", flat=True)) == set(acts)
    assert Act.objects.count() == before + 6


def test_one_act_twice_in_one_parcel(world: World, phone: Callable[..., Phone]) -> None:
    device = phone()
    write_note(device, world, "Sekali saja")
    twice = device.waiting * 2
    said = device.post(device.parcel(twice)).json()["receipts"]
    assert [receipt["outcome"] for receipt in said] == ["done", "already"]
    assert Note.objects.filter(text="Sekali saja").count() == 1


def test_what_waits_is_kept_once(world: World, phone: Callable[..., Phone]) -> None:
    device = phone()
    write_note(device, world, "")
    said = device.post(device.parcel(device.waiting * 2)).json()["receipts"]
    assert said[0] == said[1]
    assert device.user.kept_entries.count() == 1


def test_the_second_tab_says_something_else(world: World, phone: Callable[..., Phone]) -> None:
    """An id that says two things: the first is written down, the other is kept beside it, none is lost."""
    device = phone()
    act = write_note(device, world, "Yang pertama")
    write_note(device, world, "Yang kedua", act=act)
    said = device.post(device.parcel()).json()["receipts"]
    assert [receipt["outcome"] for receipt in said] == ["done", "refused"]
    assert Note.objects.get(pk=act).text == "Yang pertama"
    entry = device.user.kept_entries.get()
    assert "Yang kedua" in [value for _label, value in entry.shown]
    again = device.post(device.parcel()).json()["receipts"]
    assert [receipt["outcome"] for receipt in again] == ["already", "refused"]
    assert device.user.kept_entries.count() == 1
