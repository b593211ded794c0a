"""An assessment in Chromium, taken along and filled in with the network really cut: sent later, there once."""

import base64
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.journal.models import Event
from mufakat.offline.models import Entry
from tests.assessing import ALL_YES, begin, centre_of, instrument_of
from tests.browser import PICTURES, picture, sign_in
from tests.world import World

from .rooms import all_sent, cut, join, waiting, worker_ready
from .test_browser_photos import PHOTO, kept_files

pytestmark = pytest.mark.browser


@pytest.fixture
def filling(
    browser_world: World,
    contexts: Callable[..., Page],
    live_server: LiveServer,
    tmp_path: Any,
    settings: Any,
) -> Iterator[Page]:
    """A telephone of the note-taker, on the page of an assessment that was just begun."""
    settings.MEDIA_ROOT = tmp_path
    centre_of(browser_world)
    begin(browser_world, instrument_of())
    page = contexts(width=360, height=740)
    sign_in(page, browser_world.users["notulis"], live_server.url)
    page.goto(f"{Assessment.objects.get().get_absolute_url()}mode/")
    page.wait_for_selector("#bawa:visible")
    yield page
    for tab in page.context.pages:
        tab.close()
    time.sleep(0.5)


def keep(page: Page, domain: str) -> None:
    page.locator(f"#b-{domain} form button.btn").last.click()
    expect(page.locator(f"#b-{domain} [data-act]")).to_have_count(1)
    expect(page.locator(f'#tab li.waits a[href="#b-{domain}"]')).to_have_count(1)


@pytest.mark.long(25)
def test_taken_along_filled_in_over_two_domains_and_there_once(filling: Page) -> None:
    page = filling
    worker_ready(page)
    page.locator("#bawa").click()
    expect(page.locator("#bawaan")).to_contain_text("kB", timeout=60_000)
    cut(page)
    page.reload()
    page.locator("#b-sdm input[value=yes]").check()
    for n in range(2):
        boxes = page.locator("#b-sdm .two-boxes").nth(n).locator("input")
        boxes.nth(0).fill("8")
        boxes.nth(1).fill("10")
    keep(page, "sdm")
    expect(page.locator("#b-alat")).to_be_visible()  # the next one, from its top
    expect(page.locator("#h-alat")).to_be_in_viewport()
    expect(page.locator("#keadaan")).to_be_in_viewport()
    expect(page.locator("#keadaan")).to_contain_text("SDM")
    page.screenshot(path=PICTURES / "penilaian-berikut-360.png", caret="initial")
    expect(page.locator(".needs-net")).to_be_hidden()  # it would lead back here
    picture(page, "penilaian-luring-360")
    for n in range(2):
        page.locator("#b-alat input[value=lengkap]").nth(n).check()
    page.locator("#b-alat input[inputmode=decimal]").fill("4,5")
    keep(page, "alat")
    assert waiting(page) == 2
    page.reload()  # what was answered is still to be seen, from what the device keeps
    page.locator('#tab a[href="#b-sdm"]').click()
    expect(page.locator("#b-sdm input[value=yes]")).to_be_checked()
    assert not Assessment.objects.get().answers
    join(page)
    all_sent(page)
    assert not Entry.objects.exists(), list(Entry.objects.values_list("path", "said"))
    assessment = Assessment.objects.get()
    assert not sheet_of(assessment).lacking
    assert Event.objects.filter(verb="assessment.filled").count() == 2
    expect(page.locator("#kemajuan")).to_contain_text("4", timeout=15_000)
    expect(page.locator("#b-sdm [data-act]")).to_have_count(0, timeout=15_000)
    expect(page.locator("#tab li.waits")).to_have_count(0)
    expect(page.locator(".needs-net")).to_be_visible()
    expect(page.locator("#tab .full")).to_have_count(2)  # complete, as the server has it


@pytest.mark.long(10)
def test_what_is_no_answer_is_stopped_on_the_device(filling: Page) -> None:
    page = filling
    cut(page)
    boxes = page.locator("#b-sdm .two-boxes").first.locator("input")
    save = page.locator("#b-sdm form button.btn").last
    for first, second in (("dua puluh", "30"), ("-3", "10"), ("12", "10"), ("3", "sepuluh")):
        boxes.nth(0).fill(first)
        boxes.nth(1).fill(second)
        save.click()
        assert page.locator("#b-sdm form :invalid").count(), (first, second)
        assert waiting(page) == 0
    picture(page, "penilaian-salah-360")
    boxes.nth(0).fill("1.200")
    boxes.nth(1).fill("1500")
    save.click()
    expect(page.locator("#b-sdm [data-act]")).to_have_count(1)


@pytest.mark.long(20)
def test_a_photo_of_an_answer_without_network(filling: Page) -> None:
    page = filling
    taken = base64.b64decode(page.evaluate(PHOTO).split(",")[1])
    page.locator('#tab a[href="#b-foto"]').click()
    cut(page)
    form = page.locator("form[data-kirim=photo]")
    form.locator("select").select_option(index=2)
    form.locator("[data-photo]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": taken}
    )
    form.locator("[name=caption]").fill("Papan kader")
    form.locator("button.btn").click()
    expect(page.locator("[data-lines~=photo] [data-act]")).to_have_count(1)
    join(page)
    for _ in range(60):
        if not waiting(page) and not kept_files(page):
            break
        page.wait_for_timeout(250)
    assert (waiting(page), kept_files(page)) == (0, [])
    assert not Entry.objects.exists(), list(Entry.objects.values_list("path", "said"))
    kept = AssessmentPhoto.objects.get()
    assert kept.file and kept.thumb and kept.caption == "Papan kader"


@pytest.mark.long(20)
def test_what_was_copied_is_confirmed_with_one_tap_without_network(filling: Page) -> None:
    page, first = filling, Assessment.objects.get()
    said: dict[str, dict[str, Any]] = {}
    for each in sheet_of(first).asked:
        answer = {**ALL_YES[each.indicator.code], "prior": True}
        said.setdefault(each.indicator.code, {})[each.part.id] = answer
    Assessment.objects.filter(pk=first.pk).update(answers=said)
    page.reload()
    page.wait_for_selector("#bawa:visible")
    expect(page.locator("#lalu-sdm")).to_contain_text("3")
    cut(page)
    page.locator("#b-sdm form [name=all_still]").click()
    expect(page.locator("#b-sdm [data-act]")).to_have_count(1)
    page.locator('#tab a[href="#b-sdm"]').click()
    for gone in ("#lalu-sdm", "#b-sdm [name=all_still]", "#b-sdm .copied >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    picture(page, "penilaian-konfirmasi-360")
    join(page)
    all_sent(page)
    assert not Entry.objects.exists(), list(Entry.objects.values_list("path", "said"))
    sheet = sheet_of(Assessment.objects.get())
    assert [sheet.unconfirmed_in(code) for code in ("sdm", "alat")] == [0, 3]
    expect(page.locator("#lalu-sdm")).to_be_empty(timeout=15_000)
    expect(page.locator("#b-sdm [name=all_still]")).to_have_count(0)
    expect(page.locator("#b-sdm .copied").first).to_be_hidden()
