"""F5 in the browser: an entry that cannot be sent blocks no other, is shown, and can be carried away in a file; what is
in conflict is told with the way to decide it."""

import base64
import hashlib
import hmac
import json
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from mufakat.meetings.models import Note
from mufakat.offline.models import Entry
from tests.browser import picture
from tests.world import World

from .rooms import Room, all_sent, cut, join, lines, send_now, waiting, write_note

pytestmark = pytest.mark.browser


@pytest.mark.long(20)
def test_a_poison_entry(browser_world: World, room: Room) -> None:
    page = room()
    cut(page)
    for text in ("Baik satu", "Beracun", "Baik dua"):
        write_note(page, text)
    poison = lines(page).filter(has_text="Beracun").get_attribute("data-act")

    def without_a_receipt(route: Route) -> None:
        told = route.fetch().json()
        for receipt in told["receipts"]:
            if receipt["act"] == poison:
                receipt.update(outcome="error", said="gagal di server")
        route.fulfill(json=told)

    page.context.route("**/luring/kiriman/", without_a_receipt)
    join(page)
    expect(page.locator("#tertulis")).to_contain_text("Baik dua", timeout=15_000)
    assert waiting(page) == 1
    expect(page.locator(f"[data-act='{poison}']")).to_contain_text("gagal di server")
    picture(page, "mode-racun")

    page.goto("/luring/")
    with page.expect_download() as wanted:
        page.locator("#outbox button").first.click()
    told = json.loads(Path(wanted.value.path()).read_text())
    assert told["kind"] == "outbox" and told["mufakat"] == 1
    assert [act["act"] for act in json.loads(told["acts_text"])] == [poison]
    assert wanted.value.suggested_filename.startswith("mufakat-dewi-lestari")
    key = page.evaluate(
        f"fetch('/luring/kontak/?perangkat={told['device']}').then((r) => r.json())"
    )["key"]
    seal = hmac.new(base64.b64decode(key), told["acts_text"].encode(), hashlib.sha256).digest()
    assert base64.b64decode(told["seal"]) == seal
    picture(page, "luring-1280")


@pytest.mark.long(20)
def test_two_texts_of_one_note(browser_world: World, room: Room) -> None:
    world = browser_world
    page = room()
    row = page.locator(f"#tertulis [data-id='{world.note.pk}']")
    cut(page)
    row.locator("a[data-base]").click()
    form = page.locator("form[data-kirim=change]")
    form.locator("textarea").fill("Kata laptop")
    form.locator("button.btn:not(.quiet)").click()
    expect(form).to_be_hidden()
    expect(lines(page)).to_contain_text("Kata laptop")
    with world.doing("chair") as open_act:
        from mufakat.meetings import actions

        note = Note.objects.get(pk=world.note.pk)
        actions.change_note(open_act, note, base=note.version, text="Kata ponsel")
    join(page)
    all_sent(page)
    expect(row).to_contain_text("Kata ponsel", timeout=10_000)
    told = lines(page).filter(has_text="Kata laptop")
    expect(told.locator("[data-more]")).to_be_visible()
    assert Entry.objects.get().outcome == "conflict"
    picture(page, "mode-dua-naskah")
    send_now(page)
    told.locator("[data-hide]").click()
    expect(lines(page)).to_have_count(0)
