"""F4 in the browser: whatever comes back instead of a receipt, everything stays, and it is sent once later."""

from collections.abc import Callable

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from playwright.sync_api import Page, Route, expect

from mufakat.meetings.models import Note
from tests.world import World

from .rooms import Room, all_sent, lines, send_now, waiting, worker_ready, write_note

pytestmark = pytest.mark.browser

Answer = Callable[[Route], None]
PORTAL = "<html><body>Selamat datang di WiFi gratis</body></html>"


def status(code: int, **headers: str) -> Answer:
    return lambda route: route.fulfill(status=code, body="", headers=headers)


def truncated(route: Route) -> None:
    """The server did it; the answer breaks off."""
    whole = route.fetch()
    route.fulfill(status=200, content_type="application/json", body=whole.text()[:25])


def lost(route: Route) -> None:
    """The server did it; no answer came at all."""
    route.fetch()
    route.abort()


ANSWERS: dict[str, Answer] = {
    "captive portal": lambda route: route.fulfill(
        status=200, content_type="text/html", body=PORTAL
    ),
    "truncated": truncated,
    "lost": lost,
    "cut": lambda route: route.abort(),
    "401": status(401),
    "403": status(403),
    "409": status(409),
    "413": status(413),
    "429": status(429, **{"Retry-After": "1"}),
    "500": status(500),
    "502": status(502),
    "empty receipts": lambda route: route.fulfill(
        status=200, content_type="application/json", body='{"mufakat":1,"receipts":[]}'
    ),
    "receipts of others": lambda route: route.fulfill(
        status=200,
        content_type="application/json",
        body='{"mufakat":1,"receipts":[{"act":"01a205e8-6ae1-7229-92f0-4231101893e7","outcome":"done"}]}',
    ),
}


class Gate:
    """Stands before the address of parcels and answers in the server's place."""

    def __init__(self, page: Page, answer: Answer) -> None:
        self.page, self.answer, self.given = page, answer, 0
        page.route("**/luring/kiriman/", self.give)

    def give(self, route: Route) -> None:
        self.answer(route)
        self.given += 1

    def reached(self) -> None:
        for _ in range(75):
            if self.given:
                return self.page.wait_for_timeout(300)  # what the page does with the answer
            self.page.wait_for_timeout(200)
        raise AssertionError("no parcel came by")


@pytest.mark.long(60)
def test_only_a_receipt_empties_the_outbox(browser_world: World, room: Room) -> None:
    page = room()
    worker_ready(page)  # while it takes a page over, a request can get past a route
    for n, (name, answer) in enumerate(ANSWERS.items()):
        gate = Gate(page, answer)
        write_note(page, f"Catatan {name}")
        gate.reached()
        assert waiting(page) == 1, name
        expect(lines(page).filter(has_text=f"Catatan {name}")).to_have_count(1)
        page.unroute_all(behavior="wait")  # one that is under way still asks the server
        for _ in range(60):
            if not waiting(page):
                break
            send_now(page)
            page.wait_for_timeout(300)
        all_sent(page)
        assert Note.objects.filter(text__startswith="Catatan ").count() == n + 1, name


@pytest.mark.long(20)
def test_a_captive_portal_before_everything(browser_world: World, room: Room) -> None:
    """Even the question who is signed in is answered by the portal: that is no contact. The portal stands before the
    server, where no service worker that takes the page over meanwhile gets past it."""
    page = room()
    portal = pytest.MonkeyPatch()
    portal.setattr(BaseHandler, "get_response", lambda _handler, _request: HttpResponse(PORTAL))
    write_note(page, "Di balik portal")
    page.wait_for_timeout(1500)
    assert waiting(page) == 1
    expect(page.locator("#connection")).to_contain_text("1")
    portal.undo()
    send_now(page)
    all_sent(page)
    assert Note.objects.filter(text="Di balik portal").count() == 1
