"""Many devices that come back into the network at once: `python tests/pg.py -- python -m bench.devices`.

Each of `MUFAKAT_DEVICES` ("1000,200": devices, acts of each) has its own outbox and sends notes in parcels of 50 to a
server of two web processes, as our script does: a 429 makes it wait as long as it was told. All of them begin at the
same moment, spread over as many sessions as there are. A page of another session is read all the while.
"""

import asyncio
import gzip
import json
import os
import random
import secrets
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from bench import prepare
from bench.serving import served

PARCEL = 50
SESSIONS = 20
LONGEST = 1800  # seconds for all of it
Row = dict[str, Any]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Browser(NamedTuple):
    """Whose cookies go along."""

    port: int
    session: str
    csrf: str

    async def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Answer:
        """One request on a connection of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            f"Cookie: sessionid={self.session}; csrftoken={self.csrf}",
            f"X-CSRFToken: {self.csrf}",
            f"Content-Length: {len(body)}",
            *(f"{name.replace('_', '-')}: {value}" for name, value in more.items()),
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        raw = await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        head, _blank, said = raw.partition(b"\r\n\r\n")
        first, *told = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in told)
        if headers.get("transfer-encoding") == "chunked":
            said = _unchunked(said)
        return Answer(int(first.split()[1]), headers, said)


def _unchunked(raw: bytes) -> bytes:
    whole = b""
    while raw:
        size, _line, raw = raw.partition(b"\r\n")
        length = int(size or b"0", 16)
        whole, raw = whole + raw[:length], raw[length + 2 :]
    return whole


def acts_of(meeting: str, item: str, number: int) -> list[dict[str, Any]]:
    from mufakat.core.ids import new_id

    now = datetime.now(UTC).isoformat()
    return [
        {
            "act": str(new_id()),
            "path": f"/rapat/{meeting}/catatan/catat/",
            "fields": [["made_at", now], ["agenda_item", item], ["text", f"Catatan contoh {n}"]],
        }
        for n in range(number)
    ]


class Told:
    """What the devices heard."""

    def __init__(self) -> None:
        self.receipts: dict[str, int] = {}
        self.seconds: list[float] = []
        self.busy = 0
        self.pages: list[float] = []
        self.is_over = False


async def device(browser: Browser, user: str, work: tuple[str, str], acts: int, told: Told) -> None:
    began, key = time.monotonic(), uuid4()
    waiting = acts_of(*work, acts)
    while waiting:
        parcel = {
            "device": str(key),
            "user": user,
            "now": datetime.now(UTC).isoformat(),
            "waiting": len(waiting),
            "persistent": True,
            "name": "Contoh",
            "acts": waiting[:PARCEL],
        }
        body = gzip.compress(json.dumps(parcel).encode(), 6)
        kind = {"Content_Type": "application/json", "Content_Encoding": "gzip"}
        try:
            answer = await browser.ask("POST", "/luring/kiriman/", body, **kind)
        except OSError:
            await asyncio.sleep(5)
            continue
        if answer.status != 200:
            told.busy += 1
            wait = float(answer.headers.get("retry-after", "5"))
            await asyncio.sleep(wait + random.random())
            continue
        done = set()
        for each in json.loads(answer.body)["receipts"]:
            told.receipts[each["outcome"]] = told.receipts.get(each["outcome"], 0) + 1
            done.add(each["act"])
        waiting = [each for each in waiting if each["act"] not in done]
    told.seconds.append(time.monotonic() - began)


async def page(browser: Browser, path: str, told: Told | None, times: int = 0) -> list[float]:
    """How long a page takes, in ms: so many times, or until the devices are done."""
    waits = []
    while len(waits) < times or (told and not told.is_over):
        began = time.monotonic()
        answer = await browser.ask("GET", path)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        waits.append((time.monotonic() - began) * 1000)
        await asyncio.sleep(0.5 if told else 0.05)
    return waits


async def storm(browser: Browser, found: dict[str, Any], devices: int, acts: int) -> Row:
    await page(browser, found["page"], None, 10)
    quiet = await page(browser, found["page"], None, 40)
    told, works = Told(), found["works"]
    reading = asyncio.create_task(page(browser, found["page"], told))
    began = time.monotonic()
    async with asyncio.timeout(LONGEST):
        await asyncio.gather(
            *(
                device(browser, found["user"], tuple(works[n % len(works)]), acts, told)
                for n in range(devices)
            )
        )
    took, told.is_over = time.monotonic() - began, True
    meanwhile = await reading
    return {
        "took": took,
        "rate": devices * acts / took,
        "slowest": max(told.seconds) / median(told.seconds),
        "page": median(meanwhile) / median(quiet),
        "quiet": median(quiet),
        "busy": told.busy,
        "receipts": told.receipts,
    }


def set_up() -> dict[str, Any]:
    """A nation with sessions under way, a note-taker who writes in all of them, and his session cookie."""
    prepare.main(SESSIONS)
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from mufakat.core import clock
    from mufakat.core.ids import new_id
    from mufakat.directory.actions import record_assignment
    from mufakat.directory.models import Forum, User
    from mufakat.journal.actions import act
    from mufakat.meetings import actions
    from mufakat.meetings.models import Meeting

    user = User.objects.get(username="notulis")
    works = []
    for forum in Forum.objects.filter(valid_to=None).order_by("pk")[: SESSIONS + 1]:
        with act(new_id(), by=None) as doing:
            record_assignment(doing, user=user, role="notulis", node=forum)
            meeting = actions.record_meeting(
                doing, forum=forum, kind="LM-TR", starts_at=clock.now(), title="Rapat contoh"
            )
            actions.open_meeting(doing, meeting)
        works.append((str(meeting.pk), str(meeting.agenda.all()[1].pk)))
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    quiet = works.pop()
    return {
        "user": str(user.pk),
        "session": store.session_key,
        "csrf": secrets.token_hex(16),
        "works": works,
        "page": f"/rapat/{quiet[0]}/",
        "notes": Meeting.objects.count(),
    }


def counted(works: list[tuple[str, str]]) -> tuple[int, int]:
    """Notes, and acts from devices, as they are in the database."""
    from mufakat.journal.models import Act
    from mufakat.meetings.models import Note

    meetings = [UUID(meeting) for meeting, _item in works]
    return Note.objects.filter(meeting__in=meetings).count(), Act.objects.filter(
        via="outbox"
    ).count()


def main() -> list[Row]:
    devices, acts = map(int, os.environ.get("MUFAKAT_DEVICES", "1000,200").split(","))
    found = set_up()
    from django.conf import settings
    from django.db import connections

    before = counted(found["works"])
    connections.close_all()
    with served("serve", Path(settings.DATA), keep_database=True) as (port, _pid, _began):
        browser = Browser(port, found["session"], found["csrf"])
        seen = asyncio.run(storm(browser, found, devices, acts))
    after = counted(found["works"])
    wanted = devices * acts
    name = f"{devices} devices with {acts} acts each on PostgreSQL"
    print(f"{seen}", file=sys.stderr)
    lost = abs(after[0] - before[0] - wanted) + abs(after[1] - before[1] - wanted)
    return [
        {"what": f"{name}: lost or doubled", "value": lost, "budget": 0, "unit": ""},
        # A budget from below, so as the seconds that they may take: 500 acts a second.
        {
            "what": f"{name}: seconds for all",
            "value": seen["took"],
            "budget": wanted / 500,
            "unit": "s",
        },
        {"what": f"{name}: acts a second", "value": seen["rate"], "budget": None, "unit": "/s"},
        {
            "what": f"{name}: slowest device by the median",
            "value": seen["slowest"],
            "budget": 2,
            "unit": "×",
        },
        {
            "what": f"{name}: a page meanwhile by its quiet time",
            "value": seen["page"],
            "budget": 4,
            "unit": "×",
        },
    ]


if __name__ == "__main__":
    # Without server programs on this machine there is no address; tests/pg.py has said so.
    print(json.dumps(main() if os.environ.get("DATABASE_URL") else []))
