"""F17: the bytes of a photo in pieces, resumed, with a wrong hash, without an entry that names them."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine

from mufakat.offline import files
from tests.world import World

from .device import Phone

Phones = Callable[..., Phone]
DATA = bytes(range(256)) * 2600  # 665,600 bytes: three pieces
DIGEST = sha256(DATA).hexdigest()
PIECE = 256 * 1024


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def put(device: Phone, start: int, data: bytes, *, size: int = len(DATA), to: str = DIGEST) -> Any:
    return device.client.put(
        f"/luring/berkas/{to}/?dari={start}",
        data,
        content_type="application/octet-stream",
        headers={"X-Size": str(size)},
    )


def here(device: Phone, of: str = DIGEST) -> dict[str, Any]:
    told: dict[str, Any] = device.client.get(f"/luring/berkas/{of}/").json()
    return {"have": told["have"], "whole": told["whole"]}


def test_in_pieces(world: World, phone: Phones) -> None:
    device = phone()
    assert here(device) == {"have": 0, "whole": False}
    for start in range(0, len(DATA), PIECE):
        answer = put(device, start, DATA[start : start + PIECE])
        assert answer.status_code == 200
    assert here(device) == {"have": len(DATA), "whole": True}
    assert files.bytes_of(device.user, DIGEST) == DATA
    assert put(device, 0, DATA[:PIECE]).json()["whole"] is True  # once more is harmless


def test_resumed_where_it_stopped(world: World, phone: Phones) -> None:
    """A piece is lost, one comes twice, one comes too early: the server says from where to go on."""
    device = phone()
    assert put(device, PIECE, DATA[PIECE : 2 * PIECE]).status_code == 409
    assert here(device)["have"] == 0
    put(device, 0, DATA[:PIECE])
    twice = put(device, 0, DATA[:PIECE])
    assert (twice.status_code, twice.json()["have"]) == (409, PIECE)
    put(device, PIECE, DATA[PIECE : PIECE + 1000])
    start = here(device)["have"]
    assert start == PIECE + 1000
    put(device, start, DATA[start : start + PIECE])
    start = here(device)["have"]
    assert put(device, start, DATA[start:]).json()["whole"] is True


def test_a_wrong_hash_begins_anew(world: World, phone: Phones) -> None:
    device = phone()
    damaged = b"x" + DATA[1:PIECE]
    put(device, 0, damaged)
    put(device, PIECE, DATA[PIECE : 2 * PIECE])
    answer = put(device, 2 * PIECE, DATA[2 * PIECE :])
    assert answer.status_code == 422 and answer.json()["wrong"] is True
    assert here(device) == {"have": 0, "whole": False}
    assert files.bytes_of(device.user, DIGEST) is None


@pytest.mark.parametrize(
    ("start", "data", "size"),
    [
        ("0", b"", "10"),
        ("0", b"x" * (PIECE + 1), str(PIECE + 1)),
        ("0", b"x", str(21 * 1024 * 1024)),
        ("0", b"xx", "1"),
        ("-1", b"x", "10"),
        ("x", b"x", "10"),
        ("", b"x", "10"),
        ("0", b"x", ""),
        ("0", b"x", "1e3"),
        ("9" * 30, b"x", "9" * 31),
    ],
)
def test_odd_pieces(world: World, phone: Phones, start: str, data: bytes, size: str) -> None:
    device = phone()
    answer = device.client.put(
        f"/luring/berkas/{DIGEST}/?dari={start}",
        data,
        content_type="application/octet-stream",
        headers={"X-Size": size},
    )
    assert answer.status_code in (409, 413)
    assert here(device) == {"have": 0, "whole": False}


@pytest.mark.parametrize("odd", ["x", "..", "0" * 63, "0" * 65, "A" * 64, "%2e%2e%2fsecret-key"])
def test_what_is_no_hash(world: World, phone: Phones, folder: Path, odd: str) -> None:
    device = phone()
    assert put(device, 0, b"x", size=1, to=odd).status_code in (400, 404)
    assert list(folder.rglob("*")) == []


def test_one_does_not_see_the_bytes_of_another(world: World, phone: Phones) -> None:
    device, other = phone(), phone("sector_member")
    for start in range(0, len(DATA), PIECE):
        put(device, start, DATA[start : start + PIECE])
    assert here(other) == {"have": 0, "whole": False}
    assert files.bytes_of(other.user, DIGEST) is None
    device.client.logout()
    assert device.client.get(f"/luring/berkas/{DIGEST}/").status_code == 401
    assert put(device, 0, DATA[:PIECE]).status_code == 401


def test_a_store_for_strangers_it_is_not(
    world: World, phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_WAITING", 3 * PIECE)
    device = phone()
    for n in range(3):
        part = bytes([n]) * PIECE
        assert put(device, 0, part, to=sha256(part).hexdigest(), size=PIECE).status_code == 200
    assert put(device, 0, b"x", size=1, to=sha256(b"x").hexdigest()).status_code == 507


def test_without_an_entry_it_is_forgotten_after_a_month(world: World, phone: Phones) -> None:
    device = phone()
    put(device, 0, DATA[:PIECE])
    files.forget_old()
    assert here(device)["have"] == PIECE
    with time_machine.travel("2036-06-26T05:00:00Z", tick=False):
        files.forget_old()
    assert here(device)["have"] == 0
