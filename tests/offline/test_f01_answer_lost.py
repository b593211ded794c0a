"""F1: the answer is lost after the commit; the device sends three times, and it is there once."""

from collections.abc import Callable

from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from tests.world import World

from .device import Phone


def test_three_times_is_once(world: World, phone: Callable[..., Phone]) -> None:
    device = phone()
    act = device.write(
        f"/rapat/{world.opened.pk}/catatan/catat/", agenda_item=world.item.pk, text="Kader kurang."
    )
    parcel = device.parcel()
    said = [device.post(parcel).json()["receipts"][0]["outcome"] for _ in range(3)]
    assert said == ["done", "already", "already"]
    assert Note.objects.filter(text="Kader kurang.").count() == 1
    assert Note.objects.get(pk=act).text == "Kader kurang."
    assert Act.objects.get(pk=act).via == "outbox"


def test_the_receipt_of_what_waits_is_the_same_each_time(
    world: World, phone: Callable[..., Phone]
) -> None:
    device = phone()
    device.write(f"/rapat/{world.opened.pk}/catatan/catat/", agenda_item=world.item.pk, text="")
    parcel = device.parcel()
    said = [device.post(parcel).json()["receipts"][0] for _ in range(3)]
    assert said[0]["outcome"] == "refused"
    assert said[0] == said[1] == said[2]
