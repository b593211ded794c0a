"""What villages bring before the lokmin: which of it is offered, what is made of it, and how long that holds."""

from typing import Any

import pytest
import time_machine

from mufakat.commitments.models import Verdict
from mufakat.directory.actions import change_forum, record_forum, record_membership, record_region
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions, queries
from mufakat.meetings.models import InputAnswer, Meeting, Problem, Proposal, Resolution
from tests.village import again, bring_wishes, found_village, ratify, village_session
from tests.world import World, doing, wib

from .test_actions_minutes import judge_the_last
from .test_actions_work import do, refused


@pytest.fixture(autouse=True)
def wished(world: World) -> None:
    bring_wishes(world)


def offered(world: World, meeting: Meeting | None = None) -> list[str]:
    return [o.text for o in queries.inputs_offered(again(meeting or world.opened))]


WATER, LATRINES, WELL = (
    "Air bersih tidak mengalir di RW 05",
    "Tidak ada jamban di RW 09",
    "Sumur bor RW 05",
)


def take(world: World, *things: Any, who: str = "notulis") -> Any:
    keys = [thing.pk for thing in things]
    return do(world, actions.take_input, again(world.opened), inputs=keys, who=who)


def test_what_is_taken_up_is_of_this_session_and_offered_no_more(world: World) -> None:
    work = world.work
    assert offered(world) == [WATER, LATRINES, WELL]
    first, last = take(world, work["wished"], work["wish"])
    problem, proposal = Problem.objects.get(came_from=first), Proposal.objects.get(came_from=last)
    assert (problem.meeting_id, problem.text, problem.region) == (
        *(world.opened.pk, WATER),
        world.village,
    )
    assert (proposal.text, proposal.amount_idr, proposal.level) == (WELL, 12_000_000, "kecamatan")
    assert first.told == "MMD Kel. Jamika, 10 Juni 2026"
    assert offered(world) == [LATRINES]
    told = [e.verb for e in history_of(world.opened, limit=9)]
    assert (told.count("input.taken"), told.count("input.declined")) == (2, 1)
    assert history_of(work["mmd"], limit=1)[0].verb == "meeting.ratified"  # the village not yet
    event = Event.objects.filter(verb="input.taken").first()
    assert event is not None
    assert "MMD Kel. Jamika" in sentence(event)


def test_the_same_twice_is_refused(world: World) -> None:
    work = world.work
    take(world, work["wished"])
    for things in ([work["wished"]], [work["second_wish"], work["wished"]]):
        keys = [thing.pk for thing in things]
        refused("input.answered", world, actions.take_input, again(world.opened), inputs=keys)
    why = {"entry": work["wished"], "reason": "x"}
    refused("input.answered", world, actions.decline_input, again(world.opened), **why)
    assert InputAnswer.objects.filter(decision="taken").count() == 1
    keys = [work["second_wish"].pk] * 2  # twice in one form is one
    assert len(do(world, actions.take_input, again(world.opened), inputs=keys)) == 1


def test_each_forum_answers_for_itself(world: World) -> None:
    """The monthly lokmin of the Puskesmas has its own answer; the rakor of a city has none."""
    take(world, world.work["wished"])
    with doing(None, wib(1, 6)) as act:
        forum = record_forum(
            act, name="Lokmin bulanan", kind="lokmin_bulanan", region=world.kecamatan
        )
        record_membership(act, forum=forum, organisation=world.citarip, role="host")
    when = {"starts_at": wib(6, 29), "ends_at": wib(6, 29, 12), "place": "Aula"}
    plan: Any = {"forum": forum, "title": "Lokmin bulanan Juni", **when}
    monthly = do(world, actions.record_meeting, kind="LM-BR", **plan)
    assert offered(world, monthly) == [WATER, LATRINES, "Lampu jalan mati", WELL]
    group = do(world, actions.record_meeting, kind="FGD", **plan)
    assert offered(world, group) == []


def test_only_what_was_ratified_there_and_before_is_offered(world: World) -> None:
    with doing(None, wib(1, 6)) as act:
        far = record_forum(
            act,
            name="Forum Soreang",
            kind="lainnya",
            region=next(r for c, r in world.regions.items() if c.startswith("32.04.37.")),
        )
        record_membership(act, forum=far, organisation=world.citarip, role="host")
    village_session(world, far, 6, 11, "Di kecamatan lain")
    mine = found_village(world)
    village_session(world, mine, 6, 12, "Belum disahkan", ratified=False)
    village_session(world, found_village(world), 7, 20, "Sesudah lokmin")
    village_session(world, found_village(world), 6, 13, "Bukan musyawarah", kind="FGD")
    late = village_session(world, found_village(world), 6, 14, "Pada waktunya")
    do(world, actions.record_problem, late, text="Hanya di adendum")
    within = {"text": "Musrenbang desa", "level": "village"}
    reopened = village_session(world, found_village(world), 6, 15, "Tiga")
    do(world, actions.reopen_meeting, reopened, reason="x", who="chair")
    do(world, actions.record_proposal, reopened, **within)
    do(world, actions.ratify_meeting, again(reopened), who="chair")
    assert offered(world) == [WATER, LATRINES, WELL, "Pada waktunya", "Tiga"]


def test_the_assembly_brings_what_the_survey_found(world: World) -> None:
    forum = found_village(world)
    village_session(world, forum, 6, 2, "Dari survei", kind="SMD")
    assert "Dari survei" in offered(world)
    village_session(world, forum, 6, 5, "Pilihan musyawarah")
    assert "Dari survei" not in offered(world)
    assert "Pilihan musyawarah" in offered(world)


def test_what_nobody_answers_stays_a_year(world: World) -> None:
    judge_the_last(world)
    take(world, world.work["wished"])
    do(world, actions.ratify_meeting, again(world.opened), who="chair")
    assert offered(world) == []  # the session is ratified
    assert offered(world, world.planned) == [LATRINES, WELL]
    undated = world.undated.pk
    with time_machine.travel("2027-06-20T05:00:00Z"):
        assert offered(world, world.undated) == []  # a year has passed, and the forum has met
    Meeting.objects.filter(pk=world.opened.pk).update(state="cancelled")
    Meeting.objects.filter(pk=undated).update(starts_at=wib(12, 1).replace(year=2028))
    Meeting.objects.filter(pk=undated).update(ends_at=wib(12, 2).replace(year=2028))
    assert LATRINES in offered(world, world.undated)  # where none met, it still waits


def test_reopened_minutes_of_the_village(world: World) -> None:
    """Nothing is offered while they are open; what was taken up stays and keeps its ground; new words come anew."""
    work = world.work
    (answer,) = take(world, work["wished"])
    do(world, actions.reopen_meeting, work["mmd"], reason="Salah RW", who="chair")
    assert offered(world) == []
    keys = [work["second_wish"].pk]
    refused("input.answered", world, actions.take_input, again(world.opened), inputs=keys)
    problem = Problem.objects.select_related("meeting__forum").get(pk=work["wished"].pk)
    broken = refused("problem.used", world, actions.withdraw_problem, problem, reason="x")
    assert "1" in str(broken.message)
    do(world, actions.change_problem, problem, text="Air bersih di RW 06")
    second = Problem.objects.select_related("meeting__forum").get(pk=work["second_wish"].pk)
    do(world, actions.change_problem, second, text="Tidak ada jamban di RW 10")
    ratify(again(work["mmd"]))
    assert offered(world) == ["Tidak ada jamban di RW 10", WELL]
    answer.refresh_from_db()
    assert (answer.text, answer.problem.text) == (WATER, WATER)


def test_reopened_while_somebody_takes_it_up(world: World, monkeypatch: Any) -> None:
    """The list was read before the village reopened its minutes: the lock on them tells."""
    stale = queries.inputs_offered(again(world.opened))
    do(world, actions.reopen_meeting, world.work["mmd"], reason="x", who="chair")
    monkeypatch.setattr(queries, "inputs_offered", lambda meeting: stale)
    keys = [world.work["wished"].pk]
    refused("input.answered", world, actions.take_input, again(world.opened), inputs=keys)


def test_a_proposal_that_was_answered_is_not_taken_back(world: World) -> None:
    take(world, world.work["wish"])
    do(world, actions.reopen_meeting, world.work["mmd"], reason="x", who="chair")
    wish = Proposal.objects.select_related("meeting__forum").get(pk=world.work["wish"].pk)
    refused("proposal.answered", world, actions.withdraw_proposal, wish, reason="x")


def test_taken_back_it_is_offered_again(world: World) -> None:
    work = world.work
    answers = take(world, work["wished"], work["wish"])
    taken = Problem.objects.select_related("meeting__forum").get(came_from=answers[0])
    do(world, actions.withdraw_problem, taken, reason="Salah ketuk")
    proposal = Proposal.objects.select_related("meeting__forum").get(came_from=answers[1])
    do(world, actions.withdraw_proposal, proposal, reason="Salah ketuk")
    do(world, actions.restore_input, again(world.opened), work["declined"])
    assert not InputAnswer.objects.exists()
    assert offered(world) == [WATER, LATRINES, "Lampu jalan mati", WELL]
    assert [e.verb for e in history_of(world.opened, limit=9)].count("input.restored") == 3
    assert history_of(work["mmd"], limit=1)[0].verb == "meeting.ratified"  # it had read nothing


def test_a_cancelled_session_leaves_no_answer(world: World) -> None:
    do(world, actions.cancel_meeting, again(world.planned), reason="x")
    take(world, world.work["wished"])
    Verdict.objects.filter(session_id=str(world.opened.pk)).delete()
    Resolution.objects.filter(meeting=world.opened).delete()
    do(world, actions.cancel_meeting, again(world.opened), reason="Banjir")
    assert not InputAnswer.objects.exists()
    assert WATER in offered(world, world.undated)


def test_only_while_the_session_is_under_way(world: World) -> None:
    keys = {"inputs": [world.work["wished"].pk]}
    refused("meeting.not_open", world, actions.take_input, again(world.planned), **keys)
    refused("input.ratified", world, actions.take_input, again(world.ratified), **keys)
    why = {"entry": world.work["wished"], "reason": " "}
    refused("input.no_reason", world, actions.decline_input, again(world.opened), **why)
    refused("input.none", world, actions.take_input, again(world.opened), inputs=[])


def test_a_village_forum_that_ended_is_still_heard(world: World) -> None:
    forum = world.work["mmd"].forum
    with doing(None, wib(6, 20)) as act:
        actions.end_forum(act, forum, on=wib(6, 20).date())
    assert offered(world) == [WATER, LATRINES, WELL]


def test_a_region_with_another_code_is_still_heard(world: World) -> None:
    """The kecamatan got another code and its lokmin moved there; the village's forum did not, but its region did."""
    new: dict[str, Any] = {"valid_from": wib(6, 1).date(), "source": "Kepmendagri"}
    with doing(None, wib(6, 15)) as act:
        kecamatan = record_region(
            act, code="32.73.99", kind="kecamatan", name="Baru", parent=world.city, **new
        )
        change_forum(act, world.forum, base=None, region=kecamatan)
    assert offered(world) == []
    with doing(None, wib(6, 16)) as act:
        record_region(
            act,
            code="32.73.99.1001",
            kind="kelurahan",
            name="Jamika",
            parent=kecamatan,
            predecessor=world.village,
            **new,
        )
    assert offered(world) == [WATER, LATRINES, WELL]
    assert take(world, world.work["wished"])[0].told == "MMD Kel. Jamika, 10 Juni 2026"


def test_figures_of_the_village_stay_there(world: World) -> None:
    take(world, world.work["wished"])
    counts = queries.figures_of([world.opened])[world.opened.pk]
    assert (counts["carried_in"], counts["made"]) == (3, 1)
