"""Mode Rapat in a browser, for the tests of this folder."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import sign_in
from tests.world import World

Room = Callable[..., Page]


@pytest.fixture
def room(
    browser_world: World,
    contexts: Callable[..., Page],
    live_server: LiveServer,
) -> Iterator[Room]:
    """A page in Mode Rapat of the open session, as its note-taker unless another is named: each a device of its own."""
    opened: list[Page] = []

    def make(who: str = "notulis", part: str = "catatan", **options: Any) -> Page:
        page = contexts(**options)
        opened.append(page)
        sign_in(page, browser_world.users[who], live_server.url)
        page.goto(f"{address(browser_world)}#{part}")
        page.wait_for_selector("#bawa:visible")
        return page

    yield make
    for page in opened:  # what the server is still doing is done before its tables are emptied
        for tab in page.context.pages:
            tab.close()
    time.sleep(0.5)


def address(world: World) -> str:
    return f"{world.opened.get_absolute_url()}mode/"


def write_note(page: Page, text: str, *, decision: bool = False) -> None:
    form = page.locator("form[data-kirim=note]")
    form.locator("select[name=agenda_item]").select_option(index=1)
    form.locator("textarea").fill(text)
    form.locator("button[data-kind=decision]" if decision else "button.btn:not(.second)").click()
    expect(form.locator("textarea")).to_have_value("")


def lines(page: Page) -> Any:
    """What this device shows besides the lists of the server."""
    return page.locator("[data-act]")


def cut(page: Page) -> None:
    page.context.set_offline(True)


def join(page: Page) -> None:
    page.context.set_offline(False)
    until(page, "navigator.onLine")
    page.evaluate("dispatchEvent(new Event('online'))")


def send_now(page: Page) -> None:
    page.evaluate("document.dispatchEvent(new Event('mufakat:kirim'))")


def waiting(page: Page) -> int:
    """How many acts lie in the outbox, whatever the page says."""
    found: int = page.evaluate(
        """() => new Promise((done) => { const asked = indexedDB.open('mufakat');
        asked.onsuccess = () => { const n = asked.result.transaction('acts').objectStore('acts').count();
        n.onsuccess = () => { asked.result.close(); done(n.result); }; }; })"""
    )
    return found


def until(page: Page, script: str, patience: float = 20) -> None:
    """Waits for a script to answer true; our policy forbids what Playwright would do for that itself."""
    for _ in range(int(patience * 5)):
        if page.evaluate(script):
            return
        page.wait_for_timeout(200)
    raise AssertionError(script)


def all_sent(page: Page) -> None:
    for _ in range(100):
        if not waiting(page):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{waiting(page)} still wait")


def worker_ready(page: Page) -> None:
    until(page, "navigator.serviceWorker.controller !== null")
