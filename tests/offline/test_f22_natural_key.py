"""F22: two things of one name, made on two devices: a proposal or an entry of the tray, never an error."""

from collections.abc import Callable
from typing import Any

import pytest

from mufakat.offline.models import Entry
from tests.room import work_in_room
from tests.world import World

from .device import Phone
from .writing import at

Phones = Callable[..., Phone]


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        (("kelompok", "catat"), {"name": "Kelompok Remaja"}),
        (("pendaftaran", "tambah"), {"name": "Ibu Sri Wahyuni", "phone": "0812 3456 7890"}),
        (("peserta", "catat"), {"name": "Ibu Sri Wahyuni", "present": "on"}),
        (("masalah", "catat"), {"text": "Air bersih kurang"}),
        (("usulan", "catat"), {"text": "Sumur bor", "level": "kecamatan"}),
    ],
    ids=lambda value: "/".join(value) if isinstance(value, tuple) else "",
)
def test_twice_by_one_name(
    world: World, phone: Phones, parts: tuple[str, ...], fields: dict[str, Any]
) -> None:
    one, two = phone(), phone("kepala_puskesmas")
    for device in (one, two):
        device.write(at(world.opened, *parts), **fields)
        device.send()
        assert device.waiting == []
    assert list(one.receipts.values()) == ["done"]
    (outcome,) = two.receipts.values()
    assert outcome in ("done", "refused")
    if outcome == "refused":
        assert Entry.objects.get().user == two.user


def test_two_raters_of_one_name(world: World, phone: Phones) -> None:
    work = work_in_room(world)
    one, two = phone(), phone("kepala_puskesmas")
    path = at(world.opened, "prioritas", work["round"].pk, "penilai", "catat")
    for device in (one, two):
        device.write(path, name="Ibu Ani")
        device.send()
    assert list(one.receipts.values()) == ["done"]
    assert list(two.receipts.values()) == ["refused"]
    entry = Entry.objects.get()
    answer = two.client.post(f"{entry.get_absolute_url()}buka/", follow=True)
    assert "Ibu Ani" in answer.content.decode()
