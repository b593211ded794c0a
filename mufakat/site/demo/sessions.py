"""The sessions of the demonstration: the lokmin of 2023 and 2024, and those of the other stories.

Hours that the data does not give lie where the run sheet has them: verdicts early, promises near the end.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.commitments import actions as promises
from mufakat.journal.actions import OpenAct
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting

from . import filed, work
from .people import ADMIN, Directory
from .stage import Row, Stage, Step, day, local, read

# Story → its sessions, in their order; each has people of its own, or those of the stories before.
STORIES = {
    "bogor_2015": ("workshop", "tim_kecil"),
    "fgd_2024": ("fgd",),
    "jayapura_2024": ("rakor",),
    "momentum_2024": (),
    "ende_2024": ("workshop",),
    "jamika_2024": ("mmd",),
}
Do = Callable[[OpenAct, Meeting], Any]
NOTULIS = "notulis"
CYCLE_AT = local("2023-01-03T08:30")
INVITED_BEFORE = timedelta(days=14)
VERDICTS_AFTER = timedelta(minutes=20)  # from the beginning
PROMISES_BEFORE = timedelta(minutes=40)  # before the end
# Where the story stops and the user goes on: half an hour before tribulan III 2024.
NEXT_MORNING = local(read("tahun_2024")["meeting"]["starts_at"]) - timedelta(minutes=30)


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)


def steps(stage: Stage) -> Iterator[Step]:
    names = [f"tribulan_{n}" for n in (1, 2, 3, 4)] + [f"tribulan_{n}_2024" for n in (1, 2)]
    sessions = [read(name) for name in names]
    yield Step(CYCLE_AT, "cycle/2023", NOTULIS, partial(_cycle, stage, sessions[0]["meeting"]))
    for data in sessions:
        yield from Session(stage, data).steps()
    later = read("tahun_2024")
    cycle, plan = later["cycle"], later["cycle"] | later["meeting"]
    at = local(cycle["at"])
    yield Step(at, "cycle/2024", cycle["by"], partial(_cycle, stage, cycle))
    yield Session(stage, {"meeting": plan}).plan(local(plan["planned_at"]))


def story_steps(stage: Stage) -> Iterator[Step]:
    """The other seed texts: each has a directory of its own and one session or more."""
    for story, files in STORIES.items():
        directory = read("directory", story)
        yield from Directory(stage, directory, by=directory.get("by", ADMIN)).steps()
        for name in files:
            yield from Session(stage, read(name, story)).steps()


def _cycle(stage: Stage, row: Row, act: OpenAct) -> None:
    hosts = [stage.organisations[key] for key in row["hosts"]]
    forum = stage.forums[row["forum"]]
    funding = row["funding_source"]
    actions.record_cycle(act, forum=forum, year=row["year"], hosts=hosts, funding_source=funding)


class Session:
    """One file: the reports before the session, the session, its ratification, and what came after."""

    def __init__(self, stage: Stage, data: Row) -> None:
        self.stage = stage
        self.data = data
        self.row: Row = data["meeting"]
        self.zone = ZoneInfo(self.row["timezone"])
        self.starts_at = self.local(self.row["starts_at"])
        self.ends_at = self.local(self.row["ends_at"])
        self.writer: str = self.row.get("writer", NOTULIS)
        quarter = "tribulan" in self.row
        self.name = f"{self.row['year']}/{self.row['tribulan']}" if quarter else self.row["key"]
        if like := data.get("participants_of"):
            absent = data["absent"]
            data["participant"] = [
                row | {"present": row["person"] not in absent}
                for row in read(like)["participant"]
                if row["invited"]
            ]

    def local(self, text: str) -> datetime:
        return local(text, self.zone)

    def step(self, at: datetime, key: str, do: Do, by: str = "") -> Step:
        """An act in this session; the session is read afresh, as a request would."""

        def in_session(act: OpenAct) -> Any:
            return do(act, self.stage.session(self.row))

        return Step(at, f"meeting/{self.name}/{key}", by or self.writer, in_session)

    def steps(self) -> Iterator[Step]:
        invited_at = self.starts_at - INVITED_BEFORE
        yield self.plan(invited_at)
        yield self.step(invited_at + minutes(20), "invited", self._invite)
        yield self.step(self.starts_at, "opened", actions.open_meeting)
        yield self.step(self.starts_at + minutes(5), "attendance", self._attend)
        yield from self._reports()
        yield from self._spoken()
        yield from work.steps(self)
        yield from self._verdicts()
        yield from self._promised()
        ratified = self.data["ratified"]
        at, by = self.local(ratified["at"]), ratified["by"]
        yield self.step(at, "ratified", actions.ratify_meeting, by)
        yield from self._addenda()
        yield from filed.steps(self)
        if reopening := self.data.get("reopening"):
            yield from self._reopened(reopening)

    # -- Before --------------------------------------------------------------------------------

    def plan(self, at: datetime) -> Step:
        row = self.row
        if "tribulan" not in row:
            return Step(at, f"meeting/{self.name}/recorded", self.writer, self._record)

        def do(act: OpenAct, meeting: Meeting) -> None:
            actions.change_meeting(
                act,
                meeting,
                title=row["title"],
                starts_at=self.starts_at,
                ends_at=self.ends_at,
                place=row["place"],
                hosts=[self.stage.organisations[key] for key in row["hosts"]],
                chair=self._label(row["chair"]),
                notulis=str(self.stage.people[row["notulis"]]),
            )

        return self.step(at, "planned", do)

    def _record(self, act: OpenAct) -> None:
        """A session of its own, outside any cycle."""
        row, stage = self.row, self.stage
        meeting = actions.record_meeting(
            act,
            forum=stage.forums[row["forum"]],
            kind=row["kind"],
            title=row["title"],
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=row["place"],
            region=stage.region(row["region"]),
            hosts=[stage.organisations[key] for key in row["hosts"]],
            funding_source=row["funding_source"],
            chair=row["chair"],
            notulis=str(stage.people[row["notulis"]]),
        )
        stage.meetings[row["key"]] = meeting.pk

    def _label(self, person: str) -> str:
        """Who leads, with the office held on the day: "Yayan Sutardja, S.STP., M.Si. (Camat …)"."""
        held = self.stage.people[person].offices.order_by("valid_from")
        titles = [o.title for o in held if o.is_valid_on(self.starts_at.date())]
        return f"{self.stage.people[person]} ({titles[0]})"

    def _invite(self, act: OpenAct, meeting: Meeting) -> None:
        for row in self.data["participant"]:
            if row["invited"]:
                self._list(act, meeting, row, present=False)

    def _list(self, act: OpenAct, meeting: Meeting, row: Row, *, present: bool) -> None:
        """A person in his office of the day; or a seat, of which no more than its name is told."""
        on, person = self.starts_at.date(), row.get("person")
        office = self.stage.office(person, row["organisation"], on) if person else ""
        actions.record_participant(
            act,
            meeting,
            name=row.get("name", ""),
            person=self.stage.person(person),
            organisation=self.stage.organisations[row["organisation"]],
            title=row.get("title", office),
            invited=row["invited"],
            present=present,
            represents=row.get("represents", ""),
        )

    def _reports(self) -> Iterator[Step]:
        for number, row in enumerate(self.data.get("update", [])):
            key = f"updates/{self.name}/{number}"
            yield Step(self.local(row["on"]), key, row["by"], partial(self._report, row))

    def _report(self, row: Row, act: OpenAct) -> None:
        told_by = self.stage.person(row.get("reported_by"))
        promises.record_update(
            act,
            commitment=self.stage.promise(row["commitment"]),
            text=f"{row['text']} (disampaikan {told_by})" if told_by else row["text"],
            progress=row["progress"],
            says_done=row["says_done"],
        )

    # -- In the session ------------------------------------------------------------------------

    def _attend(self, act: OpenAct, meeting: Meeting) -> None:
        rows = self.data["participant"]
        came = [r for r in rows if r["invited"] and r["present"]]
        listed = self._listed(meeting, *(r["person"] for r in came if "person" in r))
        names = [r["name"] for r in came if "person" not in r]
        seats = meeting.participants.filter(person=None, name__in=names).values_list(
            "pk", flat=True
        )
        listed += [str(pk) for pk in seats]
        actions.record_attendance(act, meeting, came=listed, did_not_come=[])
        for row in rows:
            if not row["invited"]:
                self._list(act, meeting, row, present=row["present"])

    def _listed(self, meeting: Meeting, *people: str) -> list[str]:
        wanted = [self.stage.people[key] for key in people]
        found = meeting.participants.filter(person__in=wanted).values_list("pk", flat=True)
        return [str(pk) for pk in found]

    def _spoken(self) -> Iterator[Step]:
        for kind in ("note", "decision"):
            for number, row in enumerate(self.data.get(kind, [])):
                yield self._say(kind, row, row["made_at"], f"{kind}/{number}")

    def _say(self, kind: str, row: Row, at: str, key: str) -> Step:
        record = actions.record_note if kind == "note" else actions.record_decision

        def do(act: OpenAct, meeting: Meeting) -> None:
            item = meeting.agenda.get(key=row["step"])
            record(act, meeting, agenda_item=item, text=row["text"])

        return self.step(self.local(at), key, do, row.get("by", ""))

    def _verdicts(self) -> Iterator[Step]:
        for number, row in enumerate(self.data.get("verdict", [])):
            at = self.starts_at + VERDICTS_AFTER + minutes(3 * number)
            yield self.step(at, f"verdict/{row['commitment']}", partial(self._judge, row))

    def _judge(self, row: Row, act: OpenAct, meeting: Meeting) -> None:
        actions.give_verdict(
            act,
            meeting,
            commitment=self.stage.promise(row["commitment"]),
            verdict=row["verdict"],
            reason=row.get("reason", ""),
            new_due_on=day(row.get("new_due_on")),
            new_what=row.get("new_what", ""),
            due_confirmed=row.get("due_after_year", False),
            # The stories tell of no proof on file: what was kept had been shown on the table.
            proof_seen=row["verdict"] == "kept",
            checked_by=self.stage.person(row.get("checked_by")),
        )

    def _promised(self) -> Iterator[Step]:
        for number, row in enumerate(self.data.get("commitment", [])):
            at = self.ends_at - PROMISES_BEFORE + minutes(2 * number)
            yield self.step(at, f"commitment/{row['key']}", partial(self._promise, row))

    def _promise(self, row: Row, act: OpenAct, meeting: Meeting) -> None:
        made = actions.record_commitment(
            act,
            meeting,
            agenda_item=meeting.agenda.get(key=row["step"]),
            what=row["what"],
            owner_organisation=self.stage.organisation(row.get("organisation")),
            owner_person=self.stage.person(row.get("person")),
            region=self.stage.region(row["region"]),
            due_on=day(row["due_on"]),
            due_confirmed=row.get("due_after_year", False),
            amount_idr=row["amount_idr"],
            funding_source=row["funding_source"],
            proof_asked=row["proof_asked"],
        )
        self.stage.promises[row["key"]] = made.pk

    # -- After ---------------------------------------------------------------------------------

    def _addenda(self) -> Iterator[Step]:
        for number, row in enumerate(self.data.get("addendum", [])):
            yield self._say(row["kind"], row, row["at"], f"addendum/{number}")

    def _reopened(self, row: Row) -> Iterator[Step]:
        at = self.local(row["at"])
        reopen = partial(actions.reopen_meeting, reason=row["reason"])
        yield self.step(at, "reopened", reopen, row["by"])
        for number, edit in enumerate(row["edit"]):
            if edit["kind"] == "note":
                yield self._say("note", edit, edit["made_at"], f"edit/{number}")
            else:
                do = partial(self._edit, edit)
                yield self.step(at + minutes(5 * (number + 1)), f"edit/{number}", do)
        again = self.local(row["ratified_again_at"])
        by = row["ratified_again_by"]
        yield self.step(again, "ratified-again", actions.ratify_meeting, by)

    def _edit(self, edit: Row, act: OpenAct, meeting: Meeting) -> None:
        if edit["kind"] == "participant":
            came = self._listed(meeting, edit["person"])
            actions.record_attendance(act, meeting, came=came, did_not_come=[])
        else:
            commitment = self.stage.promise(edit["commitment"])
            corrected = {edit["field"]: edit["new"]}
            actions.change_commitment(act, meeting, commitment, **corrected)
