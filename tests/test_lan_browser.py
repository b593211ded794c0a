"""A telephone on the laptop's hotspot: plain HTTP at a private address, where a browser has no secure context."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pypdfium2
import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from mufakat.core import lan
from mufakat.core.lan import Own
from mufakat.meetings import actions, rules
from mufakat.meetings.models import CheckIn
from mufakat.meetings.tests.test_door_browser import draw
from tests.browser import ARGUMENTS, chromium, picture, sign_in, watched
from tests.kept import Kept
from tests.world import World, wib

pytestmark = pytest.mark.browser
HOTSPOT = "192.168.43.1"  # as Android and many laptops give themselves
NOW = wib(6, 26, 9, 25)
RULES = f"--host-resolver-rules=MAP {HOTSPOT} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@pytest.fixture
def world(transactional_db: None, kept_world: Kept[World]) -> World:
    return kept_world.put_back()


@pytest.fixture
def room(
    monkeypatch: pytest.MonkeyPatch, settings: object, live_server: LiveServer
) -> Iterator[str]:
    """The laptop serves its neighbours; the address that telephones open."""
    for module in ("mufakat.core.lan", "mufakat.core.answers"):
        monkeypatch.setattr(f"{module}.own_addresses", lambda: [Own(HOTSPOT, "wlp2s0")])
    settings.LAN = True  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = lan.Names(["127.0.0.1", "localhost"])  # type: ignore[attr-defined]
    with time_machine.travel(NOW, tick=False):
        yield f"http://{HOTSPOT}:{urlsplit(live_server.url).port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One that finds the hotspot's address on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        arguments = [each for each in ARGUMENTS if "host-resolver" not in each] + [RULES]
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=chromium(), args=arguments)
            yield running
            running.close()


@pytest.fixture
def telephone(browser: Browser, room: str) -> Iterator[Callable[..., Page]]:
    complaints: list[str] = []
    opened = []

    def make(*, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            has_touch=True,
            is_mobile=True,
            locale="id-ID",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return watched(context.new_page(), room, complaints)

    yield make
    for context in opened:
        context.close()
    ours = [
        told for told in complaints if "Cross-Origin-Opener-Policy" not in told
    ]  # `--lan` sends none
    assert not ours, "\n".join(ours)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= 360"))


@pytest.mark.long(20)
def test_from_the_poster_to_the_registrars_desk(
    world: World,
    room: str,
    live_server: LiveServer,
    contexts: Callable[..., Page],
    telephone: Callable[..., Page],
) -> None:
    with world.doing("notulis", NOW) as act:
        actions.record_door(act, world.opened, name="Pintu")
    laptop = contexts()
    sign_in(laptop, world.users["notulis"], live_server.url)
    here = world.opened.get_absolute_url()
    laptop.goto(f"{here}pintu/")
    address = laptop.locator("#pintu p b").first.inner_text()
    assert address.startswith(f"{room}/hadir/")  # though the laptop itself says 127.0.0.1
    poster = pypdfium2.PdfDocument(laptop.context.request.get(f"{here}pintu.pdf").body())
    typed_off = poster[0].get_textpage().get_text_range().replace("\r\n", "")
    assert address in typed_off and "127.0.0.1" not in typed_off
    laptop.goto(f"{here}pendaftaran/")

    phone = telephone()
    phone.goto(f"{address}?kode={rules.place_code(world.opened.pk, NOW)}")
    assert phone.evaluate("[isSecureContext, 'serviceWorker' in navigator, !!crypto.subtle]") == [
        *(False, False, False)
    ]
    phone.get_by_role("searchbox").fill("maria")
    phone.get_by_role("searchbox").press("Enter")
    assert fits(phone)
    phone.locator("a[href*='peserta=']").click()
    draw(phone)
    assert fits(phone)
    picture(phone, "lan-signing-360")
    phone.locator("form[method=post] .actions button").last.click()
    phone.locator("svg.signature").wait_for()
    row = laptop.locator("#daftar tr", has_text="Maria Tanudjaja")
    expect(row.locator("form[action$='/pulang/']")).to_have_count(1, timeout=20_000)
    # The same person once more, without the code of the place: it waits, and the desk sees that too.
    phone.goto(address)
    phone.get_by_role("searchbox").fill("maria")
    phone.get_by_role("searchbox").press("Enter")
    phone.locator("a[href*='peserta=']").click()
    phone.locator("form[method=post] .actions button").last.click()
    phone.get_by_role("heading", level=1).wait_for()
    laptop.locator("#yang-menunggu", has_text="Maria Tanudjaja").wait_for(timeout=20_000)
    assert CheckIn.objects.count() == 2


@pytest.mark.long(10)
def test_without_javascript_and_somebody_new(
    world: World, room: str, telephone: Callable[..., Page], live_server: LiveServer
) -> None:
    from mufakat.directory.links import token_of

    with world.doing("notulis", NOW) as act:
        door = actions.record_door(act, world.opened, name="Pintu")
    phone = telephone(scripts=False)
    phone.goto(
        f"{room}/hadir/{token_of(door)}/?baru=1&kode={rules.place_code(world.opened.pk, NOW)}"
    )
    phone.locator("#id_name").fill("Joko Susilo")
    phone.locator("#id_sector").select_option(index=2)
    picture(phone, "lan-new-360")
    phone.locator("form[method=post] .actions button").last.click()
    joko = world.opened.participants.get(name="Joko Susilo")
    assert joko.present and joko.sector and not CheckIn.objects.get().signature
    # The door is made anew: the poster that went too far opens nothing, and says so.
    with world.doing("notulis", NOW) as act:
        actions.record_door(act, world.opened, name="Pintu")
    told = phone.goto(f"{room}/hadir/{token_of(door)}/")
    assert told and told.status == 410
    assert phone.locator("form[method=post]:not([action*='i18n'])").count() == 0
