"""What is taken along by hand while the device takes the same by itself: one of both lies there, whole."""

import pytest
from playwright.sync_api import expect

from tests.world import World

from .rooms import Room

pytestmark = pytest.mark.browser

TWICE = """async () => {
  const packs = await import(document.querySelector("link[href*='offline/packs']").href);
  const user = document.getElementById("connection").dataset.user, [known] = await packs.list(user);
  const put = Cache.prototype.put, later = (ms) => new Promise((done) => setTimeout(done, ms));
  Cache.prototype.put = async function (...one) { await later(300); return put.apply(this, one); };
  const both = [packs.take({ ...known, user }), later(150).then(() => packs.take({ ...known, user }))];
  const taken = (await Promise.all(both)).filter(Boolean).length;
  Cache.prototype.put = put;
  const there = await packs.list(user);
  return [taken, there.length, Boolean(await (await caches.open(there[0]?.cache ?? "")).match(known.url))];
}"""


@pytest.mark.long(15)
def test_taken_by_hand_and_by_itself_at_once(browser_world: World, room: Room) -> None:
    page = room()
    expect(page.locator("#bawaan")).to_contain_text("kB", timeout=60_000)
    assert page.evaluate(TWICE) == [2, 1, True]
