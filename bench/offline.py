"""Work without network, in Chromium against `mufakat serve`: `python -m bench.offline NATION` with MUFAKAT_DATA.

1. What a session taken along weighs. 2. A session of four hours, typed into Mode Rapat without network, sent at
23 kbit/s. 3. Thirty days of such sessions, sent over a line that loses three of ten requests (`bench/month.py`).
The nation is copied first: nothing is written into it.
"""

import json
import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Playwright, sync_playwright

from bench import month
from bench.line import Line, line_to
from bench.serving import served
from bench.tab import SITTING, Tab, launched, signed_in

ACTS, KBIT, LATENCY = 400, 23, 400
RAW = """const wait = await store.waiting(user, "", Infinity);
return JSON.stringify(wait.map(({ act, path, fields }) => ({ act, path, fields })));"""
TABLES = {
    "note": "meetings_note",
    "group_note": "meetings_note",
    "decision": "meetings_decision",
    "problem": "meetings_problem",
    "group": "meetings_group",
    "round": "meetings_priorityround",
    "rater": "meetings_rater",
    "guest": "meetings_participant",
    "commitment": "commitments_commitment",
    "verdict": "commitments_verdict",
}
Row = dict[str, Any]


def row(what: str, value: float, budget: float | None = None, unit: str = "") -> Row:
    return {"what": what, "value": value, "budget": budget, "unit": unit}


def take_along(tab: Tab, line: Line, meeting: str) -> list[Row]:
    """With an empty cache: the page is opened, and put on board."""
    tab.open(meeting)
    tab.ask("for (let n = 0; n < 100 && !navigator.serviceWorker.controller; n += 1)"
            " await new Promise((done) => setTimeout(done, 100));")  # fmt: skip
    opened = line.down
    tab.page.click("#bawa")
    tab.page.wait_for_selector("#bawa:enabled")
    sizes: list[int] = tab.ask("return (await packs.list(user)).map((pack) => pack.size);")
    what = "a session taken along"
    return [
        row(f"{what}: stored on the device", sizes[0], 300_000, "B"),
        row(f"{what}: on the wire", line.down - opened, None, "B"),
        row(f"{what}: on the wire, with opening it, nothing cached", line.down, 300_000, "B"),
    ]


def kinds(typed: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in typed:
        if table := TABLES.get(entry["kind"]):
            found[table] = found.get(table, 0) + 1
    return found


def rows_in(data: Path) -> dict[str, int]:
    tables = {*TABLES.values(), "offline_entry"}
    with sqlite3.connect(data / "mufakat.sqlite3") as kept:
        found = {t: kept.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
        acts = kept.execute("SELECT count(*) FROM journal_act WHERE via = 'outbox'").fetchone()[0]
    return {**found, "acts": acts}


def sitting(tab: Tab, line: Line, data: Path) -> tuple[list[Row], list[Any]]:
    """Types a session without network, then lets it go over the slow line; its acts, for the month."""
    before = rows_in(data)
    tab.network(offline=True)
    typed: list[Any] = tab.page.evaluate(SITTING, ACTS)
    raw = len(str(tab.ask(RAW)).encode())
    line.start()
    began = time.monotonic()
    tab.network(KBIT, LATENCY)
    while tab.counts()["waiting"] and time.monotonic() - began < 300:
        tab.page.wait_for_timeout(200)
    took = time.monotonic() - began
    up, down, asked = line.up, line.down, dict(line.bytes)
    print(f"{len(typed)} acts, {took:.1f} s; bytes by address: {asked}", file=sys.stderr)
    tab.network()
    after, made = rows_in(data), kinds(typed)
    wrong = sum(abs(after[t] - before[t] - n) for t, n in made.items())
    wrong += after["offline_entry"] - before["offline_entry"]
    wrong += abs(after["acts"] - before["acts"] - len(typed))
    what = f"a session of {len(typed)} acts without network"
    return [
        row(f"{what}: raw JSON", raw, 300_000, "B"),
        row(f"{what}: sent at {KBIT} kbit/s, {LATENCY} ms", took, 30, "s"),
        row(f"{what}: on the wire, up", up, None, "B"),
        row(f"{what}: on the wire, down", down, None, "B"),
        row(f"{what}: acts and rows that are not as they were typed", wrong, 0),
    ], typed


def back_after_a_month(
    playwright: Playwright,
    line: Line,
    cookie: str,
    data: Path,
    typed: Any,
    sessions: Any,
    first: str,
) -> list[Row]:
    before = month.received(data, sessions, first)
    told = month.month(playwright, line, cookie, first, typed, sessions)
    after = month.received(data, sessions, first)
    for _ in range(60):  # bytes become a photo of the session in the background
        if after["photos"] - before["photos"] >= month.SESSIONS * month.PHOTOS:
            break
        time.sleep(1)
        after = month.received(data, sessions, first)
    print(f"{told} {before} {after}", file=sys.stderr)
    wanted = month.SESSIONS * month.ACTS
    photos = month.SESSIONS * month.PHOTOS
    done = after["acts"] - before["acts"]
    what = f"{wanted} acts and {photos} photos after 30 days, 3 of 10 requests lost"
    return [
        row(f"{what}: acts not written down, or twice", abs(done - wanted), 0),
        row(f"{what}: photos not in the file of their session", abs(after["photos"] - before["photos"] - photos), 0),
        row(f"{what}: acts that wait for a person", after["entries"] - before["entries"], 0),
        row(f"{what}: still on the device", told["left"], 0),
        row(f"{what}: all sent", told["took"], None, "s"),
        row(f"{what}: requests lost", told["gone_wrong"]),
        row(f"{what}: the page's script, at most", told["heap"], 64, "MB"),
        row(f"{what}: the page's process above an empty one", told["weight"] - told["empty"], 64, "MB"),
    ]  # fmt: skip


def main(nation: Path) -> list[Row]:
    data = Path(os.environ["MUFAKAT_DATA"])
    shutil.copytree(nation, data, dirs_exist_ok=True)
    import django

    django.setup()
    from django.db import connections

    from bench.pages import signed_in as cookie_of

    found = json.loads((data / "bench.json").read_text())
    first = str(UUID(found["open"]))
    sessions, cookies = month.sessions_like(first), [cookie_of("notulis") for _ in range(2)]
    connections.close_all()
    with served("serve", data) as (port, _, _), sync_playwright() as playwright:
        browser = launched(playwright)
        with line_to(port) as line:
            tab = signed_in(browser, line.port, cookies[0])
            rows = take_along(tab, line, first)
            more, typed = sitting(tab, line, data)
            tab.page.context.close()
            line.start()
            rows += more + back_after_a_month(
                playwright, line, cookies[1], data, typed, sessions, first
            )
        browser.close()
    return rows


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
