"""What a file does not prove, what two devices both mean, and what was decided: none of it stands in anybody's way."""

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.journal.models import Act, Event
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Note, SessionFile
from mufakat.offline import exports, files, photos
from mufakat.offline.models import Device, Entry
from tests.world import World, wib

from .device import Phone
from .writing import at, write_note

Phones = Callable[..., Phone]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def exported(world: World, phone: Phones) -> tuple[Phone, exports.Outbox]:
    """Five notes of the note-taker, in a file without a seal, with a photo."""
    device = phone()
    for n in range(5):
        write_note(device, world, f"Catatan {n}")
    photo = {"sha256": sha256(b"x").hexdigest(), "data": b64encode(b"x").decode()}
    told = device.export() | {"seal": "", "files": [photo]}
    return device, exports.read(json.dumps(told).encode())


def test_the_writer_sends_after_somebody_brought_the_file(
    world: World, exported: tuple[Phone, exports.Outbox]
) -> None:
    device, outbox = exported
    head = world.users["kepala_puskesmas"]
    assert exports.take_in(outbox, head)["parked"] == 5
    assert set(device.send().values()) == {"done"}
    assert Note.objects.filter(text__startswith="Catatan").count() == 5
    waiting = world.client("kepala_puskesmas").get("/luring/perlu-diputuskan/").content.decode()
    assert "Catatan 0" not in waiting  # settled by himself
    assert exports.take_in(outbox, head)["already"] == 5


def test_what_was_taken_from_the_file_is_not_written_twice(
    world: World, exported: tuple[Phone, exports.Outbox]
) -> None:
    device, outbox = exported
    exports.take_in(outbox, world.users["kepala_puskesmas"])
    for entry in Entry.objects.all():
        world.client("kepala_puskesmas").post(f"{entry.get_absolute_url()}pakai/")
    assert {note.by_name for note in Note.objects.filter(text__startswith="Catatan")} == {
        str(device.user)
    }
    assert set(device.send().values()) == {"already"}
    assert Note.objects.filter(text__startswith="Catatan").count() == 5


def test_who_brings_it_is_told_and_must_answer_for_minutes(
    world: World, exported: tuple[Phone, exports.Outbox]
) -> None:
    device, outbox = exported
    for who in ("outsider", "partner"):
        with pytest.raises(RuleBroken):
            exports.take_in(outbox, world.users[who])
    exports.take_in(outbox, world.users["kepala_puskesmas"])
    by = set(Event.objects.filter(verb="entry.kept").values_list("by_name", flat=True))
    assert by == {str(world.users["kepala_puskesmas"])}
    assert set(Entry.objects.values_list("brought_by", flat=True)) == by
    assert files.bytes_of(device.user, sha256(b"x").hexdigest()) is None  # nobody fills his room


def test_two_devices_open_the_session(world: World, phone: Phones) -> None:
    with world.doing("notulis") as open_act:
        also = meetings.record_meeting(
            open_act,
            forum=world.forum,
            kind="LM-TR",
            title="Rapat sore",
            starts_at=wib(6, 26, 14),
        )
    said: list[str] = []
    for who in ("notulis", "kepala_puskesmas"):
        device = phone(who)
        device.write(at(also, "buka"))
        said += device.send().values()
    assert said == ["done", "merged"]
    assert not Entry.objects.exists()


def test_left_is_left(world: World, phone: Phones) -> None:
    device = phone()
    device.write(at(world.opened, "catatan", "catat"), text="Tanpa butir")
    device.send()
    entry = Entry.objects.get()
    url = entry.get_absolute_url()
    sent = {"act_id": str(new_id()), "reason": "Sudah ditulis di papan"}
    assert device.client.post(f"{url}tidak-perlu/", sent).status_code == 303
    before = Act.objects.count()
    Entry.objects.update(fields=[*entry.fields, ["agenda_item", str(world.item.pk)]])
    for path in ("pakai", "buka"):
        assert device.client.post(f"{url}{path}/").headers["Location"] == url
    assert "typed" not in device.client.session
    assert Act.objects.count() == before and not Note.objects.filter(text="Tanpa butir").exists()


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG")
    return made.getvalue()


def announce(device: Phone, world: World, data: bytes, day: str) -> None:
    device.write(
        at(world.opened, "berkas", "catat"),
        part="foto",
        caption="Suasana rapat",
        place="Aula",
        taken_on=day,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        name="foto.jpg",
    )


@pytest.mark.parametrize("off", [timedelta(days=365), timedelta(days=-365), timedelta(0)])
def test_the_day_of_a_photo_by_a_clock_that_is_off(
    world: World, phone: Phones, off: timedelta
) -> None:
    device, data = phone(off=off), picture()
    announce(device, world, data, f"{device.now:%Y-%m-%d}")
    assert list(device.send().values()) == ["done"]
    assert f"{SessionFile.objects.get().taken_on}" == "2026-06-26"


def test_bytes_are_given_where_their_sender_writes(world: World, phone: Phones) -> None:
    """Not into the file of a session that is none of his; nobody gets the bytes of another by knowing their hash."""
    data = picture()
    one, two = phone("notulis"), phone("outsider")
    announce(one, world, data, "2026-06-26")
    one.send()
    files.take_whole(two.user, sha256(data).hexdigest(), data)
    assert photos.bring_together(two.user, sha256(data).hexdigest()) == 0
    assert SessionFile.objects.get().is_waiting
    files.take_whole(one.user, sha256(data).hexdigest(), data)
    assert photos.bring_together(one.user, sha256(data).hexdigest()) == 1
    assert not SessionFile.objects.get().is_waiting


def test_a_device_that_was_found_again(world: World, phone: Phones) -> None:
    device = phone()
    device.client.get(f"/luring/kontak/?perangkat={device.key}")  # it has only looked
    row = Device.objects.get(key=device.key)
    owner = world.client("notulis")
    act = {"act_id": str(new_id())}
    assert owner.post(f"/luring/perangkat/{row.pk}/cabut/", act).status_code == 303
    assert device.client.get("/luring/kontak/").status_code == 401
    device.client.force_login(device.user)
    write_note(device, world, "Sementara dicabut")
    assert list(device.send().values()) == ["parked"]
    for _twice in range(2):
        owner.post(f"/luring/perangkat/{row.pk}/pakai/", {"act_id": str(new_id())})
    write_note(device, world, "Sesudah ditemukan")
    assert list(device.send().values()) == ["done"]
    assert Event.objects.filter(verb="device.restored").count() == 1


def test_the_device_in_one_s_own_hand_is_revoked(world: World, phone: Phones) -> None:
    device = phone()
    device.client.get(f"/luring/kontak/?perangkat={device.key}")
    row = Device.objects.get(key=device.key)
    answer = device.client.post(f"/luring/perangkat/{row.pk}/cabut/", {"act_id": str(new_id())})
    assert answer.status_code == 303
    assert device.client.get("/luring/kontak/").status_code == 401
