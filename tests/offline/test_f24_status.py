"""F24: the line of state tells the truth: what the device counts as sent is on the server, what waits there is counted
there, and nothing that is still on the device is told as sent."""

from collections.abc import Callable
from typing import Any

import pytest

from mufakat.journal.models import Act
from mufakat.meetings import actions
from mufakat.offline.models import Device, Entry
from tests.world import World

from .device import Phone
from .writing import at, correct_note, write_note

Phones = Callable[..., Phone]


def tray(world: World, who: str) -> int:
    told: dict[str, Any] = world.client(who).get("/luring/kontak/").json()
    return int(told["tray"])


def test_counts_are_equal(world: World, phone: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    """40 entries: some done, some kept, one of them poison. Receipts and rows agree, one by one."""
    device = phone()
    for n in range(35):
        write_note(device, world, f"Catatan {n}")
    write_note(device, world, "")
    write_note(device, world, "Di rapat yang belum dibuka", meeting=world.planned)
    device.write("/lama/", text="x")
    correct_note(device, world, world.note, "Baru", base=1)
    poison = device.write(
        at(world.opened, "keputusan", "catat"), text="y", agenda_item=world.item.pk
    )
    written = [each["act"] for each in device.waiting]

    def fails(*_args: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr(actions, "record_decision", fails)
    device.send(7)
    done = [a for a in written if device.receipts[a] in ("done", "merged", "already")]
    kept = [a for a in written if device.receipts[a] in ("conflict", "refused", "parked")]
    assert [each["act"] for each in device.waiting] == [str(poison)]
    assert len(done) + len(kept) + len(device.waiting) == 40
    assert Act.objects.filter(pk__in=done).count() == len(done) == 36
    assert Entry.objects.filter(act_id__in=kept).count() == len(kept) == 3
    assert not Act.objects.filter(pk__in=kept).exists()
    assert tray(world, "notulis") == 3
    assert Device.objects.get().waiting > 0


def test_the_device_tells_how_many_it_keeps(world: World, phone: Phones) -> None:
    """What the server shows of a device is what the device said last, and is called so."""
    device = phone()
    for n in range(3):
        write_note(device, world, f"Catatan {n}")
    device.post(device.parcel(device.waiting[:1]))
    assert Device.objects.get().waiting == 3
    device.waiting = device.waiting[1:]
    device.send()
    device.post(device.parcel([]))
    row = Device.objects.get()
    assert row.waiting == 0 and row.is_persistent is True


def test_the_tray_counts_what_is_undecided(world: World, phone: Phones) -> None:
    device = phone()
    for _n in range(3):
        device.write(at(world.opened, "catatan", "catat"), text="x")
    device.send()
    assert tray(world, "notulis") == tray(world, "chair") == 3
    assert tray(world, "sector_member") == tray(world, "neighbour") == 0
    entry = Entry.objects.order_by("act_id")[0]
    entry.fields.append(["agenda_item", str(world.item.pk)])
    entry.save()
    device.client.post(f"{entry.get_absolute_url()}pakai/")
    assert tray(world, "notulis") == 2
