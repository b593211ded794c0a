"""Seed 4 as data: its directory, played by the demonstration's own steps, and a clock that walks through 2023."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from mufakat.directory.models import Forum, Organisation, Person, Region, User
from mufakat.journal.worker import work_once
from mufakat.meetings.models import Meeting
from mufakat.site.demo import people, sessions
from mufakat.site.demo.replay import play
from mufakat.site.demo.stage import Row, Stage, Step, local, read
from mufakat.site.reactions import REACTIONS
from tests.regions import load_some

HOME = "32.73.04"


class Story:
    """The people and organisations of the data. `now("2023-09-29T13:00")` moves everybody's clock, and what is
    written down of the directory until then (a new lurah in July) happens on its day."""

    def __init__(self, settings: Any) -> None:
        load_some(HOME)
        self.settings = settings
        self.stage = Stage()
        self.files: dict[int, Row] = {n: read(f"tribulan_{n}") for n in (1, 2, 3, 4)}
        self.waiting: list[Step] = sorted(people.steps(self.stage), key=lambda step: step.at)

    def now(self, text: str) -> None:
        self._play_until(local(text))
        self.settings.CLOCK_SHIFT = timezone.now() - local(text)

    def play_sessions_until(self, text: str) -> None:
        """Not by hand: what the demonstration does in the sessions, up to an hour."""
        self.waiting += sessions.steps(self.stage)
        self.waiting.sort(key=lambda step: step.at)
        self.now(text)
        self.work()

    def go_on_by_hand(self) -> None:
        """What the data tells of later sessions is not played; the directory goes on."""
        sessions = ("meeting/", "updates/", "cycle/")
        self.waiting = [step for step in self.waiting if not step.key.startswith(sessions)]

    def _play_until(self, at: datetime) -> None:
        while self.waiting and self.waiting[0].at <= at:
            play(self.stage, self.waiting.pop(0))

    def work(self) -> None:
        """What the worker process does."""
        while work_once(REACTIONS):
            pass

    # -- By the keys of the data ---------------------------------------------------------------

    def user(self, username: str) -> User:
        return self.stage.users[username]

    def organisation(self, key: str) -> Organisation:
        return self.stage.organisations[key]

    def person(self, key: str) -> Person:
        return self.stage.people[key]

    def region(self, code: str) -> Region:
        return self.stage.region(code)

    @property
    def forum(self) -> Forum:
        return self.stage.forums["lokmin_ls"]

    def meeting(self, tribulan: int) -> Meeting:
        return Meeting.objects.get(forum=self.forum, cycle__year=2023, tribulan=tribulan)

    def promise(self, key: str) -> Row:
        return next(
            row for data in self.files.values() for row in data["commitment"] if row["key"] == key
        )
