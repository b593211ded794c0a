"""F4: 401, 403, 409, 413, 429, 500, 502, a gate's 200, an answer cut short: without a receipt the outbox stays whole.

Every refusal of the server itself is asked for here; what stands between is played by `Between`.
"""

import gzip
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from mufakat.offline import receiving, turnstile
from mufakat.offline.models import Entry
from mufakat.offline.turnstile import Busy, Turnstile
from mufakat.offline.views import contact
from tests.world import World

from .device import Phone
from .writing import write_note

Phones = Callable[..., Phone]


class Between:
    """A client whose answers are replaced on the way. `arrives`: whether the server gets the request at all."""

    def __init__(self, client: Client, answer: Callable[[Any], Any], *, arrives: bool) -> None:
        self.client, self.answer, self.arrives = client, answer, arrives

    def generic(self, *args: Any, **more: Any) -> Any:
        return self.answer(self.client.generic(*args, **more) if self.arrives else None)


def nothing_written() -> tuple[int, int, int]:
    return Act.objects.count(), Note.objects.count(), Entry.objects.count()


def stays_whole(device: Phone, status: int) -> None:
    """The parcel is refused with this status, nothing is written, and the device keeps what it had."""
    before, kept = nothing_written(), list(device.waiting)
    answer = device.post(device.parcel())
    assert answer.status_code == status
    assert "receipts" not in answer.content.decode()
    assert device.send() == {}
    assert device.waiting == kept and kept
    assert nothing_written() == before


def test_401_not_signed_in(world: World, phone: Phones) -> None:
    device = phone()
    write_note(device, world, "x")
    device.client.logout()
    stays_whole(device, 401)
    assert device.post(device.parcel()).json() == {"mufakat": 1, "user": None}


def test_403_without_a_token(world: World, phone: Phones) -> None:
    device = phone()
    write_note(device, world, "x")
    session = device.client.cookies
    device.client = Client(enforce_csrf_checks=True)
    device.client.cookies = session
    stays_whole(device, 403)


def test_409_somebody_else_is_signed_in(world: World, phone: Phones) -> None:
    device = phone()
    write_note(device, world, "x")
    device.client.force_login(world.users["kepala_puskesmas"])
    stays_whole(device, 409)
    assert device.post(device.parcel()).json()["user"] == str(world.users["kepala_puskesmas"].pk)


def test_413_too_many(world: World, phone: Phones) -> None:
    device = phone()
    for n in range(51):
        write_note(device, world, f"Catatan {n}")
    before = nothing_written()
    answer = device.post(device.parcel())
    assert answer.status_code == 413 and answer.json()["most"] == 50
    assert nothing_written() == before
    assert set(device.send(25).values()) == {"done"}  # halved, it fits
    assert device.waiting == []


@pytest.mark.parametrize("seen_at_once", [True, False])
def test_429_another_parcel_has_its_turn(
    world: World, phone: Phones, monkeypatch: pytest.MonkeyPatch, seen_at_once: bool
) -> None:
    """The line is full before the parcel is read, or became full meanwhile."""
    line = Turnstile(in_line=1)
    monkeypatch.setattr(contact, "TURNSTILE", line)
    if seen_at_once:
        monkeypatch.setattr(turnstile, "TURNSTILE", line)
    device = phone()
    write_note(device, world, "x")
    with line.passed():
        stays_whole(device, 429)
        assert int(device.post(device.parcel()).headers["Retry-After"]) >= 1
    assert list(device.send().values()) == ["done"]


def test_429_costs_no_question(
    world: World,
    phone: Phones,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    monkeypatch.setattr(turnstile, "TURNSTILE", Turnstile(in_line=1))
    device = phone()
    write_note(device, world, "x")
    with turnstile.TURNSTILE.passed(), django_assert_num_queries(0):
        assert device.post(device.parcel()).status_code == 429


def test_the_more_knock_the_longer_they_wait() -> None:
    line, told = Turnstile(in_line=1), []
    with line.passed():
        for _ in range(400):
            with pytest.raises(Busy) as busy, line.passed():
                pass
            told.append(busy.value.seconds)
    assert max(told[:10]) <= 3
    assert min(told[-10:]) >= 8


def test_500_gives_the_turn_back(
    world: World, phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any, **_more: Any) -> None:
        raise OSError("no disk")

    device = phone()
    device.client.raise_request_exception = False
    write_note(device, world, "x")
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "deliver_all", fails)
        stays_whole(device, 500)
    assert list(device.send().values()) == ["done"]


BODIES = {
    "nothing": b"",
    "text": gzip.compress(b"hello"),
    "a list": gzip.compress(b"[]"),
    "a number": gzip.compress(b"1"),
    "deep": gzip.compress(b"[" * 90_000),
    "cut short": gzip.compress(b'{"acts": []}')[:-6],
    "no gzip": b'{"acts": []}',
    "a bomb": gzip.compress(b" " * 50_000_000),
    "two of them": gzip.compress(b'{"acts"') + b"x",
    "not UTF-8": gzip.compress(b'{"acts": "\xff\xfe"}'),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_400_what_is_no_parcel(world: World, phone: Phones, body: bytes) -> None:
    device = phone()
    before = nothing_written()
    answer = device.client.generic(
        "POST",
        "/luring/kiriman/",
        body,
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )
    assert answer.status_code == 400 and answer.json()["mufakat"] == 1
    assert nothing_written() == before


ODD_ACTS: list[Any] = [
    None,
    1,
    "x",
    [],
    {},
    {"act": "x", "path": "/", "fields": []},
    {"act": str(uuid4()), "path": 1, "fields": []},
    {"act": str(uuid4()), "path": "//elsewhere/", "fields": []},
    {"act": str(uuid4()), "path": "https://elsewhere/", "fields": []},
    {"act": str(uuid4()), "path": "/" * 301, "fields": []},
    {"act": str(uuid4()), "path": "/rapat/", "fields": "text"},
    {"act": str(uuid4()), "path": "/rapat/", "fields": [["text"]]},
    {"act": str(uuid4()), "path": "/rapat/", "fields": ["te"]},
    {"act": str(uuid4()), "path": "/rapat/", "fields": [["text", None]]},
    {"act": str(uuid4()), "path": "/rapat/", "fields": [["text", "x" * 60_001]]},
]


def test_odd_acts_keep_no_other_back(world: World, phone: Phones) -> None:
    """What no page of ours makes gets no receipt that would empty the outbox; its neighbours are written down."""
    device = phone()
    good = write_note(device, world, "Di antara yang aneh")
    parcel = device.parcel([*ODD_ACTS, *device.waiting])
    said = {r["act"]: r["outcome"] for r in device.post(parcel).json()["receipts"]}
    assert said.pop(str(good)) == "done"
    assert set(said.values()) == {"error"}


@pytest.mark.parametrize("arrives", [True, False], ids=["answer lost", "request lost"])
@pytest.mark.parametrize(
    "between",
    [
        pytest.param(lambda _answer: HttpResponse("Bad Gateway", status=502), id="502"),
        pytest.param(lambda _answer: HttpResponse("<html>Selamat datang di WiFi"), id="a gate"),
        pytest.param(lambda _answer: HttpResponse(b'{"mufakat":1,"rece'), id="cut short"),
        pytest.param(lambda _answer: HttpResponse(b""), id="empty"),
        pytest.param(lambda _answer: HttpResponse(b'{"receipts":[]}'), id="not ours"),
        pytest.param(lambda _answer: HttpResponse(b'{"mufakat":1}'), id="no receipts"),
        pytest.param(lambda _answer: HttpResponse(status=302), id="led away"),
    ],
)
def test_what_stands_between(
    world: World, phone: Phones, between: Callable[[Any], Any], arrives: bool
) -> None:
    device = phone()
    act = write_note(device, world, "Lewat pintu orang")
    kept, real = list(device.waiting), device.client
    device.client = Between(real, between, arrives=arrives)  # type: ignore[assignment]
    assert device.send() == {}
    assert device.waiting == kept
    device.client = real
    assert device.send() == {str(act): "already" if arrives else "done"}
    assert Note.objects.filter(text="Lewat pintu orang").count() == 1


def test_contact_tells_a_gate_from_us(world: World, phone: Phones) -> None:
    device = phone()
    answer = device.client.get("/luring/kontak/", {"perangkat": str(device.key)})
    told = json.loads(answer.content)
    assert told["mufakat"] == 1 and told["user"] == str(device.user.pk)
    assert answer.headers["Cache-Control"] == "no-store"
    device.client.logout()
    answer = device.client.get("/luring/kontak/")
    assert answer.status_code == 401 and answer.json() == {"mufakat": 1, "user": None}
