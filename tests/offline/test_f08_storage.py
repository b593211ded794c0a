"""F8: storage full or refused, private mode: the form stays as typed, the page says so, and a network still helps."""

import re

import pytest
from playwright.sync_api import expect

from mufakat.meetings.models import Note
from tests.browser import picture
from tests.world import World

from .rooms import Room

pytestmark = pytest.mark.browser

FULL = """IDBObjectStore.prototype.add = function () {
  throw new DOMException('no room', 'QuotaExceededError');
};"""
REFUSED = "indexedDB.open = () => { throw new DOMException('refused', 'SecurityError'); };"


@pytest.mark.long(20)
@pytest.mark.parametrize("trouble", [FULL, REFUSED], ids=["full", "refused"])
def test_nothing_is_kept_and_nothing_is_lost(
    browser_world: World, room: Room, trouble: str
) -> None:
    page = room()
    page.context.add_init_script(trouble)
    page.reload()
    page.wait_for_timeout(500)
    form = page.locator("form[data-kirim=note]")
    form.locator("select[name=agenda_item]").select_option(index=1)
    form.locator("textarea").fill("Tidak muat")
    form.locator("button.btn:not(.second)").click()
    expect(form.locator(".summary")).to_be_visible()
    expect(form.locator("textarea")).to_have_value("Tidak muat")
    expect(page.locator("[data-act]")).to_have_count(0)
    picture(page, "mode-penuh")
    assert not Note.objects.filter(text="Tidak muat").exists()
    form.locator(".summary button").last.click()  # with a network it is sent like any form
    page.wait_for_url(re.compile(r"/rapat/[^/]+/(#.*)?$"))
    assert Note.objects.filter(text="Tidak muat").count() == 1
