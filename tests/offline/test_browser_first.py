"""Mode Rapat in Chromium, with the network really cut: what is written is kept, shown, sent once, and shown by all."""

import pytest
from playwright.sync_api import expect

from mufakat.meetings.models import Decision, Note
from tests.browser import picture
from tests.world import World

from .rooms import Room, address, all_sent, cut, join, lines, waiting, worker_ready, write_note

pytestmark = pytest.mark.browser


@pytest.mark.long(15)
def test_written_without_network_and_sent_when_it_is_back(browser_world: World, room: Room) -> None:
    page = room(width=360, height=740)
    cut(page)
    write_note(page, "Posyandu sore mulai Juli")
    expect(lines(page)).to_contain_text("Posyandu sore mulai Juli")
    expect(lines(page).locator("[data-fix]")).to_be_visible()
    write_note(page, "Kas RW membayar listrik", decision=True)
    expect(lines(page)).to_have_count(2)
    expect(page.locator("#connection")).to_contain_text("2")
    assert not Note.objects.filter(text="Posyandu sore mulai Juli").exists()
    picture(page, "mode-luring-360")

    join(page)
    expect(page.locator("#tertulis")).to_contain_text("Posyandu sore mulai Juli", timeout=15000)
    expect(lines(page)).to_have_count(0)
    expect(page.locator("#connection")).to_have_text("")
    note = Note.objects.get(text="Posyandu sore mulai Juli")
    assert page.locator(f'#tertulis [data-id="{note.pk}"]').count() == 1
    assert Decision.objects.filter(text="Kas RW membayar listrik").count() == 1


@pytest.mark.long(20)
def test_a_reload_a_closed_tab_and_another_page_without_network(
    browser_world: World, room: Room
) -> None:
    """The session was taken along by itself, for it is near; the pages on board open, the rest says what is."""
    page = room()
    worker_ready(page)
    expect(page.locator("#bawaan")).to_contain_text("kB", timeout=60_000)
    write_note(page, "Sebelum putus")
    all_sent(page)
    cut(page)
    write_note(page, "Sesudah putus")
    page.reload()
    expect(lines(page).filter(has_text="Sesudah putus")).to_have_count(1)
    expect(page.locator("#connection")).to_contain_text("1")
    picture(page, "mode-luring-1280")

    context = page.context
    page.close()
    page = context.new_page()
    page.goto(browser_world.opened.get_absolute_url())
    assert page.url.endswith("/mode/")
    page.goto("/forum/")
    expect(page.locator("#packs a")).to_have_attribute("href", address(browser_world))
    picture(page, "luring-tanpa-paket")
    page.locator("#packs a").click()
    expect(lines(page).filter(has_text="Sesudah putus")).to_have_count(1)
    assert waiting(page) == 1
    join(page)
    all_sent(page)
    assert Note.objects.filter(text="Sesudah putus").count() == 1


@pytest.mark.long(10)
def test_what_is_half_typed_survives(browser_world: World, room: Room) -> None:
    page = room()
    form = page.locator("form[data-kirim=note]")
    form.locator("select[name=agenda_item]").select_option(index=2)
    form.locator("textarea").type("Setengah kalimat")
    page.wait_for_timeout(400)
    page.reload()
    expect(form.locator("textarea")).to_have_value("Setengah kalimat")
    assert form.locator("select[name=agenda_item]").evaluate("e => e.selectedIndex") == 2
    form.locator("button.btn:not(.second)").click()
    expect(form.locator("textarea")).to_have_value("")
    all_sent(page)
    page.reload()
    expect(form.locator("textarea")).to_have_value("")


@pytest.mark.long(10)
def test_corrected_and_taken_back_before_it_is_sent(browser_world: World, room: Room) -> None:
    page = room()
    cut(page)
    write_note(page, "Ke-1")
    write_note(page, "Ke-2")
    lines(page).filter(has_text="Ke-1").locator("[data-fix]").click()
    form = page.locator("form[data-kirim=note]")
    expect(form.locator("textarea")).to_have_value("Ke-1")
    form.locator("textarea").fill("Ke-1 yang benar")
    form.locator("button.btn:not(.second)").click()
    expect(lines(page)).to_have_count(2)
    expect(lines(page).first).to_contain_text("Ke-1 yang benar")
    lines(page).filter(has_text="Ke-2").locator("[data-back]").click()
    expect(lines(page)).to_have_count(1)
    join(page)
    all_sent(page)
    assert Note.objects.filter(text__startswith="Ke-").values_list("text", flat=True).get() == (
        "Ke-1 yang benar"
    )


@pytest.mark.long(8)
def test_a_promise_of_nobody_is_stopped_on_the_device(browser_world: World, room: Room) -> None:
    page = room()
    cut(page)
    page.locator('#tab a[href="#komitmen"]').click()
    form = page.locator('#komitmen form[data-kirim="commitment"]')
    form.locator("[name=what]").fill("Menimbang balita di 7 posyandu")
    form.locator("[name=due_on]").fill("2026-06-25")
    wrong = "form => [...form.querySelectorAll(':invalid')].map(each => each.name)"
    button = form.get_by_role("button", name="Catat janji")
    button.click()
    assert form.evaluate(wrong) == ["owner_organisation", "due_on"]
    form.locator("[name=due_on]").fill("2026-07-25")
    form.locator("[name=owner_person]").fill("Contoh Belum Terdaftar")
    button.click()
    expect(page.locator("#komitmen [data-lines]")).to_contain_text("Menimbang balita")
    assert waiting(page) == 1
