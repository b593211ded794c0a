"""A device that sends to a server in another process, over real HTTP."""

import gzip
import http.client
import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from mufakat.core import clock
from mufakat.core.ids import new_id

ROOT = Path(__file__).resolve().parents[2]
WITHIN = 60.0
FOUND = """
import json
from importlib import import_module
from django.conf import settings
from django.test import Client
from tests.world import build
world = build()
client = Client()
client.force_login(world.users["notulis"])
print(json.dumps({
    "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
    "cookie": settings.SESSION_COOKIE_NAME,
    "user": str(world.users["notulis"].pk),
    "meeting": str(world.opened.pk),
    "item": str(world.item.pk),
}))
"""
BEGIN = "import django; django.setup()\n"


def run_python(made: dict[str, str], code: str) -> str:
    """What a piece of code prints that runs in the site of these variables."""
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code],
        env=made,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def found_site(made: dict[str, str]) -> dict[str, str]:
    """The small district in that site, and a session of its note-taker."""
    told: dict[str, str] = json.loads(run_python(made, FOUND).splitlines()[-1])
    return told


class LivePhone:
    """Of the note-taker; `everything` is what was ever written on it, `waiting` what has no receipt."""

    def __init__(self, address: str, site: dict[str, str]) -> None:
        self.address, self.site, self.key = address, site, uuid4()
        self.token = ""
        self.everything: list[dict[str, Any]] = []
        self.waiting: list[dict[str, Any]] = []
        self.end = ""
        self.meet()

    def meet(self) -> dict[str, Any]:
        told = self.ask(f"/luring/kontak/?perangkat={self.key}&ujung={self.end}")
        self.csrf = told["csrf"]
        return told

    def ask(self, path: str, body: bytes | None = None) -> dict[str, Any]:
        cookies = f"{self.site['cookie']}={self.site['session']}"
        headers = {"Cookie": cookies}
        if body is not None:
            headers = {
                "Cookie": f"{cookies}; csrftoken={self.token}",
                "X-CSRFToken": self.csrf,
                "Content-Type": "application/json",
                "Content-Encoding": "gzip",
            }
        request = urllib.request.Request(self.address + path, body, headers)
        with urllib.request.urlopen(request, timeout=WITHIN) as answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                if line.startswith("csrftoken="):
                    self.token = line.partition("=")[2].partition(";")[0]
            told: dict[str, Any] = json.load(answer)
        return told

    def note(self, text: str) -> UUID:
        act = new_id()
        fields = [["text", text], ["agenda_item", self.site["item"]]]
        fields.append(["made_at", clock.now().isoformat()])
        path = f"/rapat/{self.site['meeting']}/catatan/catat/"
        self.everything.append({"act": str(act), "path": path, "fields": fields})
        self.waiting.append(self.everything[-1])
        return act

    def send_until_cut(self, receipts: dict[str, str], most: int = 10) -> None:
        """Parcel after parcel until all is sent or nobody answers; `receipts` fills up."""
        while self.waiting:
            told: dict[str, Any] = {"device": str(self.key), "user": self.site["user"]}
            told |= {"now": clock.now().isoformat(), "waiting": len(self.waiting)}
            body = json.dumps(told | {"acts": self.waiting[:most]}).encode()
            try:
                answer = self.ask("/luring/kiriman/", gzip.compress(body))
            except (OSError, ValueError, urllib.error.URLError, http.client.HTTPException):
                return
            got = {r["act"]: r["outcome"] for r in answer["receipts"]}
            receipts |= got
            self.end = answer.get("end", self.end)
            self.waiting = [each for each in self.waiting if each["act"] not in got]
