"""Several people in one session: what one writes stands on the others' pages within five seconds, undisturbing."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from mufakat.core import clock
from mufakat.directory.actions import end_assignment
from mufakat.meetings import actions
from tests.browser import picture, sign_in
from tests.kept import Kept
from tests.world import World, ratify_second_session, wib

pytestmark = pytest.mark.browser
WITHIN = 20.0  # seconds; how long it takes as a rule is printed, a busy machine takes longer
DAY = wib(6, 26, 9, 25)


@pytest.fixture
def world(transactional_db: None, kept_world: Kept[World]) -> World:
    return kept_world.put_back()


Open = Callable[..., Page]


@pytest.fixture
def open_as(world: World, contexts: Callable[..., Page], live_server: LiveServer) -> Open:
    def opened(who: str, path: str = "", width: int = 1280) -> Page:
        page = contexts(width=width)
        sign_in(page, world.users[who], live_server.url)
        page.goto(f"{world.opened.get_absolute_url()}{path}")
        return page

    return opened


def arrives(page: Page, text: str, since: float) -> float:
    page.locator("main").get_by_text(text).first.wait_for(timeout=WITHIN * 1000)
    return time.monotonic() - since


@pytest.mark.long(25)
def test_two_write_and_see_each_other(world: World, open_as: Open) -> None:
    one, other = open_as("notulis"), open_as("kepala_puskesmas")
    step = world.item.position
    for page in (one, other):
        page.locator(f"#acara-{step} details summary").last.click()
    field = one.locator(f"#t{step}")
    field.press_sequentially("Sedang saya ket")
    other.locator(f"#t{step}").fill("Posyandu sore dimulai Juli")
    other.locator(f"#acara-{step} details button.second").click()
    took = [arrives(one, "Posyandu sore dimulai Juli", time.monotonic())]
    # What the first one is typing stays, and so does his cursor; he goes on where he was.
    expect(field).to_be_focused()
    field.press_sequentially("ik")
    assert field.input_value() == "Sedang saya ketik"
    assert one.locator(f"#acara-{step} details").last.get_attribute("open") is not None

    one.locator(f"#acara-{step} details button.quiet").click()
    took.append(arrives(other, "Sedang saya ketik", time.monotonic()))
    # Attendance: the count changes, and what one has opened stays open.
    one.locator("#hadir details summary").click()
    before = one.locator("#h-hadir").inner_text()
    absent = world.opened.participants.filter(present=False, invited=True).first()
    assert absent
    began = time.monotonic()
    with world.doing("kepala_puskesmas") as act:
        actions.record_arrival(act, world.opened, absent)
    changed = "told => document.querySelector('#h-hadir').innerText !== told"
    one.wait_for_function(changed, arg=before, timeout=WITHIN * 1000)
    took.append(time.monotonic() - began)
    assert one.locator("#hadir details").get_attribute("open") is not None
    # A decision on one page is a new row of the steps on the side, too.
    with world.doing("kepala_puskesmas") as act:
        actions.record_decision(act, world.opened, agenda_item=world.item, text="Jadwal disepakati")
    took.append(arrives(one, "Jadwal disepakati", time.monotonic()))
    print("seconds until the other sees it:", [round(n, 2) for n in took])  # noqa: T201


@pytest.mark.long(10)
def test_nothing_is_asked_twice_while_nothing_moves(world: World, open_as: Open) -> None:
    page = open_as("notulis")
    asked: list[tuple[str, int]] = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.wait_for_timeout(7_000)
    polls = [status for url, status in asked if "/langsung/" in url]
    assert len(polls) >= 2 and set(polls) == {304}
    assert not [url for url, _status in asked if url.endswith(f"{world.opened.pk}/")]


@pytest.mark.long(25)
def test_the_desk_sees_who_signs_in_at_the_door(world: World, open_as: Open) -> None:
    with time_machine.travel(DAY, tick=False):
        with world.doing("notulis", DAY) as act:
            for name in ("Budi Contoh", "Sari Contoh"):
                actions.record_checkin(act, world.opened, source="qr", name=name, code="")
        desk = open_as("notulis", "pendaftaran/")
        first = desk.locator("#yang-menunggu li input[type=checkbox]").first
        first.check()
        desk.locator("#cari").press_sequentially("maria")
        rows = desk.locator("#daftar tbody tr")
        expect(rows).to_have_count(1)
        began = time.monotonic()
        with world.doing("notulis", DAY) as act:
            actions.record_checkin(act, world.opened, source="qr", name="Tono Contoh", code="")
        desk.locator("#yang-menunggu", has_text="Tono Contoh").wait_for(timeout=WITHIN * 1000)
        took = time.monotonic() - began
        assert first.is_checked() and desk.locator("#cari").input_value() == "maria"
        expect(desk.locator("#cari")).to_be_focused()
        expect(rows).to_have_count(1)  # still those that were searched for
        picture(desk, "live-desk-1280")
        # Another registrar accepts one of them, and writes down Maria.
        maria = world.opened.participants.get(name="Maria Tanudjaja")
        entry = world.opened.checkins.get(name="Sari Contoh")
        with world.doing("kepala_puskesmas", DAY) as act:
            actions.record_arrival(act, world.opened, maria)
            actions.accept_checkin(act, world.opened, entry)
        expect(desk.locator("#daftar form[action$='/pulang/']")).to_have_count(1, timeout=20_000)
        expect(desk.locator("#yang-menunggu")).not_to_contain_text("Sari Contoh", timeout=20_000)
    print(f"seconds until the desk sees it: {took:.2f}")  # noqa: T201


@pytest.mark.parametrize("why", ["role", "session", "ratified"])
@pytest.mark.long(10)
def test_it_stops_quietly_with_one_line(world: World, open_as: Open, why: str) -> None:
    page = open_as("notulis")
    step = world.item.position
    page.locator(f"#acara-{step} details summary").last.click()
    page.locator(f"#t{step}").fill("Belum dikirim")
    line = page.locator("#langsung")
    expect(line).to_be_empty()
    if why == "role":
        with world.doing("administrator") as act:
            for each in world.users["notulis"].assignments.filter(valid_to=None):
                end_assignment(act, each, on=clock.today() - timedelta(days=1))
    elif why == "session":
        Session.objects.all().delete()
    else:
        ratify_second_session(world)
    expect(line).not_to_be_empty(timeout=6_000)
    assert page.locator(f"#t{step}").input_value() == "Belum dikirim"
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.wait_for_timeout(4_000)
    assert not [url for url in told if "/langsung/" in url]
    picture(page, f"live-stopped-{why}")


def test_without_javascript_the_page_is_as_it_was(
    world: World, plain: Page, live_server: LiveServer
) -> None:
    sign_in(plain, world.users["notulis"], live_server.url)
    plain.goto(world.opened.get_absolute_url())
    assert plain.locator("#langsung").inner_text() == ""
