"""Proof that is withdrawn after the verdict "kept" and before the minutes are ratified: the chair hears of it."""

from typing import Any

import pytest

from mufakat.commitments import actions
from mufakat.commitments.models import Commitment, Evidence, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.journal.queries import last_told
from mufakat.meetings import actions as meetings, queries
from mufakat.meetings.models import Meeting
from tests.proofs import proof
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def fresh(world: World) -> Meeting:
    return Meeting.objects.select_related("forum").get(pk=world.opened.pk)


def reported(world: World, **more: Any) -> Evidence:
    with world.doing("partner", wib(6, 20)) as act:
        actions.record_update(
            act, commitment=world.promise_waiting, text="Sudah.", says_done=True, proofs=[proof()]
        )
    return Evidence.objects.order_by("-at").first() or Evidence()


@pytest.fixture
def kept(world: World) -> Evidence:
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(proof_asked="Daftar hadir")
    sent = reported(world)
    with world.doing("notulis", wib(6, 26, 11)) as act:
        meetings.give_verdict(act, world.opened, commitment=world.promise_waiting, verdict="kept")
    return sent


def withdrawn(world: World, evidence: Evidence) -> None:
    with world.doing("partner", wib(6, 26, 12)) as act:
        actions.withdraw_evidence(act, evidence, reason="Bukan milik saya")


def ratified(world: World, **more: Any) -> None:
    with world.doing("chair", wib(6, 26, 13)) as act:
        meetings.ratify_meeting(act, fresh(world), **more)


def test_it_was_added_since_the_page_was_read(world: World, kept: Evidence) -> None:
    seen = last_told(world.opened)
    withdrawn(world, kept)
    with pytest.raises(RuleBroken) as broken:
        ratified(world, seen=seen)
    assert broken.value.code == "meeting.added_since"
    assert kept.name in str(broken.value.message)


def test_it_is_asked_about_like_a_gap(world: World, kept: Evidence) -> None:
    withdrawn(world, kept)
    client, url = world.client("chair"), f"{world.opened.get_absolute_url()}sahkan/"
    page = client.get(url).content.decode()
    assert "gaps_confirmed" in page
    assert world.promise_waiting.what in page
    sent = {"act_id": str(new_id()), "base": str(last_told(world.opened))}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"gaps_confirmed": "on"}).status_code == 303
    assert fresh(world).is_ratified


def test_a_verdict_that_stands_on_something_is_not_asked_about(
    world: World, kept: Evidence
) -> None:
    assert queries.proofs_gone(world.opened) == []
    withdrawn(world, kept)
    assert queries.proofs_gone(world.opened) == [world.promise_waiting.what]
    Verdict.objects.filter(commitment=world.promise_waiting).update(proof_seen=True)
    assert queries.proofs_gone(world.opened) == []


def test_another_file_is_still_there(world: World) -> None:
    first = reported(world)
    reported(world)
    with world.doing("notulis", wib(6, 26, 11)) as act:
        meetings.give_verdict(act, world.opened, commitment=world.promise_waiting, verdict="kept")
    withdrawn(world, first)
    assert queries.proofs_gone(world.opened) == []


def test_a_ratified_session_is_told_nothing_more(world: World, kept: Evidence) -> None:
    ratified(world)
    seen = last_told(world.opened)
    withdrawn(world, kept)
    assert last_told(world.opened) == seen
