"""Mode Rapat in Chromium, with the network really cut: what is written is kept, shown, sent once, and shown by all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from mufakat.meetings.models import Decision, Note
from tests.browser import picture, sign_in
from tests.kept import Kept
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None, kept_world: Kept[World]) -> World:
    return kept_world.put_back()


@pytest.fixture
def room(
    world: World, contexts: Callable[..., Page], live_server: LiveServer
) -> Callable[..., Page]:
    """A page in Mode Rapat of the open session, as its note-taker unless another is named."""

    def make(who: str = "notulis", **options: object) -> Page:
        page = contexts(**options)
        sign_in(page, world.users[who], live_server.url)
        page.goto(f"{world.opened.get_absolute_url()}mode/#catatan")
        return page

    return make


def write_note(page: Page, text: str, *, decision: bool = False) -> None:
    form = page.locator("form[data-kirim=note]")
    form.locator("select[name=agenda_item]").select_option(index=1)
    form.locator("textarea").fill(text)
    form.locator("button[data-kind=decision]" if decision else "button.btn:not(.second)").click()


@pytest.mark.long(15)
def test_written_without_network_and_sent_when_it_is_back(
    world: World, room: Callable[..., Page]
) -> None:
    page = room(width=360, height=740)
    page.wait_for_selector("#bawa:visible")
    page.context.set_offline(True)
    write_note(page, "Posyandu sore mulai Juli")
    line = page.locator("[data-lines~=note] [data-act]")
    expect(line).to_contain_text("Posyandu sore mulai Juli")
    expect(line.locator("[data-fix]")).to_be_visible()
    write_note(page, "Kas RW membayar listrik", decision=True)
    expect(line).to_have_count(2)
    assert not Note.objects.filter(text__startswith="Posyandu sore").exists()
    expect(page.locator("#connection")).to_contain_text("2")
    picture(page, "mode-luring-360")

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#tertulis")).to_contain_text("Posyandu sore mulai Juli", timeout=15000)
    expect(line).to_have_count(0)
    expect(page.locator("#connection")).to_have_text("")
    note = Note.objects.get(text="Posyandu sore mulai Juli")
    assert page.locator(f'#tertulis [data-id="{note.pk}"]').count() == 1
    assert Decision.objects.filter(text="Kas RW membayar listrik").count() == 1
