"""A forum ends with promises open: another takes them over with their whole history, or they wait where they are."""

import html
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments import jobs
from mufakat.commitments.actions import record_commitment_link
from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Forum
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.journal.worker import Reactions, work_once
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting
from tests.world import World, ratify_second_session, wib

ON = date(2026, 6, 30)
TOLD = ("commitment.recorded", "commitment.taken", "verdict.given")
REACTIONS: Reactions = {verb: [jobs.retally] for verb in TOLD}


@pytest.fixture(autouse=True)
def no_session_is_under_way(world: World) -> None:
    ratify_second_session(world)


def end(world: World, **fields: Any) -> Forum:
    with world.doing("administrator", wib(6, 30)) as act:
        return actions.end_forum(
            act, world.forum, on=ON, confirmed=True, reason="Digabung", **fields
        )


def session_of(world: World, month: int, day: int) -> Meeting:
    """A session of the forum next door."""
    with world.doing("neighbour", wib(6, 1)) as act:
        return actions.record_meeting(
            act,
            forum=world.neighbour_forum,
            kind="LM-TR",
            title="Lokmin Soreang",
            starts_at=wib(month, day, 9),
            ends_at=wib(month, day, 12),
        )


def still_open(world: World) -> set[Any]:
    return set(Commitment.objects.filter(state="open").values_list("pk", flat=True))


def test_another_forum_takes_them_over(world: World) -> None:
    moved = still_open(world)
    assert len(moved) == 3
    end(world, successor=world.neighbour_forum)
    found = Commitment.objects.filter(pk__in=moved)
    assert {(c.forum, c.origin, c.taken_on) for c in found} == {
        (world.neighbour_forum, world.forum, ON)
    }
    for forum in (world.forum, world.neighbour_forum):  # told in both histories
        told = [event for event in history_of(forum) if event.verb == "commitment.taken"]
        assert len(told) == 3
    world.forum.refresh_from_db()
    assert world.forum.valid_to == ON
    kept = Commitment.objects.get(pk=world.promise_kept.pk)
    assert (kept.forum, kept.origin) == (world.forum, None)


def test_they_lie_on_the_table_of_its_next_session(world: World) -> None:
    before, after = session_of(world, 6, 10), session_of(world, 9, 10)
    moved = still_open(world)
    end(world, successor=world.neighbour_forum)
    assert set(queries.carried_into(after).values_list("pk", flat=True)) == moved
    assert not queries.carried_into(before).exists()
    with time_machine.travel("2026-09-10T03:00:00Z"), world.doing("neighbour") as act:
        actions.open_meeting(act, after)
        promise = Commitment.objects.get(pk=world.promise_waiting.pk)
        verdict = actions.give_verdict(act, after, commitment=promise, verdict="kept")
    assert verdict.forum == world.neighbour_forum
    assert Verdict.objects.filter(commitment=world.promise_continued).count() == 1  # its history


def test_figures_stay_where_they_were_made(world: World) -> None:
    end(world, successor=world.neighbour_forum)
    while work_once(REACTIONS):
        pass
    assert jobs.differences() == []
    cells = jobs.count_all()
    here = ("forum", str(world.forum.pk))
    of_forum = [n for cell, n in cells.items() if (cell.node_kind, cell.node_key) == here]
    assert sum(n["made"] for n in of_forum) == 4


def test_without_another_forum_they_wait_where_they_are(world: World) -> None:
    moved = still_open(world)
    with pytest.raises(RuleBroken) as broken, world.doing("administrator", wib(6, 30)) as act:
        actions.end_forum(act, world.forum, on=ON)
    assert broken.value.code == "forum.unfinished"
    end(world)
    assert still_open(world) == moved
    assert set(world.forum.commitments.filter(state="open").values_list("pk", flat=True)) == moved


def test_a_forum_that_has_ended_takes_nothing_over(world: World) -> None:
    with world.doing("administrator") as act:
        actions.end_forum(act, world.neighbour_forum, on=date(2026, 6, 1))
    for successor in (world.neighbour_forum, world.forum):
        with pytest.raises(RuleBroken) as broken:
            end(world, successor=successor)
        assert broken.value.code == "forum.no_successor"
    world.forum.refresh_from_db()
    assert world.forum.valid_to is None
    assert not Event.objects.filter(verb="commitment.taken").exists()


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.parametrize("followed", [True, False])
def test_its_links_still_take_reports(world: World, followed: bool) -> None:
    """The owner is told before whom it lies now; the door of a session that was planned still opens."""
    with time_machine.travel("2026-06-28T03:00:00Z"):
        with world.doing("notulis") as act:
            link = record_commitment_link(act, world.promise_continued)
            door = actions.record_door(act, world.planned, name="Pintu")
        end(world, **({"successor": world.neighbour_forum} if followed else {}))
    with time_machine.travel("2026-07-02T03:00:00Z"):
        here = f"/janji-satu/{token_of(link)}/"
        sent = {"act_id": str(new_id()), "text": "Selesai.", "says_done": "on"}
        assert Client().post(f"{here}kabar/", sent).status_code == 303
        told = text_of(Client().get(here))
        assert "Selesai." in told
        assert (str(world.neighbour_forum) in told) is followed
        assert ("30 Jun 2026" in told) is not followed  # the day on which the forum ended
    with time_machine.travel("2026-09-25T02:30:00Z"):
        assert Client().get(f"/hadir/{token_of(door)}/").status_code == 200


def test_who_takes_over_may_revoke_its_links(world: World) -> None:
    with world.doing("notulis", wib(6, 28)) as act:
        link = record_commitment_link(act, world.promise_continued)
    end(world, successor=world.neighbour_forum)
    url = f"/tautan/{link.pk}/cabut/"
    assert world.client("neighbour").get(url).status_code == 200
    assert world.client("notulis").get(url).status_code in (403, 404)


def test_a_forum_may_take_over_later(world: World) -> None:
    """Ended without one; months later somebody takes over what was left."""
    moved = still_open(world)
    end(world)
    page = world.client("administrator").get(world.forum.get_absolute_url()).content.decode()
    url = f"{world.forum.get_absolute_url()}akhiri/"
    assert url in page
    with world.doing("administrator", wib(9, 1)) as act:
        forum = Forum.objects.get(pk=world.forum.pk)
        actions.end_forum(act, forum, on=date(2026, 9, 1), successor=world.neighbour_forum)
    found = Commitment.objects.filter(pk__in=moved)
    assert {(c.forum, c.taken_on) for c in found} == {(world.neighbour_forum, date(2026, 9, 1))}
    world.forum.refresh_from_db()
    assert world.forum.valid_to == ON  # it ended when it ended
    page = world.client("administrator").get(world.forum.get_absolute_url()).content.decode()
    assert url not in page  # nothing is left
    with pytest.raises(RuleBroken) as broken:
        end(world, successor=world.neighbour_forum)
    assert broken.value.code == "period.ended_already"


@time_machine.travel("2026-07-01T03:00:00Z")
def test_by_the_page(world: World) -> None:
    url = f"{world.forum.get_absolute_url()}akhiri/"
    client = world.client("administrator")
    assert 'name="successor"' in client.get(url).content.decode()
    sent = {
        "act_id": str(new_id()),
        "on": "2026-06-30",
        "successor": str(world.neighbour_forum.pk),
        "confirmed": "on",
        "reason": "Digabung",
    }
    # He does not see the forum next door: nothing is taken over by guessing its id.
    assert client.post(url, sent).status_code == 422
    assert Commitment.objects.filter(forum=world.neighbour_forum).count() == 0
