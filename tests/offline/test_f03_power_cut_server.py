"""F3: the server dies in the middle: within an act, between two of a parcel, between the commit and the answer.

What the browser keeps through a power cut is tried in the browser.
"""

import json
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from mufakat.journal.models import Act, Event
from mufakat.meetings.models import Note
from mufakat.offline.views import contact
from tests.test_serving import alive, environment, family, gone, run, running
from tests.world import World

from .device import Phone
from .live import LivePhone, found_site
from .writing import write_note

__all__ = ["environment"]


class PowerCut(BaseException):
    """Nothing of ours catches it."""


def cut(*_args: Any, **_more: Any) -> None:
    raise PowerCut


def test_between_commit_and_answer(
    world: World, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = phone()
    acts = [write_note(device, world, f"Catatan {n}") for n in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(contact, "answer", cut)
        with pytest.raises(PowerCut):
            device.send()
    assert Note.objects.filter(pk__in=acts).count() == 5
    assert len(device.waiting) == 5
    assert set(device.send().values()) == {"already"}
    assert Note.objects.filter(pk__in=acts).count() == 5


@pytest.mark.parametrize("nth", range(4))
def test_in_the_middle_of_a_parcel(
    world: World, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Whichever write is the last: what is there is whole, what is not comes with the next parcel, once."""
    device = phone()
    acts = [write_note(device, world, f"Catatan {n}") for n in range(3)]
    create, calls = Note.objects.create, []

    def sometimes(**fields: Any) -> Note:
        calls.append(fields)
        if len(calls) == nth + 1:
            raise PowerCut
        return create(**fields)

    with monkeypatch.context() as patch:
        patch.setattr(Note.objects, "create", sometimes)
        with suppress(PowerCut):
            device.send()
    there = set(Note.objects.filter(pk__in=acts).values_list("pk", flat=True))
    assert there == set(Act.objects.filter(pk__in=acts).values_list("pk", flat=True))
    told = Event.objects.filter(act_id__in=acts, verb="note.recorded").count()
    assert told == len(there)
    device.send()
    assert device.waiting == []
    assert Note.objects.filter(pk__in=acts).count() == 3


@pytest.mark.long(20)
def test_killed_amid_parcels(environment: dict[str, str]) -> None:
    """kill -9 while parcels come: after the next start each act is there once, and the journal is whole."""
    site = found_site(environment)
    with running(environment, "serve") as (process, address):
        everybody = family(process.pid)
        device = LivePhone(address, site)
        for n in range(400):
            device.note(f"Catatan {n}")
        receipts: dict[str, str] = {}
        sender = threading.Thread(target=device.send_until_cut, args=(receipts,))
        sender.start()
        while len(receipts) < 40 and sender.is_alive():
            sender.join(0.02)
        assert len(receipts) >= 40
        os.killpg(process.pid, signal.SIGKILL)
        sender.join(60)
        assert gone(everybody) and not alive(process.pid)
    with running(environment, "serve") as (_process, address):
        device.address = address
        device.meet()
        again: dict[str, str] = {}
        device.waiting = list(device.everything)
        device.send_until_cut(again)
        assert device.waiting == []
        # What was acknowledged was there; the rest came now, or had been committed without an answer.
        assert {again[act] for act in receipts} == {"already"}
        assert set(again.values()) == {"done", "already"} and len(again) == 400
    counted = json.loads(run_code(environment))
    assert counted == {"notes": 400, "acts": 400}
    assert "semuanya seperti ketika ditulis" in run(environment, "verify")


def run_code(made: dict[str, str]) -> str:
    from .live import run_python

    return run_python(
        made,
        "import json\n"
        "from mufakat.meetings.models import Note\n"
        "from mufakat.journal.models import Act\n"
        "print(json.dumps({'notes': Note.objects.filter(text__startswith='Catatan').count(),"
        " 'acts': Act.objects.filter(via='outbox').count()}))\n",
    )
