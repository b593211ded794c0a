"""A whole session without network on one device: who came, the run sheet, groups, problems, scores, promises."""

import pytest
from playwright.sync_api import Page, expect

from mufakat.commitments.models import Commitment, Verdict
from mufakat.meetings.models import Group, Note, Participant, PriorityRound, Problem, Score
from mufakat.offline.models import Entry
from tests.browser import picture
from tests.world import World

from .rooms import Room, all_sent, cut, join, waiting

pytestmark = pytest.mark.browser


def part(page: Page, name: str) -> None:
    page.locator(f"#tab a[href='#{name}']").click()
    expect(page.locator(f"section#{name}")).to_be_visible()


def form(page: Page, kind: str) -> object:
    return page.locator(f"form[data-kirim={kind}]").last


def unfold(page: Page, kind: str) -> None:
    page.evaluate(
        """(kind) => document.querySelectorAll(`form[data-kirim=${kind}]`).forEach((f) => {
        const box = f.closest('details'); if (box) box.open = true; })""",
        kind,
    )


def who_came(page: Page, world: World) -> None:
    part(page, "hadir")
    page.locator("#cari-orang").fill("zzz")
    expect(page.locator("#orang li:visible")).to_have_count(0)
    page.locator("#cari-orang").fill("")
    away = page.locator("#orang li[data-here=away]").first
    person = away.get_attribute("data-person")
    row = page.locator(f"#orang li[data-person='{person}']")
    row.locator("button:visible").first.click()
    expect(row).to_have_attribute("data-here", "here")
    unfold(page, "guest")
    guest = page.locator("form[data-kirim=guest]")
    guest.locator("[name=name]").fill("Yohanes contoh")
    guest.locator("[name=organisation_name]").fill("Kader RW 09")
    guest.locator("button.btn").click()
    expect(page.locator("[data-lines~=guest] [data-act]")).to_have_count(1)


def problems_and_scores(page: Page) -> None:
    part(page, "masalah")
    unfold(page, "problem")
    for text in ("Balita tidak ditimbang", "Jamban belum sehat"):
        page.locator("form[data-kirim=problem] [name=text]").fill(text)
        page.locator("form[data-kirim=problem] button.btn").click()
        expect(page.locator("[data-lines~=problem]")).to_contain_text(text)
    part(page, "nilai")
    unfold(page, "round")
    beginning = page.locator("form[data-kirim=round]")
    expect(beginning.locator("[data-local] input[name=problems]")).to_have_count(2)
    rater = beginning.locator("input[name=raters]").first
    rater.check()
    beginning.locator("button.btn").click()
    expect(page.locator("[data-lines~=round] [data-act]")).to_have_count(2)  # and its rater
    scores = page.locator("form[data-kirim=scores]")
    scores.locator("[data-part=round]").select_option(index=1)
    scores.locator("[data-part=rater]").select_option(index=1)
    boxes = scores.locator("#lembar-nilai select")
    for n in range(boxes.count()):
        boxes.nth(n).select_option("4")
    picture(page, "mode-nilai")
    scores.locator("button.btn").click()
    expect(page.locator("[data-lines~=round] [data-act]")).to_have_count(3)


def groups(page: Page) -> None:
    part(page, "kelompok")
    unfold(page, "group")
    page.locator("form[data-kirim=group] [name=name]").fill("Kelompok Ibu")
    page.locator("form[data-kirim=group] button.btn").click()
    notes = page.locator("form[data-kirim=group_note]")
    notes.locator("[name=group]").select_option(label="Kelompok Ibu")
    notes.locator("[name=agenda_item]").select_option(index=2)
    notes.locator("textarea").fill("Kelas ibu tiap Kamis")
    notes.locator("button.btn").click()
    expect(page.locator("[data-lines~=group] [data-act]")).to_have_count(2)


def promises(page: Page, world: World) -> None:
    part(page, "komitmen")
    promise = page.locator("form[data-kirim=commitment]")
    promise.locator("[name=what]").fill("Membuka Posyandu sore")
    promise.locator("[name=owner_organisation]").fill(str(world.citarip.name))
    promise.locator("[name=due_on]").fill("2026-09-30")
    promise.locator("button.btn").click()
    expect(page.locator("[data-lines~=commitment] [data-act]")).to_have_count(1)
    part(page, "rapor")
    waits = page.locator("#daftar-rapor li:has([data-judge])").first
    waits.locator("[data-choose]").click()
    verdict = page.locator("#putusan-lain form")
    verdict.locator("[name=verdict][value=partly]").check()
    verdict.locator("[name=reason]").fill("Baru satu RW")
    verdict.locator("button.btn").click()
    expect(page.locator("[data-lines~=verdict] [data-act]")).to_have_count(1)


@pytest.mark.long(40)
def test_a_whole_session_without_network(browser_world: World, room: Room) -> None:
    world = browser_world
    before = Verdict.objects.count()
    page = room(width=360, height=740)
    cut(page)
    who_came(page, world)
    groups(page)
    problems_and_scores(page)
    promises(page, world)
    part(page, "acara")
    page.locator("#langkah li[data-state=todo] button:visible").first.click()
    expect(page.locator("#langkah [data-state]").locator("text=menunggu").first).to_be_visible()
    for name in ("hadir", "acara", "kelompok", "masalah", "nilai", "komitmen", "rapor", "layar"):
        part(page, name)
        picture(page, f"mode-luring-{name}-360")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    written = waiting(page)
    assert written == 12

    join(page)
    all_sent(page)
    assert not Entry.objects.exists(), list(Entry.objects.values_list("path", "said"))
    assert Participant.objects.filter(name="Yohanes contoh", present=True).count() == 1
    assert (
        Problem.objects.filter(text__in=("Balita tidak ditimbang", "Jamban belum sehat")).count()
        == 2
    )
    assert Note.objects.get(text="Kelas ibu tiap Kamis").group == Group.objects.get(
        name="Kelompok Ibu"
    )
    assert PriorityRound.objects.get().raters.count() == 1
    assert Score.objects.count() >= 6
    assert Commitment.objects.filter(what="Membuka Posyandu sore").count() == 1
    assert Verdict.objects.count() == before + 1
    part(page, "nilai")
    expect(page.locator("#daftar-putaran li")).to_have_count(1, timeout=10_000)
    for name in ("hadir", "komitmen", "rapor"):
        part(page, name)
        picture(page, f"mode-terkirim-{name}-360")
