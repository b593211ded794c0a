"""F14 in the browser: the server says that it was put back to an older copy; the device sends once more what had been
acknowledged, and nothing is there twice."""

import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from mufakat.meetings.models import Note
from tests.world import World

from .rooms import Room, lines, write_note

pytestmark = [pytest.mark.browser, pytest.mark.long(15)]


def test_what_was_acknowledged_goes_out_again(room: Room, browser_world: World) -> None:
    page = room()
    with page.expect_response("**/luring/kiriman/"):
        write_note(page, "Kader kurang di RW 05.")
    expect(lines(page)).to_have_count(0)  # the list of the server has it
    sent: list[dict[str, Any]] = []
    told = {"lost": True}

    def contact(route: Route) -> None:
        answer = route.fetch()
        said = answer.json() | {"lost": told["lost"]}
        told["lost"] = False
        route.fulfill(response=answer, body=json.dumps(said))

    page.on(
        "response",
        lambda answer: sent.append(answer.json()) if "/luring/kiriman/" in answer.url else None,
    )
    page.route("**/luring/kontak/*", contact)
    with page.expect_response("**/luring/kiriman/") as answered:
        page.evaluate("document.dispatchEvent(new Event('mufakat:kirim'))")
    receipts = answered.value.json()["receipts"]
    assert [each["outcome"] for each in receipts] == ["already"]
    page.wait_for_timeout(500)
    assert len(sent) == 1  # once is enough: the end of the journal is known anew
    assert Note.objects.filter(text="Kader kurang di RW 05.").count() == 1
