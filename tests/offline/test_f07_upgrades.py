"""F7: the app is upgraded, even twice, or goes back a version, with entries that wait: nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from mufakat.meetings.models import Note
from mufakat.offline.views import worker
from tests.world import World

from .rooms import Room, all_sent, cut, join, lines, until, waiting, worker_ready, write_note

pytestmark = pytest.mark.browser

NEWER = """() => new Promise((done, no) => {
  const asked = indexedDB.open('mufakat', 7);
  asked.onupgradeneeded = () => asked.result.createObjectStore('something-new');
  asked.onerror = () => no(asked.error);
  asked.onsuccess = () => { asked.result.close(); done(true); };
})"""


def opened_anew(page: Page) -> Page:
    """The page in a new tab, after the last one was closed: then a worker that waits takes over."""
    until(
        page,
        "navigator.serviceWorker.getRegistration().then((r) => !r.installing && r.waiting !== null)",
    )
    context, address = page.context, page.url
    page.close()
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.long(20)
def test_a_newer_database_is_read_and_written(browser_world: World, room: Room) -> None:
    page = room()
    cut(page)
    write_note(page, "Versi lama")
    assert page.evaluate(NEWER)  # a newer page was here: ours lets go of the database for it
    write_note(page, "Versi baru")
    expect(lines(page)).to_have_count(2)
    join(page)
    all_sent(page)
    assert Note.objects.filter(text__startswith="Versi ").count() == 2


@pytest.mark.long(30)
def test_the_worker_is_upgraded_twice(
    browser_world: World, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = room()
    worker_ready(page)
    expect(page.locator("#bawaan")).to_contain_text("kB", timeout=60_000)
    cut(page)
    write_note(page, "Menunggu pembaruan")
    page.context.set_offline(False)
    page.context.route("**/luring/kiriman/", lambda route: route.abort())
    for version in ("satu", "dua"):
        monkeypatch.setattr(worker, "version", lambda version=version: version)
        page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
        until(page, f"caches.has('statis-{version}')")
        page.reload()  # while it is being installed
        assert waiting(page) == 1
        expect(lines(page)).to_contain_text("Menunggu pembaruan")
    page = opened_anew(page)
    until(
        page,
        "caches.keys().then((all) => all.filter((n) => n.startsWith('statis-')).join() === 'statis-dua')",
    )
    cut(page)
    page.reload()  # the pack of before still opens
    expect(lines(page)).to_contain_text("Menunggu pembaruan")
    page.context.unroute("**/luring/kiriman/")
    join(page)
    all_sent(page)
    assert Note.objects.filter(text="Menunggu pembaruan").count() == 1
