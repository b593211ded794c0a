"""F2: two tabs, and two devices, send at once: each act is done once."""

import pytest
from playwright.sync_api import expect

from mufakat.meetings.models import Note
from tests.world import World

from .rooms import Room, address, all_sent, cut, join, lines, write_note

pytestmark = pytest.mark.browser


@pytest.mark.long(25)
def test_two_tabs_of_one_browser(browser_world: World, room: Room) -> None:
    page = room()
    other = page.context.new_page()
    other.goto(f"{address(browser_world)}#catatan")
    cut(page)
    for n in range(6):
        write_note(page if n % 2 else other, f"Tab {n}")
    expect(lines(page)).to_have_count(6)
    expect(lines(other)).to_have_count(6)
    page.context.set_offline(False)
    for tab in (page, other, page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    all_sent(page)
    assert sorted(Note.objects.filter(text__startswith="Tab ").values_list("text", flat=True)) == [
        f"Tab {n}" for n in range(6)
    ]
    expect(other.locator("#connection")).to_have_text("")


@pytest.mark.long(25)
def test_two_tabs_without_locks(browser_world: World, room: Room) -> None:
    """A browser that knows no locks sends everything twice: the server does each act once."""
    page = room()
    page.context.add_init_script("delete Navigator.prototype.locks")
    page.reload()
    other = page.context.new_page()
    other.goto(f"{address(browser_world)}#catatan")
    cut(page)
    for n in range(4):
        write_note(page, f"Tanpa kunci {n}")
    page.context.set_offline(False)
    for tab in (page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    all_sent(page)
    assert Note.objects.filter(text__startswith="Tanpa kunci").count() == 4


@pytest.mark.long(25)
def test_two_devices_see_each_other(browser_world: World, room: Room) -> None:
    one, two = room(), room("chair", width=360, height=740)
    cut(one)
    write_note(one, "Dari laptop")
    write_note(two, "Dari HP")
    all_sent(two)
    join(one)
    expect(one.locator("#tertulis")).to_contain_text("Dari HP", timeout=10_000)
    expect(two.locator("#tertulis")).to_contain_text("Dari laptop", timeout=10_000)
