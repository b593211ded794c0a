"""Problems of a session and their causes."""

from typing import Any

from mufakat.directory.models import Region
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import AgendaItem, Cause, Group, InputAnswer, Meeting, Problem

from .lock import lock
from .released import release_inputs


def record_problem(
    act: OpenAct,
    meeting: Meeting,
    *,
    text: str,
    agenda_item: AgendaItem | None = None,
    group: Group | None = None,
    region: Region | None = None,
    indicator: str = "",
    measured_by: str = "",
    numerator: int | None = None,
    denominator: int | None = None,
) -> Problem:
    """Write down a problem; after ratification it is part of the addendum."""
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    rules.problems_have_room(meeting.problems.count())
    rules.share_is_whole(numerator, denominator)
    problem = Problem.objects.create(
        id=act.new_key(),
        meeting=meeting,
        agenda_item=agenda_item,
        group=group,
        text=text,
        region=region,
        indicator=indicator,
        indicator_version=queries.indicators_version() if indicator else "",
        measured_by=measured_by,
        numerator=numerator,
        denominator=denominator,
        at=act.said_at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    form = "late" if late else ""
    act.note("problem.recorded", problem, about=[meeting], text=text, form=form)
    return problem


def change_problem(
    act: OpenAct, problem: Problem, *, base: int | None = None, **fields: Any
) -> Problem:
    meeting = problem.meeting
    lock(meeting)
    rules.can_work(meeting.state)
    rules.share_is_whole(
        fields.get("numerator", problem.numerator), fields.get("denominator", problem.denominator)
    )
    if "indicator" in fields:
        fields["indicator_version"] = queries.indicators_version() if fields["indicator"] else ""
    told = {"text": fields.get("text", problem.text)}
    act.change(problem, "problem.changed", base=base, about=[meeting], told=told, **fields)
    return problem


def withdraw_problem(act: OpenAct, problem: Problem, *, reason: str) -> None:
    """Take back a problem on which nothing was built; its words and the reason stay in the history."""
    meeting = problem.meeting
    lock(meeting)
    rules.can_work(meeting.state)
    rules.can_withdraw_problem(queries.built_on(problem))
    act.note("problem.withdrawn", problem, about=[meeting], text=problem.text, reason=reason)
    release_inputs(act, InputAnswer.objects.filter(problem=problem))
    Cause.objects.filter(problem=problem).update(under=None)
    problem.delete()


def record_cause(
    act: OpenAct,
    problem: Problem,
    *,
    text: str,
    category: str = "",
    under: Cause | None = None,
) -> Cause:
    """Write down why. `under`: the cause that this one explains; it lies under the same bone."""
    meeting = problem.meeting
    lock(meeting)
    rules.can_work(meeting.state)
    depth = under.depth + 1 if under else 1
    rules.why_has_room(depth, problem.causes.count())
    rules.bone_is_known(under.category if under else category, queries.bones())
    cause = Cause.objects.create(
        id=act.new_key(),
        problem=problem,
        under=under,
        category=under.category if under else category,
        depth=depth,
        text=text,
        by_name=act.by_name,
    )
    act.note("cause.recorded", cause, about=[problem, meeting], text=text, problem=problem.text)
    return cause


def withdraw_cause(act: OpenAct, cause: Cause) -> None:
    meeting = cause.problem.meeting
    lock(meeting)
    rules.can_work(meeting.state)
    rules.cause_explains_nothing(cause.whys.count())
    about = [cause.problem, meeting]
    act.note("cause.withdrawn", cause, about=about, text=cause.text, problem=cause.problem.text)
    cause.delete()
