"""The way out: a file of what a device could not send, brought in on the server or on another device. Twice is
harmless; a file that nobody sealed is believed only of who brings it himself."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mufakat.core.ids import new_id
from mufakat.directory.actions import lock_user
from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from mufakat.offline import files
from mufakat.offline.models import Entry
from mufakat.site.cli import main
from tests.world import World

from .device import Phone
from .writing import write_note

Phones = Callable[..., Phone]
PHOTO = b"\xff\xd8\xff photo"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def device(world: World, phone: Phones) -> Phone:
    """Two notes, one of them already sent though its answer was lost, and one without words."""
    found = phone()
    write_note(found, world, "Lewat berkas")
    write_note(found, world, "Sudah terkirim")
    write_note(found, world, "")
    found.post(found.parcel(found.waiting[1:2]))
    return found


def file_of(device: Phone, tmp_path: Path, /, **more: Any) -> Path:
    data = b64encode(PHOTO).decode()
    photo = {"sha256": sha256(PHOTO).hexdigest(), "type": "image/jpeg", "data": data}
    path = tmp_path / "mufakat-notulis.json"
    path.write_text(json.dumps(device.export() | {"files": [photo]} | more))
    return path


def test_twice(device: Phone, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(device, tmp_path)
    assert main(["import-acts", str(path)]) == 0
    said = capsys.readouterr().out
    assert "1 catatan dimasukkan, 1 sudah ada, 1 menunggu keputusan" in said and "foto: 1" in said
    assert Note.objects.get(text="Lewat berkas").by_name == str(device.user)
    assert Act.objects.get(pk=device.waiting[0]["act"]).by_id == str(device.user.pk)
    assert files.bytes_of(device.user, sha256(PHOTO).hexdigest()) == PHOTO
    before = Act.objects.count(), Note.objects.count(), Entry.objects.count()
    assert main(["import-acts", str(path)]) == 0
    assert "0 catatan dimasukkan, 2 sudah ada, 1 menunggu" in capsys.readouterr().out
    assert (Act.objects.count(), Note.objects.count(), Entry.objects.count()) == before
    device.waiting = device.waiting[:1]
    assert list(device.send().values()) == ["already"]  # and the device comes back after all


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        "1",
        "[" * 100_000,
        '{"mufakat": 2, "kind": "outbox", "user": "x", "acts_text": "[]"}',
        '{"mufakat": 1, "kind": "pack", "user": "x", "acts_text": "[]"}',
        '{"mufakat": 1, "kind": "outbox", "user": "x", "acts_text": "{}"}',
        '{"mufakat": 1, "kind": "outbox", "user": "x", "acts_text": 5}',
        '{"mufakat": 1, "kind": "outbox", "user": "x", "acts_text": "[]", "files": 7}',
        '{"mufakat": 1, "kind": "outbox", "user": "019f0000-0000-7000-8000-000000000000", "acts_text": "[]"}',
    ],
    ids=range(12),
)
def test_bad_files(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    assert main(["import-acts", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1


def test_no_file(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-acts", str(tmp_path / "none.json")]) == 1
    assert "tidak dapat dibaca" in capsys.readouterr().err
    assert main(["import-acts", str(tmp_path)]) == 1


@pytest.mark.parametrize("change", ["seal", "text", "user", "device"])
def test_a_file_that_was_changed_waits(
    world: World, device: Phone, tmp_path: Path, change: str
) -> None:
    """One sign of it altered, and nobody knows who wrote it: all of it waits for a person."""
    told = device.export()
    changed: dict[str, Any] = {
        "seal": {"seal": "AAAA"},
        "text": {"acts_text": told["acts_text"].replace("Lewat", "Lewet")},
        "user": {"user": str(world.users["chair"].pk)},
        "device": {"device": str(new_id())},
    }[change]
    assert main(["import-acts", str(file_of(device, tmp_path, **changed))]) == 0
    assert not Note.objects.filter(text__startswith="Lew").exists()
    waiting = Entry.objects.filter(outcome="parked")
    assert waiting.count() == (3 if change == "user" else 2)  # one was sent before, by himself
    assert {e.meeting_id for e in waiting} == {world.opened.pk}


def test_a_locked_writer_is_not_believed(world: World, device: Phone, tmp_path: Path) -> None:
    with world.doing("administrator") as open_act:
        lock_user(open_act, device.user)
    assert main(["import-acts", str(file_of(device, tmp_path))]) == 0
    assert not Note.objects.filter(text="Lewat berkas").exists()
    assert Entry.objects.filter(outcome="parked").exists()


def bring(world: World, who: str, path: Path) -> Any:
    sent = SimpleUploadedFile(path.name, path.read_bytes(), "application/json")
    return world.client(who).post("/luring/impor/", {"act_id": str(new_id()), "file": sent})


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("who", ["notulis", "kepala_puskesmas"])
def test_by_the_page(world: World, device: Phone, tmp_path: Path, who: str, sealed: bool) -> None:
    """The writer himself is believed; anybody else only with the seal. It stands under the writer's name."""
    more = {} if sealed else {"seal": ""}
    for _twice in range(2):
        assert bring(world, who, file_of(device, tmp_path, **more)).status_code == 302
    note = Note.objects.filter(text="Lewat berkas").first()
    assert (note is not None) is (sealed or who == "notulis")
    assert note is None or note.by_name == str(device.user)
    assert Note.objects.filter(text="Lewat berkas").count() <= 1
    assert Entry.objects.count() == (1 if note else 2)


def test_a_bad_file_by_the_page(world: World, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}")
    answer = bring(world, "notulis", path)
    assert answer.status_code == 422 and 'type="file"' in answer.content.decode()
    assert world.client("notulis").post("/luring/impor/", {"act_id": "x"}).status_code == 422
    page = world.client("notulis").get("/luring/impor/").content.decode()
    assert 'enctype="multipart/form-data"' in page  # without a script, too


def test_a_photo_that_is_another(device: Phone, tmp_path: Path) -> None:
    wrong = {"sha256": "0" * 64, "data": b64encode(PHOTO).decode()}
    odd = [wrong, None, 1, {"sha256": 1, "data": 1}, {"sha256": "../x", "data": ""}]
    assert main(["import-acts", str(file_of(device, tmp_path, files=odd))]) == 0
    assert files.bytes_of(device.user, "0" * 64) is None
    assert not list((tmp_path / "files").rglob("*.part"))
