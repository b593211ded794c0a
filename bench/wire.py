"""What a browser fetches and when it has painted: `python -m bench.wire DATA`.

Bytes are what Chromium counts on the wire, headers included. The paint is Chromium's largest contentful paint
at 400 kbit/s, 300 ms round trip, and a CPU slowed four times.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import served

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINT = """new PerformanceObserver(list => { for (const e of list.getEntries()) window.__painted = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});"""

Row = dict[str, Any]


def row(what: str, value: float, budget: float, unit: str = "") -> Row:
    return {"what": what, "value": value, "budget": budget, "unit": unit}


class Wire:
    """Counts what a page's browser tab asks for and gets."""

    def __init__(self, page: Page, port: int) -> None:
        self.ours, self.page = f"127.0.0.1:{port}", page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.loadingFinished", self._came)
        self.session.on("Network.responseReceived", self._answered)
        self.session.on("Network.requestServedFromCache", self._had)
        self.start()

    def start(self) -> None:
        self.asked: list[str] = []  # one for each request that leaves the browser
        self.cached: set[str] = set()
        self.bytes = 0
        self.strangers: list[str] = []
        self.missing: list[str] = []

    def _asked(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if urlsplit(url).scheme not in ("http", "https"):
            return
        self.asked.append(url)
        if urlsplit(url).netloc != self.ours:
            self.strangers.append(url)
        if before := event.get("redirectResponse"):
            self.bytes += int(before["encodedDataLength"])

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _had(self, event: dict[str, Any]) -> None:
        self.cached.add(event["requestId"])

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])
        if event["response"]["status"] >= 400:
            self.missing.append(event["response"]["url"])


def opened(browser: Browser, port: int, *, slow: bool) -> tuple[Page, Wire]:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{port}", viewport={"width": 1280, "height": 800}, locale="id-ID"
    )
    context.add_init_script(PAINT)
    page = context.new_page()
    wire = Wire(page, port)
    if slow:
        wire.session.send("Network.emulateNetworkConditions", SLOW)
        wire.session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page, wire


def sign_in(page: Page, who: str, password: str) -> None:
    page.goto("/", wait_until="networkidle")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", password)
    page.locator("main form button.btn").last.click()
    page.wait_for_url("**/", wait_until="networkidle")


def addresses(data: Path) -> dict[str, str]:
    found = json.loads((data / "bench.json").read_text())
    return {
        "home": "/",
        "forum": f"/forum/{found['forum']}/",
        "meeting under way": f"/rapat/{found['open']}/",
        "meeting ratified": f"/rapat/{found['ratified']}/",
        "commitment": f"/komitmen/{found['commitment']}/",
        "region: kecamatan": "/wilayah/32.73.04/",
        "region: city": "/wilayah/32.73/",
    }


def sizes(page: Page, wire: Wire, pages: dict[str, str], password: str) -> list[Row]:
    """Signs in with an empty cache, then goes from page to page."""
    sign_in(page, "kapus", password)
    rows = [
        row("first visit, signing in to home: on the wire", wire.bytes, 50_000, "B"),
        row("first visit: requests", len(wire.asked) - len(wire.cached), 10),
    ]
    strangers, missing = wire.strangers, wire.missing
    for what, path in pages.items():
        wire.start()
        page.goto(path, wait_until="networkidle")
        rows.append(row(f"{what}: on the wire", wire.bytes, 15_000, "B"))
        strangers, missing = strangers + wire.strangers, missing + wire.missing
    rows.append(row("third-party requests", len(strangers), 0))
    rows.append(row("addresses that answered 4xx or 5xx", len(missing), 0))
    return rows


def paints(page: Page, pages: dict[str, str]) -> list[Row]:
    """When each page has painted its largest part, one after the other in the same tab."""

    def painted(what: str, path: str) -> Row:
        page.goto(path, wait_until="networkidle")
        page.wait_for_timeout(500)
        return row(f"largest paint, {what}", float(page.evaluate("window.__painted")), 2000, "ms")

    return [painted(what, path) for what, path in pages.items()]


def main(data: Path) -> list[Row]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise SystemExit("No Chromium on this machine. On Debian: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    pages = addresses(data)
    password = json.loads((data / "bench.json").read_text())["password"]
    with served("serve", data) as (port, _, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page, wire = opened(browser, port, slow=False)
        rows = sizes(page, wire, pages, password)
        cookies: list[Any] = [{**cookie} for cookie in page.context.cookies()]
        slow, _ = opened(browser, port, slow=True)
        rows += paints(slow, {"sign-in page, nothing cached": "/akun/login/"})
        slow.context.add_cookies(cookies)
        rows += paints(slow, pages)
        cold, _ = opened(browser, port, slow=True)
        cold.context.add_cookies(cookies)
        meeting = {"meeting under way, nothing cached": pages["meeting under way"]}
        return [*rows, *paints(cold, meeting)]


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
