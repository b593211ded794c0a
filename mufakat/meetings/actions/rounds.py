"""Rounds of ratings: begun, rated in, closed."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from mufakat.directory import actions as directory
from mufakat.directory.models import Link, LinkKind
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    Meeting,
    Participant,
    PriorityRound,
    Problem,
    Rater,
    Score,
)

from .lock import lock

ASSEMBLY = "Kesepakatan rapat"  # the one rater of a round without scores
DAYS_OPEN = 7  # how long a rater's personal link opens


def record_round(
    act: OpenAct,
    meeting: Meeting,
    *,
    method: str,
    problems: Collection[Problem],
    raters: Collection[Participant] = (),
) -> PriorityRound:
    """Begin a round with a method, the problems that are put in order, and participants who rate."""
    lock(meeting)
    rules.can_work(meeting.state)
    rules.round_has_problems(len(problems))
    rule = queries.method(method)
    measured = all(problem.denominator for problem in problems)
    for criterion in rule["criteria"]:
        criterion["measured"] = criterion["measured"] and measured
    opened = PriorityRound.objects.create(
        id=act.new_key(),
        meeting=meeting,
        method=method,
        method_version=rule["version"],
        rule=rule,
    )
    opened.problems.set(problems)
    act.note(
        "round.recorded", opened, about=[meeting], method=rule["title"], problems=len(problems)
    )
    if rule["formula"] == "order":
        Rater.objects.create(id=act.new_key(), round=opened, name=ASSEMBLY, number=1)
        return opened
    for participant in raters:
        _add(act, opened, participant=participant, field="raters")
    return opened


def record_rater(
    act: OpenAct,
    opened: PriorityRound,
    *,
    participant: Participant | None = None,
    name: str = "",
    detail: str = "",
) -> Rater:
    """One more who rates: a participant, or somebody named."""
    _is_open(opened)
    rules.participant_is_named(name, participant)
    rater = _add(act, opened, participant=participant, name=name, detail=detail)
    act.note("rater.recorded", rater, about=[opened.meeting, opened], name=str(rater))
    return rater


def _add(
    act: OpenAct,
    opened: PriorityRound,
    *,
    participant: Participant | None,
    name: str = "",
    detail: str = "",
    field: str = "detail",
) -> Rater:
    known = list(opened.raters.values_list("name", "detail", "participant", "number"))
    rules.raters_have_room(len(known) + 1)
    if participant:
        rules.rater_is_new(participant.pk in {row[2] for row in known})
        name, detail = participant.name, detail or queries.seat_of(participant)
    rules.rater_is_told_apart(name, detail, [(row[0], row[1]) for row in known], field)
    number = max((row[3] for row in known), default=0) + 1
    return Rater.objects.create(
        id=act.new_key(),
        round=opened,
        participant=participant,
        name=name,
        detail=detail[:200],
        number=number,
    )


def withdraw_rater(act: OpenAct, rater: Rater) -> None:
    """Take a rater out who has not scored; a personal link that was given opens nothing any more."""
    opened = rater.round
    _is_open(opened)
    rules.rater_can_leave(rater.scores.count())
    act.note("rater.withdrawn", rater, about=[opened.meeting, opened], name=str(rater))
    for link in Link.objects.filter(
        kind=LinkKind.RATING, thing_id=str(rater.pk), ended_at__isnull=True
    ):
        directory.end_link(act, link)
    rater.delete()


def record_scores(
    act: OpenAct, rater: Rater, *, scores: Mapping[tuple[str, str], int | None]
) -> Rater:
    """Scores of one rater by (problem, criterion); None takes one back. What is not named stays."""
    opened = rater.round
    _is_open(opened)
    problems = {str(pk) for pk in opened.problems.values_list("pk", flat=True)}
    scale = {c["key"]: (c["low"], c["high"]) for c in opened.rule["criteria"] if not c["measured"]}
    rules.scores_fit(scores, problems, scale)
    for (problem, key), value in scores.items():
        cell: dict[str, Any] = {"rater": rater, "problem_id": problem, "criterion": key}
        if value is None:
            Score.objects.filter(**cell).delete()
        else:
            Score.objects.update_or_create(**cell, defaults={"value": value})
    given = {f"{problem} {key}": value for (problem, key), value in scores.items()}
    about = [opened.meeting, opened]
    act.note("scores.recorded", rater, about=about, name=str(rater), count=len(given), given=given)
    return rater


def close_round(act: OpenAct, opened: PriorityRound, *, confirmed: bool = False) -> PriorityRound:
    """Count for the last time: the result is frozen, nobody scores any more."""
    _is_open(opened)
    result = queries.result_of(opened)
    rules.can_close(len(result["counted"]), result["unfinished"], confirmed)
    act.change(
        opened,
        "round.closed",
        base=None,
        about=[opened.meeting],
        told={"method": str(opened)},
        state="closed",
        result=result,
        closed_at=act.at,
        closed_by=act.by_name,
    )
    return opened


def cancel_round(act: OpenAct, opened: PriorityRound, *, reason: str) -> PriorityRound:
    """The round does not count; its scores stay in the database and the history."""
    _is_open(opened)
    act.change(
        opened,
        "round.cancelled",
        base=None,
        about=[opened.meeting],
        told={"method": str(opened), "reason": reason},
        state="cancelled",
        closed_at=act.at,
        closed_by=act.by_name,
    )
    return opened


def record_rating_links(act: OpenAct, opened: PriorityRound) -> int:
    """A personal link for every rater who has none that opens; returns how many were given."""
    _is_open(opened)
    meeting = opened.meeting
    linked = {row.rater.pk for row in queries.raters_of(opened, act.at) if row.token}
    given = 0
    for rater in opened.raters.exclude(pk__in=linked).select_related("participant__person"):
        directory.record_link(
            act,
            kind=LinkKind.RATING,
            thing=rater,
            forum=meeting.forum,
            name=str(rater),
            person=rater.participant.person if rater.participant else None,
            valid_until=act.at + timedelta(days=DAYS_OPEN),
            about=[opened],
        )
        given += 1
    return given


def _is_open(opened: PriorityRound) -> None:
    """Look again at the session and the round, under the lock of the session."""
    lock(opened.meeting)
    rules.can_work(opened.meeting.state)
    opened.state = PriorityRound.objects.values_list("state", flat=True).get(pk=opened.pk)
    rules.round_is_open(opened.state)
