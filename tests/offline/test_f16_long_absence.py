"""F16 in the browser: 30 days, 5,000 acts and 60 photos go out through a network that loses three of ten answers, in
parcels that shrink and grow, with little memory."""

import gzip
import json
import random
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.world import World

from .rooms import Room, send_now, waiting

pytestmark = pytest.mark.browser

ACTS, PHOTOS, PHOTO, MEGABYTE = 5000, 60, 200_000, 1024 * 1024

FILL = """async ([acts, photos, size]) => {
  const store = await import(document.querySelector("link[href*='offline/store']").href);
  const user = document.querySelector('#connection').dataset.user;
  const meeting = document.querySelector('#rapat').dataset.meeting, path = `/rapat/${meeting}/catatan/catat/`;
  const db = await new Promise((done) => {
    const asked = indexedDB.open('mufakat');
    asked.onsuccess = () => done(asked.result);
  });
  const tx = db.transaction(['acts', 'files'], 'readwrite');
  for (let n = 0; n < acts; n += 1) {
    const act = store.newId(), made_at = new Date().toISOString(), text = `Catatan ke-${n} dari desa contoh`;
    const fields = [['agenda_item', meeting], ['text', text], ['made_at', made_at]];
    const more = { kind: 'note', tries: 0, state: 'waiting' };
    tx.objectStore('acts').add({ act, user, meeting, path, text, made_at, fields, ...more });
  }
  for (let n = 0; n < photos; n += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(65536)), sha256 = n.toString(16).padStart(64, '0');
    const blob = new Blob([bytes, bytes, bytes, bytes.subarray(0, size - 3 * 65536)], { type: 'image/jpeg' });
    tx.objectStore('files').add({ key: `${user}:${sha256}`, user, sha256, blob, act: '' });
  }
  await new Promise((done) => { tx.oncomplete = done; });
  db.close();
}"""


class Network:
    """What arrives, through a network that loses three of ten requests, some of them after they were heard."""

    def __init__(self) -> None:
        self.chance = random.Random(16)
        self.order: list[str] = []
        self.acts: Counter[str] = Counter()
        self.sizes: Counter[int] = Counter()
        self.have: Counter[str] = Counter()
        self.files_begun_at = -1

    def lose(self, route: Route) -> bool:
        lost = self.chance.random() < 0.3
        if lost:
            route.abort()
        return lost

    def parcel(self, route: Route) -> None:
        told = json.loads(gzip.decompress(route.request.post_data_buffer or b""))
        if self.chance.random() < 0.15:
            return route.abort()
        self.sizes[len(told["acts"])] += 1
        for act in told["acts"]:
            if not self.acts[act["act"]]:
                self.order.append(act["fields"][1][1])
            self.acts[act["act"]] += 1
        if self.chance.random() < 0.15:
            return route.abort()
        receipts = [
            {"act": a["act"], "outcome": "done", "said": "", "url": "/"} for a in told["acts"]
        ]
        return route.fulfill(json={"mufakat": 1, "user": told["user"], "receipts": receipts})

    def piece(self, route: Route) -> None:
        if self.lose(route):
            return
        parts = urlsplit(route.request.url)
        name = parts.path.split("/")[3]
        if route.request.method == "PUT":
            self.files_begun_at = len(self.acts) if self.files_begun_at < 0 else self.files_begun_at
            start = int(parse_qs(parts.query)["dari"][0])
            if start == self.have[name]:
                self.have[name] += len(route.request.post_data_buffer or b"")
        whole = self.have[name] == PHOTO
        route.fulfill(json={"mufakat": 1, "have": self.have[name], "whole": whole})


def heap(page: Page) -> float:
    """Megabytes that the page's script holds."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    told: dict[str, Any] = session.send("Performance.getMetrics")
    return (
        float(next(m["value"] for m in told["metrics"] if m["name"] == "JSHeapUsedSize")) / MEGABYTE
    )


def files_left(page: Page) -> int:
    left: int = page.evaluate(
        """() => new Promise((done) => { const asked = indexedDB.open('mufakat');
        asked.onsuccess = () => { const n = asked.result.transaction('files').objectStore('files').count();
        n.onsuccess = () => { asked.result.close(); done(n.result); }; }; })"""
    )
    return left


@pytest.mark.long(120)
def test_thirty_days_go_out_through_losses(browser_world: World, room: Room) -> None:
    page, network = room(), Network()
    page.context.route("**/luring/kiriman/", network.parcel)
    page.context.route("**/luring/berkas/**", network.piece)
    page.evaluate(FILL, [ACTS, PHOTOS, PHOTO])
    page.reload()
    most = 0.0
    for _ in range(300):
        send_now(page)
        page.wait_for_timeout(500)
        most = max(most, heap(page))
        if not waiting(page) and not files_left(page):
            break
    assert waiting(page) == 0
    assert files_left(page) == 0
    assert len(network.acts) == ACTS  # nothing lost
    assert network.order == sorted(
        network.order, key=lambda text: int(text.split("-")[1].split()[0])
    )
    assert max(network.sizes) <= 50
    assert network.files_begun_at == ACTS  # photos after all acts
    assert all(network.have[name] == PHOTO for name in network.have)
    assert len(network.have) == PHOTOS
    print(f"most heap {most:.1f} MB; parcels {sum(network.sizes.values())}")
    assert most <= 64
