"""F15: a form two versions old: a field that is gone, one that is new, an address that nobody knows any more."""

from collections.abc import Callable
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.meetings.models import Note
from mufakat.offline import rules
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import at, write_note

Phones = Callable[..., Phone]


def test_a_field_that_is_gone(world: World, phone: Phones) -> None:
    device = phone()
    act = write_note(device, world, "Tetap tercatat", colour="red", mood=["1", "2"])
    assert device.send() == {str(act): "done"}
    assert Note.objects.get(pk=act).text == "Tetap tercatat"


def test_a_field_that_is_new_and_asked_for(world: World, phone: Phones) -> None:
    """The old page knew no agenda items: what was typed waits, with the reason, and is sent from its form."""
    device = phone()
    act = device.write(at(world.opened, "catatan", "catat"), text="Dari halaman lama")
    assert device.send() == {str(act): "refused"}
    entry = Entry.objects.get()
    assert [value for _label, value in entry.shown] == ["Dari halaman lama"]
    client = device.client
    answer = client.post(f"{entry.get_absolute_url()}buka/", follow=True)
    assert "Dari halaman lama" in answer.content.decode()
    fields = {"act_id": str(entry.again_id), "text": "Dari halaman lama"}
    answer = client.post(entry.path, fields | {"agenda_item": str(world.item.pk)})
    assert answer.status_code == 303
    assert Note.objects.get(pk=entry.again_id).text == "Dari halaman lama"
    assert "Dari halaman lama" not in client.get("/luring/perlu-diputuskan/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/rapat/catatan-lama/tulis/",
        "/tidak/ada/",
        "/",
        "/rapat/",
        "/sw.js",
        "/static/x.js",
        "/%00/",
        "/rapat/../rapat/",
        "/rapat/1/catatan/catat/",
    ],
)
def test_an_address_that_nobody_knows(world: World, phone: Phones, path: str) -> None:
    device = phone()
    act = device.write(path, text="Alamat lama")
    assert device.send() == {str(act): "parked"}
    assert device.waiting == []
    entry = Entry.objects.get(act_id=act)
    assert "Alamat lama" in [value for _label, value in entry.shown]
    page = device.client.get(entry.get_absolute_url())
    assert page.status_code == 200 and "Alamat lama" in page.content.decode()
    for button in ("pakai", "buka"):
        answer = device.client.post(f"{entry.get_absolute_url()}{button}/", follow=True)
        assert answer.status_code in (200, 404, 405)


NOT_OFFLINE = {
    "ratify": "sahkan",
    "reopen": "buka-kembali",
    "cancel": "batalkan",
    "change": "ubah",
}


@pytest.mark.parametrize("verb", NOT_OFFLINE.values(), ids=NOT_OFFLINE.keys())
def test_what_is_not_written_offline(world: World, phone: Phones, verb: str) -> None:
    """No page of ours sends these from a device; who does so anyway changes nothing until a person looks."""
    device = phone("chair")
    device.write(at(world.opened, verb), reason="x", base=10**6)
    assert list(device.send().values()) == ["parked"]
    world.opened.refresh_from_db()
    assert world.opened.state == "open"


def test_every_form_of_the_list_has_an_address() -> None:
    """What may be written offline is named as addresses are; a name that nobody knows would park everything."""
    from tests.test_access import addresses

    known = {name for name, _route in addresses()}
    coming = {"record_file", "withdraw_file"}  # photos of a session
    assert rules.WRITABLE_OFFLINE - known <= coming


def test_the_same_form_read_by_a_newer_server(world: World, phone: Phones) -> None:
    """What was kept by an older version is shown and can be left aside, whatever is in it."""
    device = phone()
    odd: dict[str, Any] = {"x" * 200: "y" * 500, "": "", "text": "\u202eterbalik"}
    device.write("/lama/", **odd)
    device.send()
    entry = Entry.objects.get()
    assert device.client.get(entry.get_absolute_url()).status_code == 200
    answer = device.client.post(
        f"{entry.get_absolute_url()}tidak-perlu/", {"act_id": str(new_id()), "reason": "Lama"}
    )
    assert answer.status_code == 303
