"""What an edition of the minutes says, whatever is added, reopened or renamed afterwards."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Organisation
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting, Minutes
from tests.world import World, wib

FIGURES = ("invited", "present", "made")


def do(world: World, who: str, action: Any, *args: Any, **fields: Any) -> Any:
    with world.doing(who) as open_act:
        return action(open_act, *args, **fields)


def added_to(world: World) -> Meeting:
    """The ratified session with an addendum: a guest, one who came after all, a note, a promise."""
    meeting = Meeting.objects.get(pk=world.ratified.pk)
    absent = meeting.participants.get(present=False)
    do(world, "notulis", actions.record_attendance, meeting, came=[absent.pk], did_not_come=[])
    do(world, "notulis", actions.record_participant, meeting, name="Tamu Susulan")
    item = meeting.agenda.all()[0]
    do(world, "notulis", actions.record_note, meeting, agenda_item=item, text="Catatan susulan")
    fields = {"what": "Janji susulan", "due_on": date(2026, 12, 1)}
    kua = world.kua
    do(world, "notulis", actions.record_commitment, meeting, owner_organisation=kua, **fields)
    return meeting


def shown(meeting: Meeting) -> tuple[int, ...]:
    figures = queries.figures_of([meeting])[meeting.pk]
    return tuple(figures[name] for name in FIGURES)


def frozen(minutes: Minutes) -> tuple[int, ...]:
    snapshot = minutes.snapshot
    return snapshot["invited"], snapshot["present"], len(snapshot["commitments"])


def test_an_addendum_changes_no_figure(world: World) -> None:
    first = Minutes.objects.get(meeting=world.ratified)
    before = shown(world.ratified)
    meeting = added_to(world)
    assert shown(meeting) == before == frozen(first)


def test_a_promise_in_the_addendum_says_whom_it_binds(world: World) -> None:
    meeting = added_to(world)
    told = [row["text"] for row in queries.late_entries(meeting) if row["kind"] == "commitment"]
    assert len(told) == 1
    assert "Janji susulan" in told[0] and str(world.kua) in told[0] and "2026" in told[0]


def test_reopened_minutes_take_their_addendum_in(world: World) -> None:
    invited, present, made = shown(world.ratified)
    meeting = added_to(world)
    first = Minutes.objects.get(meeting=meeting)
    addendum = queries.addendum_of(meeting, first)
    assert len(addendum) == 5  # the world brings one
    do(world, "chair", actions.reopen_meeting, meeting, reason="Hadir keliru")
    assert shown(Meeting.objects.get(pk=meeting.pk)) == (invited, present + 2, made + 1)
    do(world, "chair", actions.ratify_meeting, Meeting.objects.get(pk=meeting.pk))
    meeting = Meeting.objects.get(pk=meeting.pk)
    second = Minutes.objects.get(meeting=meeting, edition=2)
    assert frozen(second) == shown(meeting) == (invited, present + 2, made + 1)
    told = [note["text"] for step in second.snapshot["agenda"] for note in step["notes"]]
    assert "Catatan susulan" in told
    assert queries.addendum_of(meeting, second) == []
    assert queries.addendum_of(meeting, first) == addendum == second.snapshot["addenda"]
    assert frozen(Minutes.objects.get(pk=first.pk)) == (invited, present, made)


def test_nobody_is_invited_after_the_ratification(world: World) -> None:
    with pytest.raises(RuleBroken, match=r"participant\.invited_late"):
        do(
            world,
            "notulis",
            actions.record_participant,
            world.ratified,
            name="Tamu",
            invited=True,
        )
    with pytest.raises(RuleBroken, match=r"participant\.invited_late"):
        do(world, "notulis", actions.record_participants, world.ratified)


def test_the_page_of_ratified_minutes_keeps_its_names(world: World) -> None:
    client, address = world.client("notulis"), world.ratified.get_absolute_url()
    before = client.get(address).content.decode()
    assert str(world.kua) in before
    Organisation.objects.filter(pk=world.kua.pk).update(name="Nama Baru", short_name="Nama Baru")
    after = client.get(address).content.decode()
    assert str(world.kua) in after
    assert "Nama Baru" not in after


def test_a_verdict_that_a_later_session_built_upon_stays(world: World) -> None:
    with world.doing("chair") as open_act:
        later = actions.record_meeting(
            open_act,
            forum=world.forum,
            kind="LM-TR",
            title="Rakor susulan",
            starts_at=wib(6, 26, 15),
            ends_at=wib(6, 26, 16),
        )
    promise = world.promise_continued
    for_later = {"commitment": promise, "verdict": "kept"}
    with world.doing("chair") as open_act:
        actions.open_meeting(open_act, later)
    do(world, "notulis", actions.give_verdict, later, **for_later)
    earlier = promise.verdicts.get(session_id=str(world.opened.pk))
    with pytest.raises(RuleBroken, match=r"verdict\.built_upon"):
        do(world, "notulis", actions.withdraw_verdict, world.opened, earlier)
    do(
        world,
        "notulis",
        actions.withdraw_verdict,
        later,
        promise.verdicts.get(session_id=str(later.pk)),
    )
    do(world, "notulis", actions.withdraw_verdict, world.opened, earlier)
    assert not promise.verdicts.filter(session_id=str(world.opened.pk)).exists()
