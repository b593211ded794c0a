"""What a replay needs at hand: the data files, the things made so far, and the next act."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Forum, Organisation, Person, Region, User
from mufakat.directory.queries import region_by_code
from mufakat.journal.actions import OpenAct
from mufakat.meetings.models import Meeting

DATA = Path(__file__).parent
LOKMIN = "bojongloa_kaler_2023"
ZONE = ZoneInfo("Asia/Jakarta")
NAMESPACE = uuid5(NAMESPACE_URL, "mufakat:demo:bojongloa_kaler_2023")

Row = dict[str, Any]


def act_id(key: str) -> UUID:
    """The same act has the same id in every replay, so that a second replay adds nothing."""
    return uuid5(NAMESPACE, key)


def read(name: str, story: str = LOKMIN) -> Row:
    return tomllib.loads((DATA / story / f"{name}.toml").read_text(encoding="utf-8"))


def local(text: str, zone: ZoneInfo = ZONE) -> datetime:
    """A time of the data is a time of the place."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Step:
    """One act of the replay: when, its key, whose (a username; "" is the house itself), and what it does."""

    at: datetime
    key: str
    by: str
    do: Callable[[OpenAct], Any]


@dataclass
class Stage:
    """The things made so far, by their keys in the data files."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    forums: dict[str, Forum] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    meetings: dict[str, UUID] = field(default_factory=dict)
    promises: dict[str, UUID] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)

    def region(self, code: str) -> Region:
        """By Kemendagri code; the data writes the nation as an empty text."""
        if code not in self.regions:
            self.regions[code] = region_by_code(code or "ID")
        return self.regions[code]

    def organisation(self, key: str | None) -> Organisation | None:
        return self.organisations[key] if key else None

    def person(self, key: str | None) -> Person | None:
        return self.people[key] if key else None

    def promise(self, key: str) -> Commitment:
        return Commitment.objects.get(pk=self.promises[key])

    def session(self, row: Row) -> Meeting:
        """Read afresh, as a request would: a tribulan by its cycle, any other session by its key."""
        found = Meeting.objects.select_related("forum__region", "region", "cycle")
        if "tribulan" not in row:
            return found.get(pk=self.meetings[row["key"]])
        forum, year = self.forums[row["forum"]], row["year"]
        return found.get(forum=forum, cycle__year=year, tribulan=row["tribulan"])

    def office(self, person: str, organisation: str, on: date) -> str:
        """What the person is in the organisation on a day."""
        held = self.people[person].offices.filter(organisation=self.organisations[organisation])
        return next((office.title for office in held if office.is_valid_on(on)), "")
