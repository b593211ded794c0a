"""F14: the server is restored from yesterday's backup. Devices play again what it no longer has; what it has is not
doubled, and the journal is whole."""

import json
import os
import shutil
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.test_serving import environment, family, gone, run, running

from .live import LivePhone, found_site, run_python

__all__ = ["environment"]
COUNT = """
import json
from mufakat.meetings.models import Note
print(json.dumps(sorted(Note.objects.filter(text__startswith="Catatan").values_list("text", flat=True))))
"""


@pytest.mark.long(30)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy is put back as a file")
def test_devices_play_again_what_is_gone(environment: dict[str, str], tmp_path: Path) -> None:
    site = found_site(environment)
    copy = tmp_path / "kemarin"
    with running(environment, "serve") as (process, address):
        device = LivePhone(address, site)
        for n in range(5):
            device.note(f"Catatan {n}")
        device.send_until_cut({})
        run(environment, "backup", str(copy))
        for n in range(5, 12):
            device.note(f"Catatan {n}")
        device.send_until_cut({})
        assert device.waiting == [] and device.meet()["lost"] is False
        everybody = family(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        assert gone(everybody)
    data = Path(environment["MUFAKAT_DATA"])
    for name in ("mufakat.sqlite3-wal", "mufakat.sqlite3-shm"):
        with suppress(FileNotFoundError):
            (data / name).unlink()
    shutil.copy(copy, data / "mufakat.sqlite3")
    assert len(json.loads(run_python(environment, COUNT))) == 5
    with running(environment, "serve") as (_process, address):
        other = LivePhone(
            address, site
        )  # somebody writes before the device is back: numbers move on
        for n in range(12, 30):
            other.note(f"Catatan {n}")
        other.send_until_cut({})
        device.address = address
        assert device.meet()["lost"] is True  # so it plays again what it had kept as sent
        receipts: dict[str, str] = {}
        device.waiting = list(device.everything)
        device.send_until_cut(receipts)
        assert sorted(receipts.values()) == ["already"] * 5 + ["done"] * 7
        assert device.meet()["lost"] is False and other.meet()["lost"] is False
    assert json.loads(run_python(environment, COUNT)) == sorted(f"Catatan {n}" for n in range(30))
    assert "semuanya seperti ketika ditulis" in run(environment, "verify")
