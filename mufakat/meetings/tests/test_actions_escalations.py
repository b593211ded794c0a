"""A promise goes to the forum above with its file, lies on its table, and its answer comes back."""

from datetime import date
from typing import Any

import pytest

from mufakat.commitments.models import Commitment
from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import (
    change_forum,
    end_forum as end_in_directory,
    record_forum,
    record_membership,
)
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.journal.rules import digest_of
from mufakat.meetings import actions, queries, snapshot
from mufakat.meetings.models import Escalation, Meeting
from tests.world import World, wib

from .conftest import Above


def test_the_whole_way(world: World, above: Above) -> None:
    before = above.session(6, 30)
    raised = above.raised()
    after = above.session(8, 1)
    assert queries.from_below(before) == []  # it began before it was raised
    (row,) = queries.from_below(after)
    assert (row.what, row.from_forum, row.hearing) == (raised.what, str(world.forum), None)
    waits = queries.obstacles(after)  # the session of 30 June, and this
    assert len(waits) == 2
    above.answered(after, raised)
    assert [why for why in queries.obstacles(after) if "30.6." not in why] == []
    raised.refresh_from_db()
    assert (raised.state, raised.decision) == ("answered", "helps")
    told = history_of(above.promise())
    assert [e.verb for e in told[:2]] == ["escalation.answered", "escalation.raised"]
    assert (
        "Dinkes meminjamkan alat."
        in queries.above_of([raised.commitment_id])[raised.commitment_id].answer
    )


def test_the_file_is_frozen(world: World, above: Above) -> None:
    raised = above.raised()
    file = raised.file
    assert file["what"] == world.promise_continued.what
    assert file["due_first"] == "2026-06-15"
    assert file["due_now"] == "2026-09-15"
    assert (file["sessions"], raised.sessions) == (1, 1)
    kinds = [moment["kind"] for moment in file["way"]]
    assert kinds == ["update", "verdict"]
    assert raised.digest == digest_of(file)
    event = Event.objects.get(verb="escalation.raised")
    assert event.data["file"] == raised.digest


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code.replace(".", r"\."))


def test_raised_twice(above: Above) -> None:
    above.raised()
    with refused("escalation.waits"):
        above.raised()
    assert Escalation.objects.count() == 1


def test_raised_again_after_the_answer(above: Above) -> None:
    raised = above.raised()
    above.answered(above.session(8, 1), raised, decision="advises")
    above.raised(9, 1)
    assert list(Escalation.objects.values_list("state", flat=True)) == ["returned", "waiting"]


def test_no_forum_above(world: World, above: Above) -> None:
    with world.doing("administrator") as act:
        change_forum(act, world.forum, base=None, parent=None)
    assert [f.pk for f in queries.forums_above(above.promise().forum)] == [above.forum.pk]
    with world.doing("administrator") as act:
        end_in_directory(act, above.forum, on=date(2026, 12, 31))  # known, and still ahead
    with refused("escalation.nowhere"):
        above.raised(to_forum=world.neighbour_forum)


def test_another_forum_is_not_above(world: World, above: Above) -> None:
    for to_forum, code in (
        (world.neighbour_forum, "escalation.not_above"),
        (world.forum, "escalation.same"),
    ):
        with refused(code):
            above.raised(to_forum=to_forum)


def test_a_forum_that_ended(world: World, above: Above) -> None:
    with world.doing("administrator") as act:
        end_in_directory(act, above.forum, on=date(2026, 12, 31))  # known, and still ahead
    above.forum.refresh_from_db()
    with refused("escalation.ended"):
        above.raised(12, 1)


def test_a_closed_promise(world: World, above: Above) -> None:
    Commitment.objects.filter(pk=world.promise_continued.pk).update(state="dropped")
    with refused("escalation.closed"):
        above.raised()


def test_round_in_a_circle(world: World, above: Above) -> None:
    """A raises to B; then B is put below A; B would raise it further to A."""
    raised, meeting = above.raised(), above.session(8, 1)
    with world.doing("administrator") as act:
        change_forum(act, world.forum, base=None, parent=None)
        change_forum(act, meeting.forum, base=None, parent=world.forum)
    with refused("escalation.loop"):
        above.answered(meeting, raised, decision="forwarded", to_forum=world.forum)
    assert Escalation.objects.get().state == "waiting"


def test_round_in_a_circle_of_three(world: World, above: Above) -> None:
    """A raises to B, B further to C; then A is put above C, which would raise it to A."""
    raised, meeting = above.raised(), above.session(8, 1)
    with world.doing("administrator") as act:
        top = record_forum(act, name="Rakor Jawa Barat", kind="rakor", region=world.province)
        centre = world.bodies["crisis_centre"]
        record_membership(act, forum=top, organisation=centre, role="host")
    above.answered(meeting, raised, decision="forwarded", to_forum=top)
    Escalation.objects.filter(previous=raised).update(raised_at=wib(8, 1, 11))
    further = Escalation.objects.get(previous=raised)
    highest = Above(world, top)
    last = highest.session(9, 1)
    with world.doing("administrator") as act:
        change_forum(act, world.forum, base=None, parent=None)
        change_forum(act, top, base=None, parent=world.forum)
    last.refresh_from_db()
    for to_forum, code in ((world.forum, "loop"), (above.forum, "not_above")):
        with refused(f"escalation.{code}"):
            highest.answered(last, further, decision="forwarded", to_forum=to_forum)
    further.refresh_from_db()
    assert (further.state, Escalation.objects.count()) == ("waiting", 2)


def test_raised_further_and_back_to_the_origin(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    with world.doing("administrator") as act:
        top = record_forum(act, name="Rakor Jawa Barat", kind="rakor", region=world.province)
    with refused("escalation.whereto"):
        above.answered(meeting, raised, decision="forwarded")
    Escalation.objects.filter(pk=raised.pk).update(raised_at=wib(7, 1, 5))  # still 30 June by UTC
    raised.refresh_from_db()
    above.answered(meeting, raised, decision="forwarded", to_forum=top)
    further = Escalation.objects.get(previous=raised)
    assert further.file["before"][0]["on"] == "2026-07-01"
    assert (further.from_forum, further.to_forum, further.state) == (above.forum, top, "waiting")
    assert further.file["before"][0]["from"] == str(world.forum)
    assert queries.waits_at(above.promise()) == "Rakor Jawa Barat"


def test_answered_twice(above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    above.answered(meeting, raised)
    with refused("escalation.heard"):
        above.answered(meeting, raised)
    with refused("escalation.not_here"):
        above.answered(above.session(9, 1), raised)


def test_deferred_comes_to_the_next_session(above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    above.answered(meeting, raised, decision="deferred", text="Kepala BKAD tidak hadir.")
    assert queries.unheard(meeting) == 0
    following = above.session(9, 1)
    assert queries.unheard(following) == 1
    assert Escalation.objects.get().state == "waiting"


def test_settled_meanwhile(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    Commitment.objects.filter(pk=world.promise_continued.pk).update(state="kept")
    with refused("escalation.settled"):
        above.answered(meeting, raised)
    above.answered(meeting, raised, decision="closed", text="Sudah selesai.")
    assert Escalation.objects.get().state == "returned"


def test_taken_back(above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    for decision in ("helps", "deferred"):
        hearing = above.answered(meeting, raised, decision=decision)
        with above.world.doing("outsider") as act:
            actions.withdraw_hearing(act, meeting, hearing)
        raised.refresh_from_db()
        assert (raised.state, raised.decision, raised.answered_at) == ("waiting", "", None)
        assert queries.unheard(meeting) == 1
    assert Event.objects.filter(verb="hearing.withdrawn").count() == 2


def test_the_forum_above_is_dissolved(world: World, above: Above) -> None:
    raised = above.raised()
    with world.doing("administrator") as act:
        actions.end_forum(act, above.forum, on=date(2026, 12, 1), confirmed=True, reason="SK baru")
    raised.refresh_from_db()
    assert (raised.state, raised.decision) == ("returned", "dissolved")
    assert "Rakor Kota Bandung" in raised.answer
    assert history_of(above.promise())[0].verb == "escalation.answered"


def test_ratified_minutes_keep_what_was_answered(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    above.answered(meeting, raised)
    Meeting.objects.filter(pk=meeting.pk).update(
        state="ratified", edition=1, ratified_at=wib(8, 2), ratified_by="Wali Kota"
    )
    meeting.refresh_from_db()
    (row,) = queries.from_below(meeting)
    assert row.text == "Dinkes meminjamkan alat."
    with refused("escalation.session"):
        above.answered(meeting, raised)


def test_a_raised_promise_is_not_taken_back(world: World, above: Above) -> None:
    promise = Commitment.objects.get(pk=world.promise_new.pk)
    with world.doing("chair") as act:
        actions.raise_escalation(act, promise, to_forum=above.forum, reason="Di luar wewenang")
    with world.doing("notulis") as act, refused("commitment.raised"):
        actions.withdraw_commitment(act, world.opened, promise, reason="salah tulis")


def test_proposed_after_so_many_sessions(world: World, above: Above) -> None:
    def proposed() -> list[Any]:
        meeting = Meeting.objects.select_related("forum").get(pk=world.opened.pk)
        return list(queries.proposed_in(meeting))

    assert proposed() == []  # one session left it open, two are the default
    with world.doing("chair") as act:
        actions.change_patience(act, world.forum, sessions=1)
    assert [c.pk for c in proposed()] == [world.promise_continued.pk]
    raised = above.raised()
    assert proposed() == []  # it lies before the forum above
    above.answered(above.session(8, 1), raised)
    assert proposed() == []  # answered since; the next session that leaves it open counts anew


def test_patience_in_its_range(world: World) -> None:
    with world.doing("chair") as act, refused("patience.range"):
        actions.change_patience(act, world.forum, sessions=0)


def test_frozen_in_both_minutes(world: World, above: Above) -> None:
    """Below: what was raised in that session; in the next one, how it stands. Above: what was asked and answered."""
    below = Meeting.objects.select_related("forum__region", "region").get(pk=world.opened.pk)
    raised = above.raised(6, 26, meeting=below)
    meeting = Meeting.objects.select_related("forum__region", "region").get(
        pk=above.session(8, 1).pk
    )
    above.answered(meeting, raised)
    kept = snapshot.of_meeting(below)
    assert [row["to"] for row in kept["raised"]] == ["Rakor Kota Bandung"]
    line = next(r for r in kept["report_card"]["lines"] if r["id"] == str(raised.commitment_id))
    assert "Dinkes meminjamkan alat." in line["above"]
    (row,) = snapshot.of_meeting(meeting)["from_below"]
    assert (row["from_forum"], row["text"]) == (str(world.forum), "Dinkes meminjamkan alat.")
    assert row["decision"] == "helps"


def test_what_went_on_is_not_taken_back(above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    hearing = above.answered(meeting, raised, decision="advises")
    above.raised(9, 1)  # anew: two cannot wait at once
    with above.world.doing("outsider") as act, refused("escalation.moved_on"):
        actions.withdraw_hearing(act, meeting, hearing)


def test_what_was_put_off_further_above_is_not_taken_back(world: World, above: Above) -> None:
    """The forum further above has it on its table and said something, although the matter still waits there."""
    raised, meeting = above.raised(), above.session(8, 1)
    with world.doing("administrator") as act:
        top = record_forum(act, name="Rakor Jawa Barat", kind="rakor", region=world.province)
        record_membership(act, forum=top, organisation=world.bodies["crisis_centre"], role="host")
    hearing = above.answered(meeting, raised, decision="forwarded", to_forum=top)
    Escalation.objects.filter(previous=raised).update(raised_at=wib(8, 1, 11))
    highest, further = Above(world, top), Escalation.objects.get(previous=raised)
    put_off = highest.answered(highest.session(9, 1), further, decision="deferred")
    further.refresh_from_db()
    assert further.state == "waiting"
    with world.doing("outsider") as act, refused("escalation.moved_on"):
        actions.withdraw_hearing(act, meeting, hearing)
    with world.doing("outsider") as act:
        actions.withdraw_hearing(act, put_off.meeting, put_off)
        actions.withdraw_hearing(act, meeting, hearing)
    assert not Escalation.objects.filter(previous=raised).exists()


def test_a_deferral_taken_back_leaves_a_later_answer(above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    deferral = above.answered(meeting, raised, decision="deferred")
    above.answered(above.session(9, 1), raised)
    with above.world.doing("outsider") as act:
        actions.withdraw_hearing(act, meeting, deferral)
    assert Escalation.objects.get().state == "answered"
