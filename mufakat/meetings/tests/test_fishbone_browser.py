"""The fishbone in a browser: no text lies on a bone or outside; on a phone its table comes first, and one is told to
swipe."""

from typing import Any

import pytest
from playwright.sync_api import Page

from mufakat.meetings import actions
from tests.browser import Enter, picture, sign_in
from tests.kept import Kept
from tests.world import World

pytestmark = pytest.mark.browser

CAUSES = {
    "manusia": ("MAMPUKAH WARGA MEMAHAMI WAKTU WABAH", "Kader belum dilatih memantau jentik"),
    "dana": ("DANA OPERASIONAL KADER BELUM DIANGGARKAN",),
    "metode": ("MEMAKAI METODE LAMA: PENGUMUMAN MASJID", "Undangan hanya dari mulut ke mulut"),
}
# Every text whose box meets a bone, or which leaves the picture.
CROSSING = """() => {
  const svg = document.querySelector("svg.fish"), whole = svg.viewBox.baseVal, bad = [];
  for (const text of svg.querySelectorAll("text")) {
    const b = text.getBBox();
    if (b.x < 0 || b.x + b.width > whole.width) bad.push("outside: " + text.textContent);
    for (const line of svg.querySelectorAll("line.bone")) {
      const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(k => line[k].baseVal.value);
      for (let t = 0; t <= 1; t += 0.005) {
        const x = x1 + (x2 - x1) * t, y = y1 + (y2 - y1) * t;
        if (x > b.x && x < b.x + b.width && y > b.y + 2 && y < b.y + b.height - 2) {
          bad.push("on a bone: " + text.textContent); break;
        }
      }
    }
  }
  return bad;
}"""


@pytest.fixture
def world(transactional_db: None, kept_world: Kept[World]) -> World:
    return kept_world.put_back()


@pytest.fixture
def address(world: World) -> str:
    with world.doing("notulis") as act:
        text = "KASUS DEMAM BERDARAH MENINGKAT TAJAM DI KELURAHAN KOPO"
        problem = actions.record_problem(act, world.opened, text=text)
        for code, texts in CAUSES.items():
            for said in texts:
                actions.record_cause(act, problem, text=said, category=code)
    return str(problem.get_absolute_url())


@pytest.mark.long(10)
def test_no_text_lies_on_a_bone(world: World, address: str, page: Page, enter: Enter) -> None:
    enter(world.users["notulis"])
    page.goto(address)
    picture(page, "fishbone-1280")
    assert page.evaluate(CROSSING) == []
    assert not page.locator(".swipe").is_visible()
    box = page.locator(".fish-box")
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.long(10)
def test_on_a_phone_the_table_comes_first(
    world: World, address: str, phone: Page, live_server: Any
) -> None:
    sign_in(phone, world.users["notulis"], live_server.url)
    phone.goto(address)
    picture(phone, "fishbone-360")
    table, hint, box = (
        phone.locator(f".causes > {part}").bounding_box()
        for part in ("table", ".swipe", ".fish-box")
    )
    assert table and hint and box
    assert table["y"] < hint["y"] < box["y"]
    assert phone.locator(".fish-box").evaluate("e => e.scrollWidth > e.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth <= 360")
