"""Photos: made small on the device, without the camera's notes, kept with their act, sent in pieces after all acts."""

import base64

import pytest
from playwright.sync_api import Page, expect

from mufakat.meetings.models import SessionFile
from mufakat.offline.models import Entry
from tests.world import World

from .rooms import Room, cut, join, waiting

pytestmark = pytest.mark.browser

PHOTO = """async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 3000; canvas.height = 2000;
  const ink = canvas.getContext('2d');
  for (let n = 0; n < 4000; n += 1) {
    ink.fillStyle = `hsl(${n * 37 % 360} 60% 50%)`;
    ink.fillRect((n * 997) % 3000, (n * 613) % 2000, 60, 40);
  }
  return canvas.toDataURL('image/jpeg', 0.95);
}"""


def kept_files(page: Page) -> list[int]:
    found: list[int] = page.evaluate(
        """() => new Promise((done) => { const asked = indexedDB.open('mufakat');
        asked.onsuccess = () => { const all = asked.result.transaction('files').objectStore('files').getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result.map((f) => f.blob.size)); }; }; })"""
    )
    return found


@pytest.mark.long(20)
def test_a_photo_without_network(browser_world: World, room: Room) -> None:
    page = room(part="foto")
    page.evaluate(  # the server's clock stands still on the day of the session
        "Object.defineProperty(File.prototype, 'lastModified', { get: () => Date.UTC(2026, 5, 26, 3) })"
    )
    taken = base64.b64decode(page.evaluate(PHOTO).split(",")[1])
    assert len(taken) > 700_000
    cut(page)
    form = page.locator("form[data-kirim=photo]")
    form.locator("[data-photo]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": taken}
    )
    form.locator("[name=caption]").fill("Peserta di balai desa")
    form.locator("[name=place]").fill("Aula Kecamatan")
    form.locator("button.btn").click()
    expect(page.locator("[data-lines~=photo] [data-act]")).to_have_count(1)
    sizes = kept_files(page)
    assert len(sizes) == 1 and sizes[0] <= 260_000
    join(page)
    for _ in range(60):
        if not waiting(page) and not kept_files(page):
            break
        page.wait_for_timeout(250)
    assert waiting(page) == 0
    assert kept_files(page) == []  # the server has the whole of it, by its hash
    assert not Entry.objects.exists(), list(Entry.objects.values_list("path", "said"))
    kept = SessionFile.objects.get()
    assert (kept.part, kept.caption, kept.place) == (
        "foto",
        "Peserta di balai desa",
        "Aula Kecamatan",
    )
