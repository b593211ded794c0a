"""What an expired session had kept is forgotten by its own act, and by no other."""

from typing import Any

import pytest
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.meetings.models import Note
from tests.world import World


def entry(world: World, text: str, **more: str) -> dict[str, str]:
    return {"act_id": str(new_id()), "agenda_item": str(world.item.pk), "text": text, **more}


@pytest.fixture
def address(world: World) -> str:
    return f"{world.opened.get_absolute_url()}catatan/catat/"


def expired(world: World, address: str, typed: dict[str, str]) -> Client:
    """Sent without a session, then signed in again."""
    browser = Client()
    assert "next=/lanjutkan/" in browser.post(address, typed).headers["Location"]
    browser.force_login(world.users["notulis"])
    return browser


def test_another_act_leaves_it(world: World, address: str) -> None:
    kept = entry(world, "Diketik saat sesi habis")
    browser = expired(world, address, kept)
    assert browser.post(address, entry(world, "Sesuatu yang lain")).status_code == 303
    assert browser.session["typed"]["fields"]["text"] == [kept["text"]]
    assert browser.post(address, kept).status_code == 303
    assert "typed" not in browser.session
    assert Note.objects.filter(text=kept["text"]).count() == 1


def test_its_own_act_corrected_forgets_it(world: World, address: str) -> None:
    """Refused, mended and sent: the act id is the same, the text is not."""
    kept = entry(world, "")
    browser = expired(world, address, kept)
    assert browser.post(address, kept).status_code == 422
    assert "typed" in browser.session
    assert browser.post(address, {**kept, "text": "Sekarang terisi"}).status_code == 303
    assert "typed" not in browser.session


def test_recorded_before_is_recorded(world: World, address: str) -> None:
    """Two clicks, the session ending between them: the second is kept, and is found to be written."""
    kept = entry(world, "Dikirim dua kali")
    before: Any = world.client("notulis").post(address, kept)
    assert before.status_code == 303
    browser = expired(world, address, kept)
    assert browser.post(address, kept).headers["Act"].endswith(" already")
    assert "typed" not in browser.session


def test_an_id_written_otherwise_is_the_same(world: World, address: str) -> None:
    kept = entry(world, "Huruf besar")
    kept["act_id"] = kept["act_id"].upper()
    browser = expired(world, address, kept)
    assert browser.post(address, {**kept, "act_id": kept["act_id"].lower()}).status_code == 303
    assert "typed" not in browser.session
