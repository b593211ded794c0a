"""F18: many rows of one moment keep the order in which they were written, on every page and in every parcel."""

from collections.abc import Callable

import pytest

from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from tests.world import World

from .device import Phone
from .writing import write_note

Phones = Callable[..., Phone]


@pytest.mark.parametrize("most", [1, 7, 50])
def test_hundred_notes_of_one_second(world: World, phone: Phones, most: int) -> None:
    device = phone()  # the clock stands still: all have one hour
    texts = [f"Butir {n:03}" for n in range(100)]
    acts = [write_note(device, world, text) for text in texts]
    device.send(most)
    assert device.waiting == []
    notes = Note.objects.filter(pk__in=acts)
    assert len({note.at for note in notes}) == 1
    page = world.client("notulis").get(f"/rapat/{world.opened.pk}/").content.decode()
    places = [page.index(text) for text in texts]
    assert places == sorted(places)
    numbers = Act.objects.filter(pk__in=acts).order_by("number").values_list("pk", flat=True)
    assert list(numbers) == acts  # in the journal, too


def test_two_devices_of_one_second(world: World, phone: Phones) -> None:
    """Each keeps its own order, however their parcels come between each other."""
    devices = [phone(), phone("kepala_puskesmas")]
    written: list[list[str]] = [[], []]
    for n in range(20):
        for number, device in enumerate(devices):
            written[number].append(f"Alat {number} butir {n:02}")
            write_note(device, world, written[number][-1])
    for start in range(0, 20, 5):
        for device in reversed(devices):
            device.post(device.parcel(device.waiting[start : start + 5]))
    page = world.client("notulis").get(f"/rapat/{world.opened.pk}/").content.decode()
    for texts in written:
        places = [page.index(text) for text in texts]
        assert places == sorted(places)
