"""A whole round of ratings in a browser: two raters share a name; one scores by a link on a phone, one at the table."""

import pytest
import time_machine
from playwright.sync_api import Page

from mufakat.meetings import actions
from mufakat.meetings.models import PriorityRound
from tests.browser import Enter, picture
from tests.kept import Kept
from tests.world import World, wib

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None, kept_world: Kept[World]) -> World:
    return kept_world.put_back()


def score(page: Page, rows: list[str]) -> None:
    """U, S and G of each problem, in the order of the page."""
    boxes = page.locator("select")
    for place, value in enumerate("".join(rows)):
        boxes.nth(place).select_option(value)
    page.get_by_role("button").filter(has_text="nilai").or_(
        page.get_by_role("button", name="Save the scores")
    ).first.click()


def two_called_siti(world: World) -> None:
    with world.doing("notulis") as open_act:
        for title in ("Kader RW 01", "Kader RW 02"):
            actions.record_participant(
                open_act, world.opened, name="Siti Aminah", title=title, sector="desa"
            )
        for text in ("Balita tidak ditimbang", "Imunisasi kejar tertinggal"):
            actions.record_problem(open_act, world.opened, text=text)


@pytest.mark.long(20)
def test_a_round_with_two_raters_of_one_name(
    world: World, page: Page, phone: Page, enter: Enter
) -> None:
    two_called_siti(world)
    enter(world.users["notulis"])
    here = world.opened.get_absolute_url()

    page.goto(f"{here}prioritas/catat/")
    for box in page.get_by_label("Siti Aminah", exact=False).all():
        box.check()
    page.locator("main button.btn").click()
    raters = page.locator("#penilai tbody tr")
    assert raters.count() == 2
    assert [row.locator("span.small").inner_text() for row in raters.all()] == [
        "Kader RW 01",
        "Kader RW 02",
    ]

    # A third of the same name is asked about.
    round_url = page.url
    page.goto(f"{round_url}penilai/catat/")
    page.locator("input[name=name]").fill("siti aminah")
    page.locator("main button.btn").click()
    assert page.locator(".summary").count() == 1
    assert page.locator("input[name=name]").input_value() == "siti aminah"

    # The first one scores on a phone, by the link; nobody is signed in there.
    page.goto(f"{round_url}tautan/")
    page.locator("main button.btn").click()
    links = [link.get_attribute("href") for link in page.locator("a.address").all()]
    assert len(links) == 2 and all(links)
    phone.goto(str(links[0]))
    score(phone, ["543", "222"])
    assert phone.locator(".message").count() == 1
    picture(phone, "scores-360")

    # The second one tells the note-taker.
    page.goto(round_url)
    page.locator("#penilai tbody tr").nth(1).get_by_role("link").first.click()
    score(page, ["111", "444"])
    picture(page, "round-1280")

    page.goto(f"{round_url}tutup/")
    page.locator("main button.btn").click()
    rows = page.locator("table.rows").first.locator("tbody tr")
    assert [row.inner_text().split()[0] for row in rows.all()] == ["1", "2"]
    result = PriorityRound.objects.get().result
    assert result is not None
    assert [row["total"] for row in result["rows"]] == ["18", "15"]
    assert result["counted"] == ["Siti Aminah (Kader RW 01)", "Siti Aminah (Kader RW 02)"]

    phone.goto(str(links[0]))
    assert phone.locator("select").first.is_disabled()


@pytest.mark.long(10)
def test_the_projector_follows(world: World, page: Page, enter: Enter) -> None:
    """Nobody touches it: what is decided appears, at 1,280 × 720 without scrolling."""
    enter(world.users["sector_member"])
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{world.opened.get_absolute_url()}layar/")
    assert page.evaluate("document.documentElement.scrollHeight <= 720")
    with world.doing("notulis") as open_act:
        text = "Posyandu sore dimulai Juli"
        actions.record_decision(open_act, world.opened, agenda_item=world.item, text=text)
    page.get_by_text(text).wait_for(timeout=5_000)
    picture(page, "screen-1280")
    # The report card is taken up, more is decided than fits: still without scrolling.
    step = world.opened.agenda.get(role="report_card")
    with time_machine.travel(wib(6, 26, 9, 25), tick=False):
        with world.doing("notulis", wib(6, 26, 9, 25)) as open_act:
            actions.begin_agenda(open_act, world.opened, step)
            for n in range(12):
                text = f"{n}. Jadwal bersama disusun Puskesmas dan kelurahan, dibawa kader ke tiap RW {n}"
                actions.record_decision(open_act, world.opened, agenda_item=world.item, text=text)
        page.locator("#rapor .tag").first.wait_for(timeout=5_000)
        page.locator("#diputuskan", has_text="11. Jadwal").wait_for(timeout=5_000)
        assert page.locator("header .pace").inner_text().startswith("09.25 WIB")
        picture(page, "screen-report-1280")
        assert page.evaluate("document.documentElement.scrollHeight <= 720")
