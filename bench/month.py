"""Thirty days without network, for `bench/offline.py`: twenty sessions like one that was really typed."""

import json
import re
import sqlite3
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import Playwright

from bench.line import Line
from bench.tab import Tab, kept_in

SESSIONS, ACTS, PHOTOS = 20, 250, 3  # acts and photos of each
LOST = 0.3
LONGEST = 1500  # seconds
UUID_IN = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
# What can be said of any session: neither corrections of what the server has, nor verdicts, given once each.
KINDS = {"note", "decision", "guest", "group", "group_note", "report", "problem", "round", "rater"}
KINDS |= {"scores", "commitment", "step", "arrival"}
KEEP = "for (const entry of told[0]) await store.add({ user, ...entry });"
# A picture of about 200 kB as the page itself makes it small.
PHOTO = """
for (const entry of told[0]) {
  const canvas = new OffscreenCanvas(1600, 1200), ink = canvas.getContext("2d");
  for (let n = 0; n < 900; n += 1) {
    ink.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
    ink.fillRect(Math.random() * 1600, Math.random() * 1200, 90, 70);
  }
  const { sha256, blob } = await photo.small(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 }));
  const key = `${user}:${sha256}`;
  entry.fields.push(["sha256", sha256], ["size", String(blob.size)]);
  await store.add({ user, ...entry, file: key }, { key, user, act: entry.act, sha256, blob });
}
"""


def sessions_like(meeting_id: str) -> list[dict[str, str]]:
    """Sessions with the same run sheet and people, under way: what stands for each id of the first one."""
    from mufakat.core.ids import new_id
    from mufakat.meetings.models import AgendaItem, Meeting, Participant

    def copied(row: Any, meeting: Meeting | None, names: dict[str, str]) -> Any:
        names[str(row.pk)] = str(key := new_id())
        row.pk, row._state.adding = key, True
        if meeting:
            row.meeting = meeting
        return row

    made = []
    for number in range(1, SESSIONS + 1):
        names: dict[str, str] = {}
        meeting = copied(Meeting.objects.get(pk=meeting_id), None, names)
        meeting.cycle, meeting.tribulan, meeting.title = None, None, f"Rapat contoh {number}"
        meeting.save()
        for model in (AgendaItem, Participant):
            rows: Any = model._default_manager.filter(meeting=UUID(meeting_id))
            model._default_manager.bulk_create([copied(row, meeting, names) for row in rows])
        made.append(names)
    return made


def acts_of(typed: list[dict[str, Any]], meeting: str, names: dict[str, str]) -> list[Any]:
    """The same acts in another session, each under an id of its own."""
    own = dict(names)

    def other(found: re.Match[str]) -> str:
        return own.get(found[0], found[0])

    found = []
    for entry in [each for each in typed if each["kind"] in KINDS][: ACTS - PHOTOS]:
        own[entry["act"]] = str(uuid4())
        found.append(json.loads(UUID_IN.sub(other, json.dumps(entry))) | {"meeting": meeting})
    return found


def photos_of(meeting: str, when: str) -> list[dict[str, Any]]:
    about = [["part", "foto"], ["caption", "Peserta rapat contoh"], ["place", "Aula contoh"]]
    about += [["name", "foto.jpg"], ["taken_on", when[:10]], ["taken_at", when], ["made_at", when]]
    told: dict[str, Any] = {"kind": "photo", "meeting": meeting, "text": "Foto contoh"}
    told["path"] = f"/rapat/{meeting}/berkas/catat/"
    return [{**told, "act": str(uuid4()), "fields": [*about]} for _ in range(PHOTOS)]


def fill(tab: Tab, typed: list[dict[str, Any]], sessions: list[dict[str, str]], first: str) -> None:
    """All of it into the store of the page, by the function that the page itself calls."""
    tab.page.goto("/")  # which draws nothing of it
    when = next(v for entry in typed for k, v in entry["fields"] if k == "made_at")
    for names in sessions:
        meeting = names[first]
        tab.ask(KEEP, acts_of(typed, meeting, names))
        tab.ask(PHOTO, photos_of(meeting, when))


def lightest(tab: Tab, seconds: int = 12) -> float:
    """What the page weighs once it has come to rest."""
    weights = []
    for _ in range(seconds):
        tab.page.wait_for_timeout(1000)
        weights.append(tab.weight())
    return min(weights)


def come_back(tab: Tab) -> dict[str, float]:
    """The page sends as it does by itself; how long, and the most that it weighed meanwhile."""
    began, heap, weight = time.monotonic(), 0.0, 0.0
    while time.monotonic() - began < LONGEST:
        left = tab.counts()
        heap, weight = max(heap, tab.heap()), max(weight, tab.weight())
        if not left["waiting"] and not left["files"]:
            break
        tab.page.wait_for_timeout(1000)
    left = tab.counts()
    return {
        "took": time.monotonic() - began,
        "heap": heap,
        "weight": weight,
        "left": left["waiting"] + left["files"],
    }


def month(
    playwright: Playwright, line: Line, cookie: str, first: str, typed: Any, sessions: Any
) -> dict[str, float]:
    """An empty device, for its weight; one that is filled without network and switched off; the same one back."""
    there = sessions[0][first]
    with TemporaryDirectory(prefix="mufakat-bench-") as folder:
        with kept_in(playwright, Path(folder), line.port, cookie) as new:
            new.open(there)
            new.page.wait_for_timeout(5000)  # what a browser keeps of a page it has seen
        with kept_in(playwright, Path(folder), line.port, cookie) as tab:
            tab.open(there)
            empty = lightest(tab)
            line.lost = 1.0
            fill(tab, typed, sessions, first)
            begun = tab.counts()
        line.lost = LOST
        line.start()
        with kept_in(playwright, Path(folder), line.port, cookie) as back:
            back.open(there)
            told = come_back(back)
    return {
        **told,
        "empty": empty,
        "acts": begun["waiting"],
        "photos": begun["files"],
        "asked": line.fates.total(),
        "gone_wrong": sum(n for fate, n in line.fates.items() if fate),
    }


def received(data: Path, sessions: list[dict[str, str]], first: str) -> dict[str, int]:
    """What the server has: acts, those that wait for a person, whole photos."""
    meetings = [UUID(names[first]).hex for names in sessions]
    marks = ",".join("?" * len(meetings))
    with sqlite3.connect(data / "mufakat.sqlite3") as kept:
        # Bytes that became a photo are acts as well, which no device has made.
        acts = kept.execute(
            "SELECT count(*) FROM journal_act WHERE via = 'outbox' AND id NOT IN "
            "(SELECT act_id FROM journal_event WHERE verb = 'file.completed')"
        ).fetchone()[0]
        entries = kept.execute(
            f"SELECT path, said FROM offline_entry WHERE meeting_id IN ({marks}) "
            "OR meeting_id IS NULL",
            meetings,
        ).fetchall()
        notes = kept.execute(
            f"SELECT count(*) FROM meetings_note WHERE meeting_id IN ({marks})", meetings
        ).fetchone()[0]
        photos = kept.execute(
            "SELECT count(*) FROM meetings_sessionfile "
            f"WHERE meeting_id IN ({marks}) AND arrived_at IS NOT NULL",
            meetings,
        ).fetchone()[0]
    return {
        "acts": acts,
        "entries": len(entries),
        "photos": photos,
        "notes": notes,
    }
