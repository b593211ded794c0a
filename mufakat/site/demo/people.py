"""The directory of the demonstration, from the `directory.toml` of each story.

The national bodies are older than the rest (`nasional_2015`): the house itself writes them down, the administrator the
others.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from mufakat.directory import actions
from mufakat.directory.access import Node
from mufakat.directory.models import Assignment, Membership, Office
from mufakat.journal.actions import OpenAct

from .stage import ZONE, Row, Stage, Step, day, local, read

START = local("2023-01-02T08:00")  # the directory is written down on the first working day
FIRST = "first-administrator"
ADMIN = "admin"


def steps(stage: Stage) -> Iterator[Step]:
    """The national bodies, and the directory of the lokmin."""
    yield from Directory(stage, read("directory", "nasional_2015"), by="").steps()
    data = read("directory")
    login = next(row for row in data["user"] if row["username"] == ADMIN)
    head = next(row for row in data["person"] if row["key"] == login["person"])
    first = partial(_first_administrator, stage=stage, who=head, login=login)
    yield Step(START, FIRST, "", first)
    yield from Directory(stage, data, by=ADMIN).steps()


class Directory:
    """One file: what is in it is written down on the day with which the file begins, by `by` ("" is the house)."""

    def __init__(self, stage: Stage, data: Row, *, by: str) -> None:
        self.stage = stage
        self.data = data
        self.by = by
        self.start = local(data.get("start", "2023-01-02T08:00"))

    def steps(self) -> Iterator[Step]:
        begin: Callable[[OpenAct], Any]
        stage, rows = self.stage, self.data.get
        for row in rows("organisation", []):
            do = partial(_organisation, stage=stage, row=row)
            yield self._at_start(f"organisation/{row['key']}", do)
        for row in rows("person", []):
            if row["key"] != ADMIN:
                do = partial(_person, stage=stage, row=row)
                yield self._at_start(f"person/{row['key']}", do)
            for number, held in enumerate(row["offices"]):
                begin = partial(_office, stage=stage, person=row["key"], held=held)
                key = f"office/{row['key']}/{number}"
                yield from self._lasting(key, held, begin, actions.end_office)
        for row in rows("forum", []):
            yield self._at_start(f"forum/{row['key']}", partial(_forum, stage=stage, row=row))
            for number, seat in enumerate(row["members"]):
                key = f"membership/{row['key']}/{number}"
                begin = partial(_membership, stage=stage, forum=row["key"], seat=seat)
                yield from self._lasting(key, seat, begin, actions.end_membership)
        for row in rows("user", []):
            yield from self._login(row)

    def _login(self, row: Row) -> Iterator[Step]:
        username, roles = row["username"], row["roles"]
        if username == ADMIN:
            roles = roles[1:]
        elif not row.get("known"):
            since = self._morning(min(role["from"] for role in roles))
            do = partial(_user, stage=self.stage, row=row)
            yield Step(since, f"user/{username}", self.by, do)
        for number, role in enumerate(roles):
            begin = partial(_assignment, stage=self.stage, username=username, role=role)
            key = f"assignment/{username}/{role['node'] if row.get('known') else number}"
            yield from self._lasting(key, role, begin, actions.end_assignment)

    def _at_start(self, key: str, do: Callable[[OpenAct], Any]) -> Step:
        return Step(self.start, key, self.by, do)

    def _lasting(
        self, key: str, period: Row, begin: Callable[[OpenAct], Any], end: Callable[..., Any]
    ) -> Iterator[Step]:
        """What holds from a day is written down on that morning; what has ended, in the evening of its last day."""
        made: list[Any] = []
        since = self._morning(period.get("from"))
        yield Step(since, key, self.by, lambda act: made.append(begin(act)))
        if last := day(period.get("to")):
            evening = datetime.combine(last, time(16), ZONE)
            yield Step(evening, f"{key}/end", self.by, lambda act: end(act, made[0], on=last))

    def _morning(self, text: str | None) -> datetime:
        """Eight o'clock of the day, or the beginning of the file for what held before."""
        on = day(text)
        return max(self.start, datetime.combine(on, time(8), ZONE)) if on else self.start


def _first_administrator(act: OpenAct, stage: Stage, who: Row, login: Row) -> None:
    """Nobody can have given the first login: the house does."""
    _person(act, stage, who)
    _user(act, stage, login)
    _assignment(act, stage, ADMIN, login["roles"][0])


def _organisation(act: OpenAct, stage: Stage, row: Row) -> None:
    fields = {
        "name": row["name"],
        "sector": row["sector"],
        "region": stage.region(row["region"]),
        "short_name": row.get("short_name", ""),
        "parent": stage.organisation(row.get("parent")),
        "codes": row.get("codes"),
    }
    if kind := row.get("facility"):
        stage.organisations[row["key"]] = actions.record_facility(act, kind=kind, **fields)
    else:
        stage.organisations[row["key"]] = actions.record_organisation(act, **fields)


def _person(act: OpenAct, stage: Stage, row: Row) -> None:
    titles = {name: row.get(name, "") for name in ("title_before", "title_after")}
    stage.people[row["key"]] = actions.record_person(act, name=row["name"], **titles)


def _office(act: OpenAct, stage: Stage, person: str, held: Row) -> Office:
    return actions.record_office(
        act,
        person=stage.people[person],
        organisation=stage.organisations[held["organisation"]],
        title=held["title"],
        valid_from=day(held.get("from")),
    )


def _forum(act: OpenAct, stage: Stage, row: Row) -> None:
    parent = row.get("parent")
    stage.forums[row["key"]] = actions.record_forum(
        act,
        name=row["name"],
        kind=row["kind"],
        region=stage.region(row["region"]),
        parent=stage.forums[parent] if parent else None,
    )


def _membership(act: OpenAct, stage: Stage, forum: str, seat: Row) -> Membership:
    return actions.record_membership(
        act,
        forum=stage.forums[forum],
        organisation=stage.organisation(seat.get("organisation")),
        person=stage.person(seat.get("person")),
        role=seat["role"],
        valid_from=day(seat.get("from")),
    )


def _user(act: OpenAct, stage: Stage, row: Row) -> None:
    """A login without a password: in the demonstration one enters by a click, elsewhere not at all."""
    who = stage.people[row["person"]]
    stage.users[row["username"]] = actions.record_user(act, username=row["username"], person=who)


def _assignment(act: OpenAct, stage: Stage, username: str, role: Row) -> Assignment:
    node: Node
    if role["node_kind"] == "region":
        node = stage.region(role["node"])
    elif role["node_kind"] == "forum":
        node = stage.forums[role["node"]]
    else:
        node = stage.organisations[role["node"]]
    user, since = stage.users[username], day(role["from"])
    return actions.record_assignment(act, user=user, role=role["role"], node=node, valid_from=since)
