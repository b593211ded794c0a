"""A tab of Chromium in Mode Rapat, for the measurements of offline work."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from bench.memory import pss
from bench.wire import PROGRAMS

SITTING = (Path(__file__).parent / "sitting.js").read_text(encoding="utf-8")
MODULES = """() => Object.fromEntries(["store", "photo", "packs"].map((name) =>
[name, document.querySelector(`link[href*='offline/${name}.']`).href]))"""
USER = 'const user = document.querySelector("#connection").dataset.user;'


ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def program() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise SystemExit("No Chromium on this machine. On Debian: apt-get install chromium")
    return found


def launched(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)


@contextmanager
def kept_in(playwright: Playwright, folder: Path, port: int, cookie: str) -> Iterator["Tab"]:
    """A browser that keeps what it stores in a folder, with one tab, as on a device that is started again."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=program(),
        args=ARGUMENTS,
        base_url=f"http://127.0.0.1:{port}",
        locale="id-ID",
    )
    _signed(context, port, cookie)
    yield Tab(context.pages[0])
    context.close()


class Tab:
    """One page, with its way to Chromium's own measurements."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send("Performance.enable")

    def open(self, meeting: str) -> None:
        self.page.goto(f"/rapat/{meeting}/mode/", timeout=60_000)
        self.page.wait_for_selector("#bawa:visible")
        self.modules: dict[str, str] = self.page.evaluate(MODULES)

    def ask(self, script: str, *told: Any) -> Any:
        """The value of the body of an async function that knows our modules (`store` …), `user` and `told`."""
        known = " ".join(f"const {n} = await import('{at}');" for n, at in self.modules.items())
        body = f"async (told) => {{ {known} {USER} {script} }}"
        return self.page.evaluate(body, list(told))

    def network(self, kbit: float = 0, latency: int = 0, *, offline: bool = False) -> None:
        speed = kbit * 1000 / 8 if kbit else -1
        told: dict[str, Any] = {"offline": offline, "latency": latency}
        told |= {"downloadThroughput": speed, "uploadThroughput": speed}
        self.session.send("Network.emulateNetworkConditions", told)

    def counts(self) -> dict[str, int]:
        """How many acts and files wait on this device."""
        found: dict[str, int] = self.ask("return store.counts(user);")
        return found

    def heap(self) -> float:
        """MB that scripts of the page hold, with what nobody has swept away yet."""
        told = self.session.send("Performance.getMetrics")["metrics"]
        found = {each["name"]: each["value"] for each in told}
        return float(found["JSHeapUsedSize"]) / 1_000_000

    def weight(self) -> float:
        """MB of the heaviest page process of its browser (PSS)."""
        browser: Any = self.page.context.browser
        session = browser.new_browser_cdp_session()
        told = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        return max(pss(each["id"]) for each in told if each["type"] == "renderer")


def signed_in(browser: Browser, port: int, cookie: str) -> Tab:
    """A device of its own."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="id-ID")
    _signed(context, port, cookie)
    return Tab(context.new_page())


def _signed(context: BrowserContext, port: int, cookie: str) -> None:
    name, _equals, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
