"""The door on a telephone: a signature drawn in Chromium comes back on the page and on paper."""

from collections.abc import Callable

import pypdfium2
import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from mufakat.directory.links import token_of
from mufakat.meetings import actions, rules
from mufakat.meetings.models import CheckIn
from tests.browser import picture, sign_in
from tests.world import World, wib

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = wib(6, 26, 9, 25)


def door_of(world: World) -> str:
    with world.doing("notulis", NOW) as act:
        return f"/hadir/{token_of(actions.record_door(act, world.opened, name='Pintu'))}/"


def draw(page: Page) -> None:
    """Two strokes as of a hurried hand."""
    page.locator("canvas").wait_for()  # the page is there, and its script has begun
    box = page.locator("canvas").bounding_box()
    assert box
    x, y, w, h = box["x"], box["y"], box["width"], box["height"]
    strokes = [[(0.1, 0.7), (0.2, 0.2), (0.3, 0.8), (0.45, 0.3), (0.6, 0.7), (0.9, 0.4)]]
    strokes.append([(0.2, 0.9), (0.8, 0.85)])
    for points in strokes:
        page.mouse.move(x + points[0][0] * w, y + points[0][1] * h)
        page.mouse.down()
        for to in points[1:]:
            page.mouse.move(x + to[0] * w, y + to[1] * h, steps=6)
        page.mouse.up()


def test_a_finger_signs_on_a_telephone(
    world: World, contexts: Callable[..., Page], live_server: LiveServer
) -> None:
    phone = contexts(width=360, height=740)
    with time_machine.travel(NOW, tick=False):
        phone.goto(f"{door_of(world)}?kode={rules.place_code(world.opened.pk, NOW)}")
        phone.get_by_role("searchbox").fill("maria")
        picture(phone, "door-search-360")
        phone.get_by_role("searchbox").press("Enter")
        picture(phone, "door-found-360")
        phone.locator("a[href*='peserta=']").click()
        draw(phone)
        phone.locator("[data-sign] button").click()
        draw(phone)
        picture(phone, "door-signing-360")
        phone.locator("form[method=post] .actions button").last.click()
        phone.locator("svg.signature").wait_for()
        picture(phone, "door-receipt-360")
        [entry] = CheckIn.objects.all()
        assert entry.state == "accepted" and len(entry.signature) == 2
        assert all(len(stroke) > 8 for stroke in entry.signature[:1])
        drawn = rules.path_of(entry.signature)
        assert phone.locator("svg.signature path").get_attribute("d") == drawn
        desk = contexts()
        sign_in(desk, world.users["notulis"], live_server.url)
        pdf = desk.context.request.get(f"{world.opened.get_absolute_url()}daftar-hadir.pdf")
    [page] = pypdfium2.PdfDocument(pdf.body())
    assert _inks(page) > 100


def _inks(page: pypdfium2.PdfPage) -> int:
    """How many points of the page are blue: signatures are, and nothing else."""
    points = page.render(scale=1).to_pil().convert("RGB").tobytes()
    colours = zip(points[::3], points[1::3], points[2::3], strict=True)
    return sum(blue > red + 40 and blue > green + 40 for red, green, blue in colours)


def test_without_javascript_one_signs_in_and_signs_on_paper(world: World, plain: Page) -> None:
    with time_machine.travel(NOW, tick=False):
        plain.goto(door_of(world))
        plain.locator("a[href*='baru=1']").click()
        assert not plain.locator("canvas").is_visible()
        plain.locator("#id_name").fill("Joko Susilo")
        plain.locator("#id_code").fill(rules.place_code(world.opened.pk, NOW))
        plain.locator("form[method=post] .actions button").last.click()
    assert world.opened.participants.get(name="Joko Susilo").present


def test_the_desk_searches_while_one_types(
    world: World, page: Page, live_server: LiveServer
) -> None:
    with time_machine.travel(NOW, tick=False):
        with world.doing("notulis", NOW) as act:
            strokes = [[50, 150, 100, 50, 150, 150, 200, 60, 400, 120]]
            actions.record_checkin(
                act, world.opened, source="qr", name="Tanudjaja Maria", signature=strokes
            )
        door = door_of(world)
        sign_in(page, world.users["notulis"], live_server.url)
        for name in ("pendaftaran", "pintu"):
            page.goto(f"{world.opened.get_absolute_url()}{name}/")
            picture(page, f"{name}-1280")
            page.set_viewport_size({"width": 360, "height": 740})
            picture(page, f"{name}-360")
            page.set_viewport_size({"width": 1280, "height": 800})
        assert door
        page.goto(f"{world.opened.get_absolute_url()}pendaftaran/")
        page.locator("#cari").press_sequentially("fauzi")
        page.locator("#daftar tr", has_text="Maria Tanudjaja").wait_for(state="detached")
        page.locator("#cari").fill("maria")
        page.locator("#daftar tr", has_text="Maria Tanudjaja").wait_for()
        page.locator("#daftar form[action$='/hadir/'] button").click()
        page.locator(".message").wait_for()
    assert world.opened.participants.get(name="Maria Tanudjaja").arrived_at == NOW
