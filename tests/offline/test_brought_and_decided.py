"""A file of unsent entries whose hours, days and texts are right; photos of entries that somebody had to decide about;
one entry that nothing can be done with keeps no other back."""

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.journal.models import Event
from mufakat.meetings.models import Meeting, Note, SessionFile
from mufakat.offline import exports, files, photos
from mufakat.offline.jobs import bring_bytes
from mufakat.offline.models import Entry
from mufakat.offline.queries import waiting_entries
from tests.world import World

from .device import Phone
from .test_what_was_doubted import announce, picture
from .writing import at, write_note

Phones = Callable[..., Phone]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def take_in(told: dict[str, Any], by: Any) -> Any:
    return exports.take_in(exports.read(json.dumps(told).encode()), by)


def test_a_correction_after_its_file_was_brought_is_not_lost(world: World, phone: Phones) -> None:
    """The head took the text from a file without a seal; what the writer made of it since waits beside it."""
    device, head = phone(), world.users["kepala_puskesmas"]
    act = write_note(device, world, "Stok vaksin 40 dosis")
    take_in(device.export() | {"seal": ""}, head)
    world.client("kepala_puskesmas").post(f"{Entry.objects.get().get_absolute_url()}pakai/")
    device.waiting.clear()
    write_note(device, world, "Stok vaksin 400 dosis", act=act)
    assert device.send() == {str(act): "refused"}
    entry = waiting_entries(head).get()
    assert "Stok vaksin 400 dosis" in [value for _label, value in entry.shown]
    world.client("notulis").post(f"{entry.get_absolute_url()}pakai/")
    assert set(Note.objects.filter(text__startswith="Stok").values_list("text", flat=True)) == {
        "Stok vaksin 40 dosis",
        "Stok vaksin 400 dosis",
    }


@pytest.mark.parametrize("by", ["parcel", "file"])
def test_nul_in_a_choice_keeps_no_other_back(world: World, phone: Phones, by: str) -> None:
    """The refusal repeats what was typed; PostgreSQL keeps no NUL."""
    device = phone()
    write_note(device, world, "pertama")
    bad = device.write(at(world.opened, "catatan", "catat"), agenda_item="a\0b", text="racun")
    write_note(device, world, "terakhir")
    if by == "parcel":
        assert device.send()[str(bad)] == "refused"
    else:
        assert take_in(device.export(), device.user) == {"done": 2, "refused": 1, "photos": 0}
    assert Note.objects.filter(text__in=["pertama", "terakhir"]).count() == 2
    assert "\0" not in Entry.objects.get(act_id=bad).said


@pytest.mark.parametrize("hours", [-3, 3, 24 * 365])
def test_hours_of_an_imported_file(world: World, phone: Phones, hours: int) -> None:
    """Put right by what the device told of its clock at its last contact."""
    device = phone(off=timedelta(hours=hours))
    write_note(device, world, "kontak")
    device.send()
    note, written = write_note(device, world, "diimpor"), clock.now()
    with time_machine.travel(written + timedelta(minutes=20), tick=False):
        take_in(device.export(), world.users["kepala_puskesmas"])
    assert Note.objects.get(pk=note).at == written


def test_a_photo_of_tomorrow_is_of_today(world: World, phone: Phones) -> None:
    """From a file of a device that has never told its clock."""
    device, data = phone(off=timedelta(days=3)), picture()
    announce(device, world, data, f"{device.now:%Y-%m-%d}")
    assert take_in(device.export(), device.user)["done"] == 1
    assert f"{SessionFile.objects.get().taken_on}" == "2026-06-26"


@pytest.mark.parametrize("who", ["notulis", "kepala_puskesmas"])
@pytest.mark.parametrize("bytes_first", [True, False])
def test_the_photo_of_an_entry_that_somebody_decided_about(
    world: World, phone: Phones, who: str, bytes_first: bool
) -> None:
    """Refused for its day, mended by hand: its bytes find it, whether they had come before or come after."""
    device, data = phone(), picture()
    digest = sha256(data).hexdigest()
    announce(device, world, data, "nanti")
    assert list(device.send().values()) == ["refused"]
    if bytes_first:
        files.take_whole(device.user, digest, data)
        assert photos.bring_together(device.user, digest) == 0
    entry = Entry.objects.get()
    typed = dict(entry.fields) | {"taken_on": "2026-06-26"}
    done = world.client(who).post(entry.path, typed | {"act_id": str(entry.again_id)})
    assert done.status_code == 303
    bring_bytes(Event.objects.filter(verb="file.recorded").latest("seq"))
    if not bytes_first:
        assert SessionFile.objects.get().is_waiting
        files.take_whole(device.user, digest, data)
        assert photos.bring_together(device.user, digest) == 1
    assert not SessionFile.objects.get().is_waiting


def test_the_same_photo_from_two_phones(world: World, phone: Phones) -> None:
    one, two, data = phone("notulis"), phone("kepala_puskesmas"), picture()
    for each in (one, two):
        announce(each, world, data, "2026-06-26")
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == ["merged"]
    assert SessionFile.objects.count() == 1 and not Entry.objects.exists()
    files.take_whole(
        two.user, sha256(data).hexdigest(), data
    )  # it is the second that brings the bytes
    assert photos.bring_together(two.user, sha256(data).hexdigest()) == 1
    assert not SessionFile.objects.get().is_waiting


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Jakarta", "2026-06-26"), ("Asia/Jayapura", "2026-06-27")]
)
def test_today_is_that_of_the_place(world: World, phone: Phones, zone: str, day: str) -> None:
    """At 00.30 in Jayapura it is 22.30 of the day before in Jakarta."""
    Meeting.objects.filter(pk=world.opened.pk).update(timezone=zone)
    with time_machine.travel("2026-06-26T15:30:00Z", tick=False):
        device = phone()
        announce(device, world, picture(), "2026-06-27")
        assert list(device.send().values()) == ["done"]
    assert f"{SessionFile.objects.get().taken_on}" == day


def test_what_an_address_names_is_shown_to_who_may_see_it(world: World, phone: Phones) -> None:
    """Whoever writes an entry chooses its address: it opens nobody else's promises and names."""
    for who, is_shown in (("outsider", False), ("notulis", True)):
        device = phone(who)
        path = at(world.ratified, "putusan", world.promise_waiting.pk, "beri")
        act = device.write(path, verdict="dropped", reason="Ingin tahu")
        device.send()
        entry = Entry.objects.get(act_id=act)
        shown = device.client.get(entry.get_absolute_url())
        assert shown.status_code == 200
        assert (world.promise_waiting.what in shown.content.decode()) is is_shown


def test_an_amount_that_no_database_holds(world: World) -> None:
    path, typed = at(world.opened, "usulan", "catat"), {"text": "Ambulans", "level": "kecamatan"}
    wrong = typed | {"act_id": str(new_id()), "amount_idr": "9" * 20}
    answer = world.client("notulis").post(path, wrong)
    assert answer.status_code == 422 and "terlalu besar" in answer.content.decode()
