"""Chromium for the tests marked `browser`: the system's own, on a live server, the network closed.

    @pytest.mark.browser
    def test_home(page: Page, enter: Enter) -> None:
        enter(user)                       # signed in, without the login form
        page.goto("/")

`page` is 1,280 px wide, `phone` 360 px, `plain` has no JavaScript. A page that reports an error on
its console, throws, or asks another machine for anything fails its test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

Enter = Callable[[Any], None]
expect.set_options(timeout=15_000)  # a busy machine is no fault of a page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PICTURES = Path(__file__).parent / "out"  # not in the repository


def chromium() -> str:
    """The path of the system's Chromium; MUFAKAT_CHROMIUM names another."""
    named = os.environ.get("MUFAKAT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        pytest.fail("No Chromium on this machine. On Debian: apt-get install chromium")
    return found


@pytest.fixture(scope="module")  # started in a second; its event loop is gone when other tests run
def browser() -> Iterator[Browser]:
    # Playwright's sync API keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def watched(page: Page, address: str, complaints: list[str]) -> Page:
    """Notes in `complaints` what a page must not do."""
    ours = urlsplit(address).netloc

    def note_request(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != ours:
            complaints.append(f"asked another machine: {request.url}")

    def note_console(message: Any) -> None:
        # A 4xx answer is also "an error" to the console; tests look at those themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"console: {message.text}")

    page.on("request", note_request)
    page.on("console", note_console)
    page.on("pageerror", lambda error: complaints.append(f"threw: {error}"))
    return page


@pytest.fixture
def contexts(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Makes pages of any kind: `contexts(width=360, java_script_enabled=False)`."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def make(width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **options,
        )
        context.set_default_timeout(30_000)  # a busy machine is no fault of a page
        opened.append(context)
        return watched(context.new_page(), live_server.url, complaints)

    yield make
    for context in opened:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(contexts: Callable[..., Page]) -> Page:
    return contexts()


@pytest.fixture
def phone(contexts: Callable[..., Page]) -> Page:
    return contexts(width=360, height=740, has_touch=True, is_mobile=True)


@pytest.fixture
def plain(contexts: Callable[..., Page]) -> Page:
    return contexts(java_script_enabled=False)


def sign_in(page: Page, user: Any, address: str) -> None:
    """Gives the page the session of a user."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}]
    )


@pytest.fixture
def enter(page: Page, live_server: LiveServer) -> Enter:
    return lambda user: sign_in(page, user, live_server.url)


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page in tests/out/, for people to look at."""
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=str(file), full_page=True, caret="initial")  # hiding it breaks our CSP
    return file
