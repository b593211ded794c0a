"""F6: the session expired, or somebody else signed in on this browser: nothing is lost, nothing goes out under another
name."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from tests.browser import picture, sign_in
from tests.world import World

from .rooms import Room, address, all_sent, cut, join, lines, send_now, waiting, write_note

pytestmark = pytest.mark.browser


@pytest.mark.long(20)
def test_the_session_expired_meanwhile(
    browser_world: World, room: Room, live_server: LiveServer
) -> None:
    page = room()
    cut(page)
    write_note(page, "Sesi habis")
    page.context.clear_cookies()
    join(page)
    expect(page.locator("#connection a")).to_have_attribute(
        "href", f"/akun/login/?next=%2Frapat%2F{browser_world.opened.pk}%2Fmode%2F"
    )
    picture(page, "mode-sesi-habis")
    assert waiting(page) == 1
    assert not Note.objects.filter(text="Sesi habis").exists()
    sign_in(page, browser_world.users["notulis"], live_server.url)
    send_now(page)
    all_sent(page)
    assert Note.objects.filter(text="Sesi habis").count() == 1


@pytest.mark.long(20)
def test_somebody_else_signs_in_on_the_same_telephone(
    browser_world: World, room: Room, live_server: LiveServer
) -> None:
    page = room()
    cut(page)
    write_note(page, "Milik notulis")
    page.context.clear_cookies()
    sign_in(page, browser_world.users["chair"], live_server.url)
    join(page)
    page.wait_for_timeout(1500)
    assert waiting(page) == 1  # the page is still the note-taker's
    page.goto(address(browser_world))
    expect(page.locator("#connection")).to_contain_text("1", timeout=15_000)
    expect(lines(page)).to_have_count(0)  # what another wrote is not shown
    write_note_of_chair(page)
    page.wait_for_timeout(2500)
    assert waiting(page) == 1
    assert not Note.objects.filter(text="Milik notulis").exists()

    page.context.clear_cookies()
    sign_in(page, browser_world.users["notulis"], live_server.url)
    page.goto("/")
    all_sent(page)
    note = Note.objects.get(text="Milik notulis")
    assert Act.objects.get(pk=note.pk).by_id == str(browser_world.users["notulis"].pk)


def write_note_of_chair(page: object) -> None:
    from playwright.sync_api import Page

    assert isinstance(page, Page)
    page.goto(page.url.split("#")[0] + "#catatan")
    write_note(page, "Milik ketua")
