"""F16, small: 500 acts and five photos after thirty days, through a network that loses three of ten requests.
It finishes, resumes where it stopped, and everything is there once. The whole of it is measured in `bench`."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine

from mufakat.meetings.models import Note
from mufakat.offline import files
from mufakat.offline.models import Device
from tests.world import World

from .device import Phone
from .writing import write_note

PIECE = 256 * 1024
BACK = datetime(2026, 7, 26, 5, tzinfo=UTC)


class Loses:
    """A client of which three of ten requests are lost, on the way there or on the way back."""

    def __init__(self, client: Any, luck: random.Random) -> None:
        self.client, self.luck, self.asked, self.lost = client, luck, 0, 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.client, name)

        def asked(*args: Any, **more: Any) -> Any:
            self.asked += 1
            fate = self.luck.random()
            if fate < 0.15:
                self.lost += 1
                raise ConnectionError
            answer = real(*args, **more)
            if fate < 0.3:
                self.lost += 1
                raise ConnectionError
            return answer

        return asked


def send_all(device: Phone) -> None:
    """As the script does: smaller parcels after a failure, greater ones again after a success."""
    most = 50
    while device.waiting:
        part = device.waiting[:most]
        try:
            answer = device.post(device.parcel(part))
        except ConnectionError:
            most = max(1, most // 2)
            continue
        done = {r["act"] for r in answer.json()["receipts"] if r["outcome"] != "error"}
        device.waiting = [each for each in device.waiting if each["act"] not in done]
        most = min(50, most * 2)


def send_photo(device: Phone, data: bytes) -> None:
    digest = sha256(data).hexdigest()
    while True:
        try:
            told = device.client.get(f"/luring/berkas/{digest}/").json()
            while not told["whole"]:
                start = told["have"]
                told = device.client.put(
                    f"/luring/berkas/{digest}/?dari={start}",
                    data[start : start + PIECE],
                    content_type="application/octet-stream",
                    headers={"X-Size": str(len(data))},
                ).json()
        except ConnectionError:
            continue
        return


@pytest.mark.long(15)
@pytest.mark.parametrize("seed", [1, 2])
def test_five_hundred_acts_and_five_photos(
    world: World, phone: Callable[..., Phone], tmp_path: Path, settings: Any, seed: int
) -> None:
    settings.MEDIA_ROOT = tmp_path
    device, luck = phone(), random.Random(seed)
    acts = [write_note(device, world, f"Catatan {n}") for n in range(500)]
    photos = [luck.randbytes(200_000 + 100_000 * n) for n in range(5)]
    with time_machine.travel(BACK, tick=False):
        device.client = world.client("notulis")
        device.client = loses = Loses(device.client, luck)  # type: ignore[assignment]
        send_all(device)
        for data in photos:
            send_photo(device, data)
    assert loses.lost > 5 and loses.lost > loses.asked * 0.15
    notes = Note.objects.filter(pk__in=acts)
    assert notes.count() == 500 and Note.objects.filter(text__startswith="Catatan").count() == 500
    assert {note.at for note in notes} == {datetime(2026, 6, 26, 5, tzinfo=UTC)}
    for data in photos:
        assert files.bytes_of(device.user, sha256(data).hexdigest()) == data
    assert Device.objects.count() == 1
