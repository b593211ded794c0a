"""What the sessions of the demonstration work out: groups, problems and their order, proposals, the joint sheet."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mufakat.directory.models import Region
from mufakat.journal.actions import OpenAct
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Participant, PriorityRound, Problem

from .stage import Row, Stage, Step

if TYPE_CHECKING:
    from .sessions import Session


def steps(session: "Session") -> Iterator[Step]:
    """In the order of their hours, which the data gives."""
    kinds = (("group", _groups), ("problem", _problems), ("proposal", _proposals))
    for kind, play in kinds:
        for number, row in enumerate(session.data.get(kind, [])):
            yield from play(session, row, f"{kind}/{number}")
    if row := session.data.get("round"):
        yield from _round(session, row)
    if row := session.data.get("sheet"):
        yield from _sheet(session, row)


def _groups(session: "Session", row: Row, key: str) -> Iterator[Step]:
    def make(act: OpenAct, meeting: Meeting) -> None:
        actions.record_group(
            act,
            meeting,
            name=row["name"],
            topic=row["topic"],
            agenda_item=meeting.agenda.get(key=row["step"]),
            members=[_seat(session.stage, meeting, who) for who in row["members"]],
            rapporteur=_seat(session.stage, meeting, row["rapporteur"]),
        )

    def report(act: OpenAct, meeting: Meeting) -> None:
        actions.report_group(act, meeting.groups.get(name=row["name"]), report=row["report"])

    yield session.step(session.local(row["made_at"]), key, make)
    yield session.step(session.local(row["reported_at"]), f"{key}/report", report)


def _problems(session: "Session", row: Row, key: str) -> Iterator[Step]:
    at = session.local(row["made_at"])

    def write(act: OpenAct, meeting: Meeting) -> None:
        problem = actions.record_problem(
            act,
            meeting,
            agenda_item=meeting.agenda.get(key=row["step"]),
            text=row["text"],
            region=_region(session.stage, row),
            indicator=row.get("indicator", ""),
            measured_by=row.get("measured_by", ""),
            numerator=row.get("numerator"),
            denominator=row.get("denominator"),
        )
        under = None
        for cause in row.get("causes", []):
            under = actions.record_cause(
                act,
                problem,
                text=cause["text"],
                category=cause.get("category", ""),
                under=under if "category" not in cause else None,
            )

    yield session.step(at, key, write)


def _proposals(session: "Session", row: Row, key: str) -> Iterator[Step]:
    def write(act: OpenAct, meeting: Meeting) -> None:
        actions.record_proposal(
            act,
            meeting,
            text=row["text"],
            region=_region(session.stage, row),
            volume=row["volume"],
            amount_idr=row["amount_idr"],
        )

    yield session.step(session.local(row["made_at"]), key, write)


def _round(session: "Session", row: Row) -> Iterator[Step]:
    """Scores stand as rater → one list for each problem, in the order of the problems and of the method's criteria."""
    raters = row["scores"]

    def begin(act: OpenAct, meeting: Meeting) -> None:
        people = [_seat(session.stage, meeting, key) for key in raters]
        problems = list(meeting.problems.order_by("id"))
        actions.record_round(act, meeting, method=row["method"], problems=problems, raters=people)

    def rate(who: str, act: OpenAct, meeting: Meeting) -> None:
        opened = _last_round(meeting)
        rater = opened.raters.get(participant=_seat(session.stage, meeting, who))
        keys = [criterion["key"] for criterion in opened.rule["criteria"]]
        scores = {
            (str(problem.pk), key): value
            for problem, values in zip(_in_order(opened), raters[who], strict=True)
            for key, value in zip(keys, values, strict=True)
        }
        actions.record_scores(act, rater, scores=scores)

    def close(act: OpenAct, meeting: Meeting) -> None:
        actions.close_round(act, _last_round(meeting))

    at = session.local(row["made_at"])
    yield session.step(at, "round", begin)
    for who in raters:
        yield session.step(at, f"round/{who}", partial(rate, who))
    yield session.step(session.local(row["closed_at"]), "round/closed", close)


def _sheet(session: "Session", row: Row) -> Iterator[Step]:
    def write(act: OpenAct, meeting: Meeting) -> None:
        sheet = actions.record_sheet(
            act, meeting, text=row["text"], points="\n".join(row["points"])
        )
        for who in row["signed_on_paper"]:
            someone = _seat(session.stage, meeting, who)
            actions.sign_sheet(act, sheet, participant=someone, on_paper=True)
        actions.close_sheet(act, sheet)

    yield session.step(session.local(row["made_at"]), "sheet", write)


def _seat(stage: Stage, meeting: Meeting, who: str) -> Participant:
    """By the key of a person, or by the name of a seat."""
    person = stage.people.get(who)
    found: Any = {"person": person} if person else {"person": None, "name": who}
    return meeting.participants.get(**found)


def _region(stage: Stage, row: Row) -> Region | None:
    return stage.region(row["region"]) if "region" in row else None


def _last_round(meeting: Meeting) -> PriorityRound:
    return meeting.rounds.select_related("meeting__forum").latest("id")


def _in_order(opened: PriorityRound) -> list[Problem]:
    return list(opened.problems.order_by("id"))
