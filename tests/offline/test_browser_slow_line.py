"""A four-hour session of 400 acts through 23 kbit/s: how large it is, and that it arrives; its seconds are measured in
`bench/offline.py`."""

import gzip
import json
import time

import pytest
from playwright.sync_api import Request

from mufakat.meetings.models import Note
from tests.world import World

from .rooms import Room, send_now, waiting

pytestmark = pytest.mark.browser

ACTS, KBIT = 400, 23
FILL = """async ([acts, item]) => {
  const store = await import(document.querySelector("link[href*='offline/store']").href);
  const user = document.querySelector('#connection').dataset.user;
  const meeting = document.querySelector('#rapat').dataset.meeting, path = `/rapat/${meeting}/catatan/catat/`;
  const words = 'Lurah kader Posyandu sepakat membuka layanan sore bagi ibu bekerja di RW balai warga'.split(' ');
  for (let n = 0; n < acts; n += 1) {
    const text = `${n}: ` + Array.from({ length: 9 }, (_, i) => words[(n * 7 + i * i * 3) % words.length]).join(' ');
    const made_at = new Date().toISOString(), fields = [['agenda_item', item], ['text', text], ['made_at', made_at]];
    await store.add({ act: store.newId(), user, meeting, path, text, made_at, fields, kind: 'note' });
  }
}"""


@pytest.mark.long(90)
def test_a_session_through_a_thin_line(browser_world: World, room: Room) -> None:
    page = room()
    page.context.set_offline(True)
    page.evaluate(FILL, [ACTS, str(browser_world.item.pk)])
    sizes: list[tuple[int, int]] = []

    def weigh(request: Request) -> None:
        if request.url.endswith("/luring/kiriman/"):
            body = request.post_data_buffer or b""
            sizes.append((len(json.dumps(json.loads(gzip.decompress(body)))), len(body)))

    page.on("request", weigh)
    session = page.context.new_cdp_session(page)
    page.context.set_offline(False)
    bytes_a_second = KBIT * 1000 / 8
    line = {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": 200, **line})
    began = time.perf_counter()
    send_now(page)
    for _ in range(1800):
        if not waiting(page):
            break
        page.wait_for_timeout(100)
    took = time.perf_counter() - began
    raw, packed = (sum(size[i] for size in sizes) for i in (0, 1))
    print(f"{ACTS} acts: {raw} bytes raw, {packed} packed, {len(sizes)} parcels, {took:.1f} s")
    assert waiting(page) == 0
    assert Note.objects.filter(text__contains=": ").count() == ACTS
    assert raw <= 300_000
