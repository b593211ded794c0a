"""What is planned, promised and attended: a session from its plan to its end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import record_forum
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Minutes
from mufakat.meetings.queries import carried_into
from tests.regions import load_some
from tests.world import World, wib

REASON = "Alat belum datang"


def do(world: World, who: str, action: Callable[..., Any], meeting: Meeting, **fields: Any) -> Any:
    """One act on a session as it stands in the database."""
    with world.doing(who) as open_act:
        return action(open_act, Meeting.objects.get(pk=meeting.pk), **fields)


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def judge(
    world: World, meeting: Meeting, promise: Commitment, verdict: str, **fields: Any
) -> Verdict:
    found = Commitment.objects.get(pk=promise.pk)
    given: Verdict = do(
        world, "notulis", actions.give_verdict, meeting, commitment=found, verdict=verdict, **fields
    )
    return given


def hold(world: World, meeting: Meeting) -> None:
    """Invite, open, and record that one came."""
    do(world, "notulis", actions.record_participants, meeting)
    do(world, "notulis", actions.open_meeting, meeting)
    someone = meeting.participants.all()[0]
    do(
        world,
        "notulis",
        actions.record_attendance,
        meeting,
        came=[str(someone.pk)],
        did_not_come=[],
    )


def ratify(world: World, meeting: Meeting) -> None:
    do(world, "chair", actions.ratify_meeting, meeting)


def finish_second(world: World) -> None:
    judge(world, world.opened, world.promise_waiting, "continued", new_due_on=date(2026, 8, 31))
    ratify(world, world.opened)


def table_of(meeting: Meeting) -> set[Commitment]:
    return set(carried_into(Meeting.objects.get(pk=meeting.pk)))


@pytest.mark.parametrize(
    ("due_on", "fields", "code"),
    [
        (date(2026, 6, 25), {}, "commitment.due_before_meeting"),
        (date(2025, 9, 1), {}, "commitment.due_before_meeting"),
        (date(2027, 1, 1), {}, "commitment.due_after_year"),
        (date(2026, 9, 1), {"owner_organisation": None}, "commitment.no_owner"),
        (date(2026, 9, 1), {"amount_idr": 5}, "commitment.no_funding"),
        (date(2026, 9, 1), {"amount_idr": -5}, "commitment.negative"),
        (date(2026, 6, 26), {}, ""),
        (date(2027, 1, 1), {"due_confirmed": True}, ""),
    ],
)
def test_a_promise_says_who_and_by_when(
    world: World, due_on: date, fields: dict[str, Any], code: str
) -> None:
    asked = {"what": "Janji", "due_on": due_on, "owner_organisation": world.kua, **fields}
    if code:
        with refused(code):
            do(world, "notulis", actions.record_commitment, world.opened, **asked)
    else:
        made = do(world, "notulis", actions.record_commitment, world.opened, **asked)
        assert made.made_on == date(2026, 6, 26)
        assert made.resolution.agenda_item.role == "commitments"


def test_a_cancelled_session_passes_its_promises_on(world: World) -> None:
    finish_second(world)
    waiting = table_of(world.planned)
    do(world, "notulis", actions.cancel_meeting, world.planned, reason=REASON)
    do(
        world,
        "notulis",
        actions.change_meeting,
        world.undated,
        starts_at=wib(10, 27),
        ends_at=wib(10, 27, 12),
    )
    assert table_of(world.undated) == waiting
    hold(world, world.undated)
    for promise in waiting:
        judge(world, world.undated, promise, "partly", reason="x")
    ratify(world, world.undated)
    with refused("meeting.cancelled"):
        do(world, "notulis", actions.open_meeting, world.planned)


def test_a_session_that_judged_is_not_cancelled(world: World) -> None:
    with refused("meeting.has_minutes"):
        do(world, "notulis", actions.cancel_meeting, world.opened, reason=REASON)
    assert Commitment.objects.get(pk=world.promise_kept.pk).state == "kept"


def test_a_session_under_way_keeps_a_day(world: World) -> None:
    with refused("meeting.no_date"):
        do(world, "notulis", actions.change_meeting, world.opened, starts_at=None, ends_at=None)


def workshop(world: World, day: int, month: int = 5, year: int = 2026) -> Meeting:
    starts_at = wib(month, day).replace(year=year)
    with world.doing("notulis") as open_act:
        return actions.record_meeting(
            open_act,
            forum=world.forum,
            kind="LM-TR",
            title="Rapat khusus",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(days=2),
            hosts=[world.bodies["citarip"], world.bodies["sukapakir"]],
        )


def test_a_session_of_three_days_with_two_hosts(world: World) -> None:
    meeting = workshop(world, 27, month=7)
    assert (meeting.starts_on, meeting.ends_on) == (date(2026, 7, 27), date(2026, 7, 29))
    assert meeting.hosts.count() == 2
    hold(world, meeting)
    made = do(
        world,
        "notulis",
        actions.record_commitment,
        meeting,
        what="x",
        due_on=date(2026, 7, 28),
        owner_organisation=world.kua,
    )
    assert made.made_on == date(2026, 7, 27)
    for promise in table_of(meeting):
        judge(world, meeting, promise, "partly", reason="x")
    finish_second(world)
    ratify(world, meeting)
    frozen = Minutes.objects.get(meeting=meeting).snapshot
    assert frozen["hosts"] == ["Puskesmas Sukapakir", "UPT Puskesmas Citarip"]


def test_a_corrected_day_takes_the_promises_along(world: World) -> None:
    """The month was typed wrongly: promises move to the right day, where the next session asks about them."""
    meeting = workshop(world, 4, month=7)
    hold(world, meeting)
    fields = {"what": "x", "due_on": date(2026, 9, 1), "owner_organisation": world.kua}
    made = do(world, "notulis", actions.record_commitment, meeting, **fields)
    judge(world, meeting, world.promise_waiting, "continued", new_due_on=date(2026, 9, 1))
    right = {"starts_at": wib(5, 4), "ends_at": wib(5, 5)}
    do(world, "notulis", actions.change_meeting, meeting, **right)
    made.refresh_from_db()
    assert made.made_on == date(2026, 5, 4)
    assert Verdict.objects.get(session_id=str(meeting.pk)).session_on == date(2026, 5, 4)
    assert made in table_of(world.opened)
    with refused("commitment.due_before_meeting"):
        wrong = {"starts_at": wib(10, 4), "ends_at": wib(10, 4)}
        do(world, "notulis", actions.change_meeting, meeting, **wrong)


def test_a_day_of_jayapura(world: World) -> None:
    """Morning in Jayapura is still the day before in Jakarta, and in UTC."""
    regions = load_some("91.71.01")
    with world.doing("ministry") as open_act:
        forum = record_forum(
            open_act, name="Lokmin", kind="lokmin_lintas_sektor", region=regions["91.71.01"]
        )
        cycle = actions.record_cycle(open_act, forum=forum, year=2026)
        meeting = cycle.meetings.select_related("cycle", "forum__region").get(tribulan=2)
        begins, ends = (
            datetime.fromisoformat("2026-04-01T07:00"),
            datetime.fromisoformat("2026-04-01T10:00"),
        )
        actions.change_meeting(open_act, meeting, starts_at=begins, ends_at=ends)
    meeting.refresh_from_db()
    assert meeting.timezone == "Asia/Jayapura"
    assert meeting.starts_at == datetime(2026, 4, 1, 7, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert meeting.starts_on == date(2026, 4, 1)
    with refused("meeting.not_in_tribulan"):
        yesterday = {"starts_at": begins - timedelta(hours=8), "ends_at": ends - timedelta(hours=8)}
        do(world, "ministry", actions.change_meeting, meeting, **yesterday)
    do(world, "ministry", actions.open_meeting, meeting)
    fields = {"what": "x", "due_on": date(2026, 4, 1), "owner_person": world.people["camat"]}
    assert do(world, "ministry", actions.record_commitment, meeting, **fields).made_on == date(
        2026, 4, 1
    )


def test_two_registrars_add_up(world: World) -> None:
    """Both loaded the list, each ticks those at his own door."""
    meeting = world.opened
    everybody = [str(p.pk) for p in meeting.participants.order_by("name")]
    do(world, "notulis", actions.record_attendance, meeting, came=[], did_not_come=everybody)
    do(world, "notulis", actions.record_attendance, meeting, came=everybody[:2], did_not_come=[])
    present = do(
        world,
        "kepala_puskesmas",
        actions.record_attendance,
        meeting,
        came=everybody[1:4],
        did_not_come=everybody[4:],
    )
    assert present == meeting.participants.filter(present=True).count() == 4


def test_everybody_is_invited_once(world: World) -> None:
    before = world.opened.participants.count()
    assert do(world, "notulis", actions.record_participants, world.opened) == 0
    with refused("participant.listed"):
        camat = world.people["camat"]
        do(world, "notulis", actions.record_participant, world.opened, person=camat)
    assert world.opened.participants.count() == before == 5
