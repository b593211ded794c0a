"""Rounds of ratings: whose scores count, what is frozen, what comes too late."""

import threading
from typing import Any

import pytest
from django.db import connection, connections

from mufakat.core.errors import RuleBroken
from mufakat.directory.links import Guest
from mufakat.directory.models import Link
from mufakat.journal.queries import last_told
from mufakat.meetings import actions, queries
from mufakat.meetings.forms import RaterForm, RoundForm
from mufakat.meetings.models import (
    Meeting,
    Minutes,
    Participant,
    PriorityRound,
    Rater,
    Score,
)
from tests import world as worlds
from tests.room import work_in_room
from tests.waiting import wait_until_it_waits
from tests.world import World, doing, wib

from .test_actions_minutes import judge_the_last
from .test_actions_work import do, refused

ON_SQLITE = connection.vendor == "sqlite"


def rate(world: World, rater: Rater, *values: int) -> None:
    problems = (world.work["problem"], world.work["other"])
    cells = [(str(p.pk), key) for p in problems for key in "USG"]
    do(world, actions.record_scores, rater, scores=dict(zip(cells, values, strict=False)))


def close(world: World, confirmed: bool = True) -> PriorityRound:
    closed = do(world, actions.close_round, world.work["round"], confirmed=confirmed)
    return PriorityRound.objects.get(pk=closed.pk)


def places(result: Any) -> list[tuple[str, list[int]]]:
    return [(row["text"], row["rank"]) for row in result["rows"]]


def test_the_result_is_frozen_with_who_was_counted(worked: World) -> None:
    opened = worked.work["round"]
    rate(worked, worked.work["rater"], 3, 3, 3, 5, 5, 4)
    rate(worked, worked.work["second"], 5, 5)  # not finished
    said = refused("round.unfinished", worked, actions.close_round, opened)
    assert str(worked.work["second"]) in str(said.message)
    result = close(worked).result
    assert result is not None
    assert places(result) == [
        ("Imunisasi dasar belum merata", [1, 1]),
        ("Kunjungan balita ke Posyandu turun", [2, 2]),
    ]
    assert result["counted"] == [str(worked.work["rater"])]
    assert result["unfinished"] == [str(worked.work["second"])]
    assert Score.objects.filter(rater__round=opened).count() == 8  # raw scores stay
    refused("round.closed", worked, actions.record_scores, worked.work["rater"], scores={})
    refused("round.closed", worked, actions.record_rater, opened, name="Baru")
    refused("round.closed", worked, actions.close_round, opened)
    assert queries.places_of(worked.opened)[str(worked.work["other"].pk)] == [1, 1]


def test_each_rater_is_told_how_many_scores_are_asked(worked: World) -> None:
    """Of two problems by three criteria: six, and who has given fewer has not finished."""
    rate(worked, worked.work["rater"], 3, 3, 3, 5, 5, 4)
    rate(worked, worked.work["second"], 5, 5, 5)
    raters = queries.raters_of(worked.work["round"], wib(6, 26, 11))
    told = {each.rater.pk: (each.given, each.asked, each.finished) for each in raters}
    assert told[worked.work["rater"].pk] == (6, 6, True)
    assert told[worked.work["second"].pk] == (3, 6, False)


def test_a_tie_is_a_tie(worked: World) -> None:
    rate(worked, worked.work["rater"], 3, 4, 5, 5, 4, 3)
    result = close(worked).result
    assert result is not None
    assert [row["rank"] for row in result["rows"]] == [[1, 2], [1, 2]]


def test_scores_are_changed_and_taken_back_until_the_round_closes(worked: World) -> None:
    rater = worked.work["rater"]
    cell = (str(worked.work["problem"].pk), "U")
    for value, left in ((3, 3), (5, 5), (None, None)):
        do(worked, actions.record_scores, rater, scores={cell: value})
        assert queries.scores_of(rater).get(cell) == left
    refused("score.off_scale", worked, actions.record_scores, rater, scores={cell: 9})
    refused("score.nothing", worked, actions.record_scores, rater, scores={})


def test_two_participants_of_one_name_are_told_apart_or_asked_about(world: World) -> None:
    work_in_room(world)
    with world.doing("notulis") as open_act:
        people = [
            actions.record_participant(
                open_act, world.opened, name="Siti Aminah", title=title, sector="desa"
            )
            for title in ("Kader RW 01", "Kader RW 02", "Kader RW 02")
        ]
    problems = [world.work["problem"], world.work["other"]]
    begin = {"method": "carl", "problems": problems}
    opened = do(world, actions.record_round, world.opened, raters=people[:2], **begin)
    assert [str(r) for r in opened.raters.all()] == [
        "Siti Aminah (Kader RW 01)",
        "Siti Aminah (Kader RW 02)",
    ]
    said = refused("rater.same_name", world, actions.record_rater, opened, participant=people[2])
    assert said.field == "detail"
    third = do(world, actions.record_rater, opened, participant=people[2], detail="PKK RW 05")
    assert str(third) == "Siti Aminah (PKK RW 05)"
    refused("rater.listed", world, actions.record_rater, opened, participant=people[2])
    all_three = {"raters": people, **begin}
    said = refused("rater.same_name", world, actions.record_round, world.opened, **all_three)
    assert said.field == "raters"


def test_hanlon_takes_the_magnitude_from_the_figures_where_all_have_them(world: World) -> None:
    with world.doing("notulis") as open_act:
        problems = [
            actions.record_problem(open_act, world.opened, text=str(n), numerator=n, denominator=9)
            for n in (2, 8)
        ]
        bare = actions.record_problem(open_act, world.opened, text="tanpa angka")
    for chosen, measured in ((problems, True), ([*problems, bare], False)):
        opened = do(world, actions.record_round, world.opened, method="hanlon", problems=chosen)
        assert opened.rule["criteria"][0]["measured"] is measured


def test_without_scores_the_assembly_is_the_rater(worked: World) -> None:
    problems = [worked.work["problem"], worked.work["other"]]
    begin = {"method": "musyawarah", "problems": problems}
    opened = do(worked, actions.record_round, worked.opened, **begin)
    rater = opened.raters.get()
    order = {(str(problems[0].pk), "N"): 2, (str(problems[1].pk), "N"): 1}
    do(worked, actions.record_scores, rater, scores=order)
    do(worked, actions.close_round, opened)
    result = PriorityRound.objects.get(pk=opened.pk).result
    assert result is not None
    assert places(result)[0] == ("Imunisasi dasar belum merata", [1, 1])


def test_a_rater_leaves_with_his_link_unless_he_scored(worked: World) -> None:
    opened, rater = worked.work["round"], worked.work["second"]
    assert do(worked, actions.record_rating_links, opened) == 2
    assert do(worked, actions.record_rating_links, opened) == 0  # they have theirs
    link = Link.objects.get(thing_id=str(rater.pk))
    do(worked, actions.withdraw_rater, rater)
    assert Link.objects.get(pk=link.pk).ended_at is not None
    rate(worked, worked.work["rater"], 3)
    refused("rater.has_scores", worked, actions.withdraw_rater, worked.work["rater"])


def test_scores_by_a_link_are_written_under_the_link(worked: World) -> None:
    do(worked, actions.record_rating_links, worked.work["round"])
    link = Link.objects.get(thing_id=str(worked.work["rater"].pk))
    cell = (str(worked.work["problem"].pk), "U")
    with doing(Guest(link)) as open_act:  # type: ignore[arg-type]
        actions.record_scores(open_act, worked.work["rater"], scores={cell: 4})
        assert open_act.by_id == str(link.pk)
    assert queries.scores_of(worked.work["rater"]) == {cell: 4}


@pytest.mark.parametrize("ends", ["closed", "cancelled"])
def test_an_open_round_keeps_the_minutes_from_being_ratified(worked: World, ends: str) -> None:
    judge_the_last(worked)
    meeting = Meeting.objects.select_related("forum").get(pk=worked.opened.pk)
    said = refused("meeting.not_ready", worked, actions.ratify_meeting, meeting, who="chair")
    assert "1" in str(said.message)
    if ends == "closed":
        rate(worked, worked.work["rater"], 3, 4, 5, 5, 4, 2)
        close(worked)
    else:
        do(worked, actions.cancel_round, worked.work["round"], reason="Diulang")
    do(worked, actions.ratify_meeting, meeting, who="chair")
    frozen = Minutes.objects.get(meeting=meeting).snapshot
    assert len(frozen["priorities"]) == (1 if ends == "closed" else 0)
    refused(
        "meeting.work_ratified", worked, actions.record_round, meeting, method="carl", problems=[]
    )
    refused("meeting.work_ratified", worked, actions.cancel_round, worked.work["round"], reason="x")


@pytest.mark.parametrize(
    "what", ["problem", "cause", "group", "report", "proposal", "signature", "scores"]
)
def test_whatever_is_worked_out_counts_as_added(worked: World, what: str) -> None:
    judge_the_last(worked)
    made = worked.work
    seen = last_told(worked.opened)
    person = Participant.objects.filter(meeting=worked.opened, present=True).order_by("name")[1]
    cell = (str(made["problem"].pk), "U")
    steps: dict[str, Any] = {
        "problem": (actions.record_problem, worked.opened, {"text": "x"}),
        "cause": (actions.withdraw_cause, made["cause"], {}),
        "group": (actions.record_group, worked.opened, {"name": "x"}),
        "report": (actions.report_group, made["group"], {"report": "x"}),
        "proposal": (actions.change_proposal, made["proposal"], {"text": "x"}),
        "signature": (actions.sign_sheet, made["sheet"], {"participant": person, "on_paper": True}),
        "scores": (actions.record_scores, made["rater"], {"scores": {cell: 3}}),
    }
    action, thing, fields = steps[what]
    do(worked, action, thing, **fields)
    meeting = Meeting.objects.select_related("forum").get(pk=worked.opened.pk)
    refused("meeting.added_since", worked, actions.ratify_meeting, meeting, who="chair", seen=seen)


def test_the_clock_of_the_agenda_is_nothing_that_is_added(worked: World) -> None:
    do(worked, actions.cancel_round, worked.work["round"], reason="x")
    judge_the_last(worked)
    seen = last_told(worked.opened)
    do(worked, actions.begin_agenda, worked.opened, worked.item)
    meeting = Meeting.objects.select_related("forum").get(pk=worked.opened.pk)
    do(worked, actions.ratify_meeting, meeting, who="chair", seen=seen)


# -- Ratifying while entries arrive -------------------------------------------------------------


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["problem", "scores"])
def test_what_arrives_while_the_chair_ratifies_is_late_or_refused(what: str) -> None:
    world = worlds.build()
    work_in_room(world)
    judge_the_last(world)
    rate(world, world.work["rater"], 3, 4, 5, 5, 4, 2)
    close(world)
    refusals: list[str] = []

    def write() -> None:
        try:
            with world.doing("notulis", wib(6, 26, 12)) as open_act:
                if what == "problem":
                    meeting = Meeting.objects.get(pk=world.opened.pk)
                    actions.record_problem(open_act, meeting, text="Di tengah pengesahan")
                else:
                    rater = Rater.objects.select_related("round__meeting").get(
                        pk=world.work["rater"].pk
                    )
                    cell = (str(world.work["problem"].pk), "U")
                    actions.record_scores(open_act, rater, scores={cell: 1})
        except RuleBroken as broken:
            refusals.append(broken.code)
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    with world.doing("chair", wib(6, 26, 12)) as open_act:
        meeting = Meeting.objects.select_related("forum").get(pk=world.opened.pk)
        actions.ratify_meeting(open_act, meeting)
        thread.start()
        wait_until_it_waits(thread)
    thread.join(30)
    frozen = Minutes.objects.get(meeting=world.opened).snapshot
    assert "Di tengah pengesahan" not in [p["text"] for p in frozen["problems"]]
    if what == "problem":
        late = [p.text for p in world.opened.problems.all() if p.is_late]
        assert (refusals, late) == ([], ["Di tengah pengesahan"])
    else:
        assert refusals == ["meeting.work_ratified"]


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_score_that_arrives_while_the_round_closes_is_refused() -> None:
    world = worlds.build()
    work_in_room(world)
    rate(world, world.work["rater"], 3, 4, 5, 5, 4, 2)
    refusals: list[str] = []

    def write() -> None:
        try:
            rate(
                world,
                Rater.objects.select_related("round__meeting").get(pk=world.work["second"].pk),
                5,
            )
        except RuleBroken as broken:
            refusals.append(broken.code)
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    with world.doing("notulis", wib(6, 26, 12)) as open_act:
        opened = PriorityRound.objects.select_related("meeting__forum").get(
            pk=world.work["round"].pk
        )
        actions.close_round(open_act, opened, confirmed=True)
        thread.start()
        wait_until_it_waits(thread)
    thread.join(30)
    assert refusals == ["round.closed"]
    assert not Score.objects.filter(rater=world.work["second"]).exists()


def test_raters_are_offered_in_the_order_of_their_names(world: World) -> None:
    """Titles do not count, as in every list of people."""
    names = ("dr. Zaenal Abidin", "Hj. Aminah", "Budi Santoso, S.KM.")
    for name in names:
        Participant.objects.create(meeting=world.opened, name=name, present=True)
    for form, name in ((RoundForm, "raters"), (RaterForm, "participant")):
        field: Any = form(None, meeting=world.opened).fields[name]
        labels = [str(label) for _key, label in field.choices]
        found = [each for label in labels for each in names if label.startswith(each)]
        assert found == ["Hj. Aminah", "Budi Santoso, S.KM.", "dr. Zaenal Abidin"]
