"""The plan: a year, a tribulan planned anew, the day on which a session opens, hosts that two people change."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import record_forum
from mufakat.directory.models import Forum
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Cycle, Meeting
from tests.regions import load_some
from tests.world import World, wib

REASON = "Banjir"


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def do(world: World, action: Callable[..., Any], meeting: Meeting, **fields: Any) -> Any:
    """One act of the note-taker on a session as it stands in the database."""
    with world.doing("notulis") as open_act:
        return action(open_act, Meeting.objects.get(pk=meeting.pk), **fields)


def plan_year(world: World, year: int = 2026) -> Cycle:
    with world.doing("notulis") as open_act:
        forum = Forum.objects.get(pk=world.forum.pk)
        hosts = [world.bodies["citarip"]]
        return actions.record_cycle(open_act, forum=forum, year=year, hosts=hosts)


def test_one_cycle_a_year(world: World) -> None:
    with refused("cycle.exists"):
        plan_year(world)
    assert list(world.cycle.meetings.order_by("tribulan").values_list("kind", flat=True)) == [
        "LM-T1",
        "LM-TR",
        "LM-TR",
        "LM-TR",
    ]


def test_a_cancelled_tribulan_is_planned_anew(world: World) -> None:
    waiting = set(queries.carried_into(Meeting.objects.get(pk=world.planned.pk)))
    do(world, actions.cancel_meeting, world.planned, reason=REASON)
    assert plan_year(world) == world.cycle
    assert Cycle.objects.count() == 1
    anew = Meeting.objects.get(cycle=world.cycle, tribulan=3, state="planned")
    assert (anew.kind, anew.title) == ("LM-TR", world.planned.title)
    assert hosts_of(anew) == {"Citarip"}
    assert anew.agenda.count() == world.planned.agenda.count()
    with refused("cycle.exists"):
        plan_year(world)
    do(world, actions.change_meeting, anew, starts_at=wib(9, 28), ends_at=wib(9, 28, 12))
    assert set(queries.carried_into(Meeting.objects.get(pk=anew.pk))) == waiting
    event = Event.objects.get(verb="cycle.recorded", data__form="again")
    assert "III" in sentence(event) and "2026" in sentence(event)


def test_the_place_can_be_given_back_again_and_again(world: World) -> None:
    for _time in range(2):
        now = Meeting.objects.get(cycle=world.cycle, tribulan=3, state="planned")
        do(world, actions.cancel_meeting, now, reason=REASON)
        plan_year(world)
    states = Meeting.objects.filter(cycle=world.cycle, tribulan=3).values_list("state", flat=True)
    assert sorted(states) == ["cancelled", "cancelled", "planned"]


def test_the_year_does_not_count_the_cancelled_session_twice(world: World) -> None:
    """Its row stays, with the invited of its own; what was promised and judged stands at the new one only."""
    do(world, actions.record_participants, world.planned)
    do(world, actions.cancel_meeting, world.planned, reason=REASON)
    plan_year(world)
    year = queries.calendar_of(world.forum, 2026)
    assert [(m.tribulan, m.state) for m in year] == [
        (1, "ratified"),
        (2, "open"),
        (3, "cancelled"),
        (3, "planned"),
        (4, "planned"),
    ]
    assert queries.years_of(world.forum) == [2026]
    figures = queries.figures_of(year)
    assert sum(f["made"] for f in figures.values()) == 4
    twice = [figures[m.pk] for m in year if m.tribulan == 3]
    assert [(f["invited"], f["made"], f["carried_in"]) for f in twice] == [(5, 0, 0), (0, 0, 0)]


# -- The day ----------------------------------------------------------------------------------


def test_a_session_is_not_opened_before_its_day(world: World) -> None:
    for at in (wib(9, 24, 23, 59), wib(6, 26)):
        with refused("meeting.before_its_day"), world.doing("notulis", at) as open_act:
            actions.open_meeting(open_act, Meeting.objects.get(pk=world.planned.pk))
    with world.doing("notulis", wib(9, 25, 0, 5)) as open_act:
        actions.open_meeting(open_act, Meeting.objects.get(pk=world.planned.pk))


def test_the_day_is_that_of_the_place(world: World) -> None:
    """In Jayapura the day begins while it is still the day before in Jakarta."""
    regions = load_some("91.71.01")
    with world.doing("ministry") as open_act:
        forum = record_forum(
            open_act, name="Lokmin", kind="lokmin_lintas_sektor", region=regions["91.71.01"]
        )
        meeting = actions.record_meeting(
            open_act,
            forum=forum,
            kind="LM-TR",
            title="Lokmin",
            starts_at=datetime(2026, 4, 1, 9),  # noqa: DTZ001 - as typed: a time of the place
            ends_at=datetime(2026, 4, 1, 12),  # noqa: DTZ001
        )
    for at, code in (
        (datetime(2026, 3, 31, 14, 59, tzinfo=UTC), "meeting.before_its_day"),
        (datetime(2026, 3, 31, 15, 0, tzinfo=UTC), ""),
    ):
        with world.doing("ministry", at) as open_act:
            now = Meeting.objects.get(pk=meeting.pk)
            if code:
                with refused(code):
                    actions.open_meeting(open_act, now)
            else:
                actions.open_meeting(open_act, now)


def test_a_session_under_way_is_not_moved_into_the_future(world: World) -> None:
    ahead: dict[str, Any] = {"starts_at": wib(6, 29), "ends_at": wib(6, 29, 12)}
    for day, code in ((28, "meeting.day_ahead"), (29, "")):
        with world.doing("notulis", wib(6, day)) as open_act:
            now = Meeting.objects.get(pk=world.opened.pk)
            if code:
                with refused(code):
                    actions.change_meeting(open_act, now, **ahead)
            else:
                actions.change_meeting(open_act, now, **ahead)


# -- Hosts ------------------------------------------------------------------------------------


def hosts_of(meeting: Meeting) -> set[str]:
    return {host.name.split()[-1] for host in meeting.hosts.all()}


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        # They start from Citarip and Sukapakir; each saw those.
        (["citarip"], ["citarip", "sukapakir"], {"Citarip"}),  # the second did not move hosts
        (["citarip"], ["sukapakir"], set()),  # each took one out
        (["citarip", "sukapakir", "soreang"], ["citarip"], {"Citarip", "Soreang"}),
        (["citarip", "soreang"], ["citarip", "soreang"], {"Citarip", "Soreang"}),
        ([], ["citarip", "sukapakir", "soreang"], {"Soreang"}),
    ],
)
def test_two_people_change_the_hosts_at_once(
    world: World, first: list[str], second: list[str], after: set[str]
) -> None:
    base = Meeting.objects.get(pk=world.planned.pk).version
    for chosen in (first, second):
        hosts = [world.bodies[key] for key in chosen]
        do(world, actions.change_meeting, world.planned, base=base, hosts=hosts)
    assert hosts_of(world.planned) == after


def test_a_change_of_hosts_stands_in_the_journal_with_its_version(world: World) -> None:
    before = Meeting.objects.get(pk=world.planned.pk).version
    one = [world.bodies["citarip"]]
    do(world, actions.change_meeting, world.planned, base=before, hosts=one)
    event = Event.objects.order_by("-seq")[0]
    old, new = event.data["changes"]["hosts"]
    assert (event.verb, event.data["version"]) == ("meeting.changed", before + 1)
    assert (len(old), new) == (2, [str(one[0].pk)])
    events = Event.objects.count()
    do(world, actions.change_meeting, world.planned, base=before + 1, hosts=one)
    assert Event.objects.count() == events  # nothing moved


def test_without_a_base_the_hosts_are_as_the_writer_says(world: World) -> None:
    do(world, actions.change_meeting, world.planned, hosts=[world.bodies["soreang"]])
    assert hosts_of(world.planned) == {"Soreang"}
