"""F20: nothing depends on what the browser says of the network, nor on Background Sync, nor on a tab that sleeps."""

import pytest
from playwright.sync_api import expect

from mufakat.meetings.models import Note
from tests.world import World

from .rooms import Room, address, all_sent, cut, waiting, write_note

pytestmark = pytest.mark.browser

LYING = """Object.defineProperty(Navigator.prototype, 'onLine', { get: () => LIES });
delete window.SyncManager;"""


@pytest.mark.long(20)
@pytest.mark.parametrize("lies", ["true", "false"])
def test_on_line_is_lying(browser_world: World, room: Room, lies: str) -> None:
    page = room()
    page.context.add_init_script(LYING.replace("LIES", lies))
    page.reload()
    cut(page)
    write_note(page, "Tanpa kabar")
    page.wait_for_timeout(1500)
    assert waiting(page) == 1
    expect(page.locator("#connection")).to_contain_text("1")
    page.context.set_offline(False)  # and no event tells it: the timer does
    all_sent(page)
    assert Note.objects.filter(text="Tanpa kabar").count() == 1


@pytest.mark.long(20)
def test_a_sleeping_tab_that_holds_the_lock(browser_world: World, room: Room) -> None:
    page = room()
    sleeper = page.context.new_page()
    sleeper.goto(address(browser_world))
    sleeper.evaluate("void navigator.locks.request('mufakat-kirim', () => new Promise(() => {}))")
    write_note(page, "Tab lain tidur")
    page.wait_for_timeout(1500)
    assert waiting(page) == 1
    page.evaluate("localStorage.setItem('mufakat-kirim', Date.now() - 200000)")  # three minutes on
    all_sent(page)
    assert Note.objects.filter(text="Tab lain tidur").count() == 1
