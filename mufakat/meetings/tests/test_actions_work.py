"""Groups, problems and causes, proposals, the time of the agenda, promises out of problems: written, refused, late."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.meetings import actions, queries
from mufakat.meetings.models import (
    Cause,
    Group,
    Meeting,
    Problem,
    Proposal,
    Resolution,
)
from tests.room import work_in_room
from tests.world import World, wib


def do(world: World, action: Any, *args: Any, who: Any = "notulis", **fields: Any) -> Any:
    with world.doing(who) as open_act:
        return action(open_act, *args, **fields)


def refused(code: str, world: World, action: Any, *args: Any, **fields: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        do(world, action, *args, **fields)
    assert broken.value.code == code
    return broken.value


def ratified(world: World) -> Meeting:
    return Meeting.objects.select_related("forum").get(pk=world.ratified.pk)


# -- The time of the agenda ---------------------------------------------------------------------


def test_one_tap_ends_a_step_and_begins_the_next(world: World) -> None:
    first, second, *rest = world.opened.agenda.all()
    with world.doing("notulis", wib(6, 26, 9, 5)) as open_act:
        actions.begin_agenda(open_act, world.opened, first)
    with world.doing("chair", wib(6, 26, 9, 17)) as open_act:
        now = actions.end_agenda(open_act, world.opened, first)
    assert now == second
    first, second = (world.opened.agenda.get(pk=s.pk) for s in (first, second))
    assert (first.begun_at, first.ended_at) == (wib(6, 26, 9, 5), wib(6, 26, 9, 17))
    assert (second.begun_at, second.ended_at) == (wib(6, 26, 9, 17), None)
    told = [event.verb for event in history_of(world.opened, limit=3)]
    assert told == ["agenda.begun", "agenda.ended", "agenda.begun"]
    with world.doing("notulis", wib(6, 26, 9, 20)) as open_act:  # another one: the second ends
        actions.begin_agenda(open_act, world.opened, rest[0])
    assert world.opened.agenda.get(pk=second.pk).ended_at == wib(6, 26, 9, 20)
    running = queries.slots_of(world.opened)
    assert [s.id for s in running if s.begun_at and not s.ended_at] == [rest[0].pk]


def test_the_last_step_only_ends(world: World) -> None:
    last = world.opened.agenda.last()
    do(world, actions.begin_agenda, world.opened, last)
    assert do(world, actions.end_agenda, world.opened, last) == last
    refused("agenda.not_begun", world, actions.end_agenda, world.opened, last)


def test_a_step_that_ended_goes_on_from_where_it_began(world: World) -> None:
    step = world.item
    with world.doing("notulis", wib(6, 26, 9, 0)) as open_act:
        actions.begin_agenda(open_act, world.opened, step)
    with world.doing("notulis", wib(6, 26, 9, 9)) as open_act:
        actions.end_agenda(open_act, world.opened, step)
    do(world, actions.begin_agenda, world.opened, step)
    step = world.opened.agenda.get(pk=step.pk)
    assert (step.begun_at, step.ended_at) == (wib(6, 26, 9, 0), None)


def test_time_is_kept_only_while_the_session_is_under_way(world: World) -> None:
    for meeting in (world.planned, world.ratified):
        step = meeting.agenda.first()
        refused("agenda.session_not_open", world, actions.begin_agenda, meeting, step)


# -- Groups -------------------------------------------------------------------------------------


def test_everybody_present_is_dealt_out(world: World) -> None:
    made = do(world, actions.spread_groups, world.opened, number=2)
    assert [g.name for g in made] == ["Kelompok 1", "Kelompok 2"]
    present = world.opened.participants.filter(present=True)
    assert sorted(m.pk for g in made for m in g.members.all()) == sorted(p.pk for p in present)
    more = do(world, actions.spread_groups, world.opened, number=2)
    assert [g.name for g in more] == ["Kelompok 3", "Kelompok 4"]
    assert [g.members.count() for g in made] == [0, 0]  # nobody sits in two
    refused("group.too_few_present", world, actions.spread_groups, world.opened, number=9)


def test_who_moves_to_another_group_is_rapporteur_no_more(world: World) -> None:
    work_in_room(world)
    group = world.work["group"]
    person = group.rapporteur
    do(world, actions.record_group, world.opened, name="Lain", members=[person])
    group = Group.objects.get(pk=group.pk)
    assert group.rapporteur is None and person not in group.members.all()
    refused("group.exists", world, actions.record_group, world.opened, name="Lain")
    refused(
        "group.rapporteur",
        world,
        actions.record_group,
        world.opened,
        name="Baru",
        rapporteur=person,
    )


def test_a_group_is_changed_by_two_at_once(world: World) -> None:
    work_in_room(world)
    group, base = Group.objects.get(pk=world.work["group"].pk), world.work["group"].version
    one, two, third = world.opened.participants.filter(present=True).order_by("name")[:3]
    more = {"base": base, "name": group.name, "rapporteur": one}
    do(world, actions.change_group, group, members=[one, two, third], topic="Gizi", **more)
    do(world, actions.change_group, group, members=[one], topic="", **more)
    group = Group.objects.get(pk=group.pk)
    assert {m.pk for m in group.members.all()} == {one.pk, third.pk}  # one came, one left
    assert group.topic == "Gizi"


def test_the_first_report_says_when(world: World) -> None:
    work_in_room(world)
    group = world.work["group"]
    with world.doing("notulis", wib(6, 26, 11)) as open_act:
        actions.report_group(open_act, group, report="Sore hari.")
    do(world, actions.report_group, group, report="Sore hari, mulai Juli.")
    group = Group.objects.get(pk=group.pk)
    assert (group.report, group.presented_at) == ("Sore hari, mulai Juli.", wib(6, 26, 11))
    refused("group.no_report", world, actions.report_group, group, report=" ")
    refused("group.written", world, actions.withdraw_group, group)


def test_groups_are_prepared_before_and_stay_after(world: World) -> None:
    group = do(world, actions.record_group, world.planned, name="Kelompok A")
    refused("meeting.not_open", world, actions.report_group, group, report="x")
    do(world, actions.withdraw_group, group)
    refused("meeting.work_ratified", world, actions.record_group, ratified(world), name="A")
    assert not Group.objects.exists()


def test_notes_of_a_group_stand_on_its_page_only(world: World) -> None:
    work_in_room(world)
    group = world.work["group"]
    do(world, actions.record_note, world.opened, agenda_item=world.item, text="Sore", group=group)
    assert [n.text for n in group.notes.all()] == ["Sore"]
    assert "Sore" not in [e.text for e in queries.entries_of(world.opened)]


# -- Problems -----------------------------------------------------------------------------------


def test_a_problem_keeps_the_version_of_its_indicator(world: World) -> None:
    share = {"numerator": 41, "denominator": 98}
    problem = do(
        world, actions.record_problem, world.opened, text="TBC", indicator="SPM-11", **share
    )
    assert problem.indicator_version == "2019.1"
    do(world, actions.change_problem, problem, base=1, indicator="", **share)
    assert Problem.objects.get(pk=problem.pk).indicator_version == ""
    wrong = {"text": "x", "numerator": 3, "denominator": 2}
    refused("problem.more_than_all", world, actions.record_problem, world.opened, **wrong)


def test_five_whys_and_no_more(world: World) -> None:
    work_in_room(world)
    problem, cause = world.work["problem"], world.work["cause"]
    for depth in range(2, 6):
        cause = do(world, actions.record_cause, problem, text=f"Sebab {depth}", under=cause)
        assert (cause.depth, cause.category) == (depth, "manusia")
    refused("cause.too_deep", world, actions.record_cause, problem, text="x", under=cause)
    refused("cause.no_bone", world, actions.record_cause, problem, text="x", category="cuaca")
    refused("cause.has_whys", world, actions.withdraw_cause, world.work["cause"])
    do(world, actions.withdraw_cause, cause)
    assert problem.causes.count() == 4


def test_a_problem_on_which_something_was_built_stays(world: World) -> None:
    work_in_room(world)
    problem = world.work["problem"]
    said = refused("problem.used", world, actions.withdraw_problem, problem, reason="Ganda")
    assert "1" in str(said.message)
    spare = do(world, actions.record_problem, world.opened, text="Ganda")
    do(world, actions.record_cause, spare, text="a", category="dana")
    under = do(world, actions.record_cause, spare, text="b", under=spare.causes.get())
    pk = spare.pk
    do(world, actions.withdraw_problem, spare, reason="Sama dengan yang lain")
    assert not Problem.objects.filter(pk=pk).exists()
    assert not Cause.objects.filter(pk=under.pk).exists()
    event = Event.objects.get(verb="problem.withdrawn")
    assert (event.data["text"], event.data["reason"]) == ("Ganda", "Sama dengan yang lain")


def test_a_promise_remembers_out_of_what_it_was_made(world: World) -> None:
    work_in_room(world)
    fields = {"owner_organisation": world.kua, "due_on": date(2026, 9, 30)}
    made = do(
        world,
        actions.record_commitment,
        world.opened,
        what="Jadwal sore",
        problem=world.work["problem"],
        **fields,
    )
    again = do(
        world,
        actions.record_commitment,
        world.opened,
        what="Kejar imunisasi",
        decision=world.decision,
        **fields,
    )
    assert Resolution.objects.get(commitment=made).problem == world.work["problem"]
    assert Resolution.objects.get(commitment=again).decision == world.decision
    found = queries.promised_for(world.opened)
    assert found == {world.work["problem"].pk: [(made.pk, "Jadwal sore")]}
    told = {e.text: e.promises for e in queries.entries_of(world.opened)}
    assert told[world.decision.text] == 1
    refused("problem.used", world, actions.withdraw_problem, world.work["problem"], reason="x")


# -- After the ratification ---------------------------------------------------------------------


def test_what_comes_late_stands_in_the_addendum_or_is_refused(world: World) -> None:
    meeting = ratified(world)
    problem = do(world, actions.record_problem, meeting, text="Masalah susulan")
    proposal = do(world, actions.record_proposal, meeting, text="Usulan susulan")
    assert problem.is_late and proposal.is_late
    told = {(row["kind"], row["text"]) for row in queries.late_entries(meeting)}
    assert {("problem", "Masalah susulan"), ("proposal", "Usulan susulan")} <= told
    assert queries.work_of(meeting).counts["problem"] == 0
    refused("meeting.work_ratified", world, actions.change_problem, problem, text="x")
    refused("meeting.work_ratified", world, actions.record_cause, problem, text="x")
    refused("meeting.work_ratified", world, actions.withdraw_problem, problem, reason="x")
    refused("meeting.ratified", world, actions.change_proposal, proposal, text="x")
    refused("meeting.ratified", world, actions.withdraw_proposal, proposal, reason="x")
    do(world, actions.reopen_meeting, meeting, who="chair", reason="Lengkapi")
    assert not Problem.objects.get(pk=problem.pk).is_late
    assert not Proposal.objects.get(pk=proposal.pk).is_late


def test_before_the_session_nothing_is_written(world: World) -> None:
    refused("meeting.not_open", world, actions.record_problem, world.planned, text="x")
    refused("meeting.not_open", world, actions.record_proposal, world.planned, text="x")


# -- Proposals ----------------------------------------------------------------------------------


def test_what_became_of_a_proposal_is_told_later(world: World) -> None:
    work_in_room(world)
    proposal = world.work["proposal"]
    do(world, actions.judge_proposal, proposal, state="carried")
    refused("proposal.same", world, actions.judge_proposal, proposal, state="carried")
    refused("proposal.no_reason", world, actions.judge_proposal, proposal, state="refused")
    do(world, actions.judge_proposal, proposal, state="refused", reason="Di luar pagu")
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert (proposal.state, proposal.reason) == ("refused", "Di luar pagu")
    verbs = [event.verb for event in history_of(world.opened)]
    assert "proposal.judged" not in verbs  # it is no part of the minutes that are ratified
    assert "proposal.judged" in [event.verb for event in history_of(world.forum)]
