"""Naughty strings in every text field of what is written offline: they come back unchanged, after what the form says
it does to them, and inert – in the rows, in the tray, on the page of the session."""

import json
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.meetings.models import CheckIn, Decision, Group, Note, Problem, Proposal
from mufakat.meetings.rules import MOST_GROUPS
from mufakat.offline.models import Entry
from mufakat.offline.rules import whole, without_nul
from tests.world import World

from .device import Phone
from .writing import at

Phones = Callable[..., Phone]
BLNS = Path(__file__).resolve().parents[3] / "shared/data/strings/blns.json"
OURS = [
    "<script>alert(1)</script>",
    "'; DROP TABLE meetings; --",
    "{{ 7*7 }}",
    "%s %(n)d",
    "\u202eterbalik",
]
OURS += [
    "a\0b",
    "\ud800",
    "👍🏽",
    "T\u0336\u0322a\u0363",
    "]]>",
    "</textarea>",
    "javascript:alert(1)",
    "$&",
    "\\",
]
MARKS = ("<script>alert", "<img src=x", "<svg/onload")


def naughty() -> list[str]:
    more = json.loads(BLNS.read_text(encoding="utf-8")) if BLNS.exists() else []
    return [text for text in [*OURS, *more] if text.strip()]


def plain(text: str) -> str:
    """What Django's fields document: stripped, line ends as one sign."""
    return text.strip().replace("\r\n", "\n").replace("\r", "\n")


FORMS: dict[str, tuple[Any, str, tuple[str, ...], int]] = {
    # model, its field, the address, the longest text
    "note": (Note, "text", ("catatan", "catat"), 4000),
    "decision": (Decision, "text", ("keputusan", "catat"), 4000),
    "problem": (Problem, "text", ("masalah", "catat"), 500),
    "proposal": (Proposal, "text", ("usulan", "catat"), 500),
    "commitment": (Commitment, "what", ("komitmen", "catat"), 500),
    "group": (Group, "name", ("kelompok", "catat"), 80),
    "guest's office": (CheckIn, "title", ("pendaftaran", "tambah"), 120),
}


def fields_of(world: World, name: str, text: str) -> dict[str, Any]:
    fields: dict[str, dict[str, Any]] = {
        "note": {"text": text, "agenda_item": world.item.pk},
        "decision": {"text": text, "agenda_item": world.item.pk},
        "problem": {"text": text},
        "proposal": {"text": text, "level": "kecamatan"},
        "commitment": {
            "what": text,
            "owner_organisation": world.kua.name,
            "owner_organisation_id": world.kua.pk,
            "due_on": "2026-09-01",
        },
        "group": {"name": text},
        "guest's office": {"name": "Tamu", "title": text},
    }
    return fields[name]


class Scripts(HTMLParser):
    """The elements of a page that no page of ours has: what a text would become that is not inert."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        inline = tag == "script" and not ({"src", "nonce", "type"} & set(names))
        if (
            inline
            or tag in ("iframe", "marquee", "plaintext", "blink")
            or any(name.startswith("on") for name in names)
        ):
            self.odd.append(self.get_starttag_text() or tag)


def inert(page: str) -> None:
    seen = Scripts()
    seen.feed(page)
    assert seen.odd == []
    assert not [mark for mark in MARKS if mark in page]


@pytest.mark.long(20)
@pytest.mark.parametrize("name", FORMS)
def test_sent_later(world: World, phone: Phones, name: str) -> None:
    """Each is written down as it was typed, or kept as it was typed with the reason why not; none fails."""
    model, field, parts, longest = FORMS[name]
    device, sent = phone(), {}
    texts = naughty() if name in ("note", "commitment") else naughty()[::6]
    for text in texts:
        act = device.write(at(world.opened, *parts), **fields_of(world, name, text))
        sent[act] = text
    outcomes: dict[str, str] = {}
    waiting = list(device.waiting)
    for start in range(0, len(waiting), 50):
        device.waiting = waiting[start : start + 50]
        outcomes |= device.send()
    assert set(outcomes.values()) <= {"done", "refused"}
    rows = model.objects.in_bulk([key for key in sent if outcomes[str(key)] == "done"])
    kept = {entry.act_id: entry for entry in Entry.objects.all()}
    for key, text in sent.items():
        if key in rows:
            assert plain(getattr(rows[key], field)) == plain(whole(text))
        else:
            assert without_nul(whole(text)) in [value for _n, value in kept[key].fields]
    too_long = [text for text in texts if len(text) <= longest and "\0" not in text]
    most = len(too_long) * 0.8
    assert len(rows) >= (min(most, MOST_GROUPS) if name == "group" else most)
    page = world.client("notulis").get(f"/rapat/{world.opened.pk}/").content.decode()
    inert(page)


@pytest.mark.long(20)
def test_in_the_tray(world: World, phone: Phones) -> None:
    """What waits is shown as it was typed, in the list and on its page, in its form and in the history."""
    device, client = phone(), world.client("notulis")
    texts = naughty()[::5]
    sent: dict[UUID, str] = {}
    for text in texts:
        sent[device.write("/lama/", text=text, name=text)] = text
    device.send()
    client.cookies["django_language"] = "id"
    for number in range(1, len(texts) // 20 + 2):
        inert(client.get(f"/luring/perlu-diputuskan/?hal={number}").content.decode())
    for entry in Entry.objects.all():
        wanted = without_nul(whole(sent[entry.act_id]))
        assert wanted in [value for _name, value in entry.fields]
        page = client.get(entry.get_absolute_url()).content.decode()
        inert(page)
        assert (
            " ".join(wanted.split()) in " ".join(unescape(page).split()) or not wanted.isprintable()
        )


@pytest.mark.long(10)
def test_by_the_ordinary_form(world: World) -> None:
    """The same texts by the page with network: the same row."""
    client = world.client("notulis")
    path = at(world.opened, "catatan", "catat")
    for text in naughty()[::4]:
        typed = whole(text)
        act = new_id()
        answer = client.post(
            path, {"act_id": str(act), "agenda_item": str(world.item.pk), "text": typed}
        )
        if "\0" in typed:
            assert answer.status_code == 422
            continue
        assert answer.status_code == 303, text
        assert plain(Note.objects.get(pk=act).text) == plain(typed)
    inert(client.get(f"/rapat/{world.opened.pk}/").content.decode())
