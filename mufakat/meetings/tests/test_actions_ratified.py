"""What happens to ratified minutes: what is added to them, and how they are opened again."""

from datetime import date

from mufakat.commitments.models import Verdict
from mufakat.journal.rules import digest_of
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Minutes
from tests.world import World

from .test_actions import REASON, do, finish_second, judge, ratify, refused, table_of


def test_late_entries_are_an_addendum_and_leave_the_minutes_alone(world: World) -> None:
    meeting = world.ratified
    frozen = Minutes.objects.get(meeting=meeting)
    item = meeting.agenda.all()[0]
    absent = meeting.participants.get(present=False)
    text = {"agenda_item": item, "text": "Terlambat"}
    do(world, "notulis", actions.record_note, meeting, **text)
    do(world, "notulis", actions.record_decision, meeting, **text)
    do(world, "notulis", actions.record_attendance, meeting, came=[str(absent.pk)], did_not_come=[])
    do(world, "notulis", actions.record_participant, meeting, name="Tamu")
    fields = {"what": "Menyusul", "due_on": date(2026, 12, 1), "owner_organisation": world.kua}
    promise = do(world, "notulis", actions.record_commitment, meeting, **fields)
    assert meeting.notes.get(text="Terlambat").is_late
    assert meeting.decisions.get().is_late
    assert promise.resolution.is_late and promise.made_on == date(2026, 3, 27)
    assert meeting.participants.filter(late_at__isnull=False).count() == 2
    again = Minutes.objects.get(meeting=meeting)
    assert (again.snapshot, again.digest) == (frozen.snapshot, frozen.digest)
    assert digest_of(again.snapshot) == again.digest
    assert promise in table_of(world.opened)  # the next session is asked about it all the same
    with refused("attendance.ratified"):
        do(
            world,
            "notulis",
            actions.record_attendance,
            meeting,
            came=[],
            did_not_come=[str(absent.pk)],
        )
    note = meeting.notes.filter(late_at=None)[0]
    with refused("meeting.ratified"), world.doing("notulis") as open_act:
        actions.change_note(open_act, note, text="Lain")


def test_a_note_that_arrives_after_the_ratification_knows_that_it_is_late(world: World) -> None:
    """The page was loaded, and then the chair ratified, before the note was sent."""
    stale = Meeting.objects.get(pk=world.opened.pk)
    note = stale.notes.select_related("meeting")[0]
    finish_second(world)
    with world.doing("notulis") as open_act:
        late = actions.record_note(open_act, stale, agenda_item=world.item, text="Menyusul")
    assert late.is_late
    with refused("meeting.ratified"), world.doing("notulis") as open_act:
        actions.change_note(open_act, note, text="Lain")
    with refused("meeting.ratified"), world.doing("notulis") as open_act:
        actions.withdraw_verdict(open_act, Meeting.objects.get(pk=stale.pk), world.verdict)


def test_only_the_last_ratified_reopens(world: World) -> None:
    with refused("meeting.not_ratified"):
        do(world, "chair", actions.reopen_meeting, world.opened, reason=REASON)
    finish_second(world)
    with refused("meeting.not_last"):
        do(world, "chair", actions.reopen_meeting, world.ratified, reason=REASON)
    with refused("meeting.no_reason"):
        do(world, "chair", actions.reopen_meeting, world.opened, reason=" ")
    do(world, "chair", actions.reopen_meeting, world.opened, reason=REASON)
    assert Meeting.objects.get(pk=world.opened.pk).state == "open"


def test_ratified_again_is_a_second_edition(world: World) -> None:
    finish_second(world)
    first = Minutes.objects.get(meeting=world.opened)
    kept = (first.snapshot, first.digest, first.ratified_at)
    do(world, "chair", actions.reopen_meeting, world.opened, reason=REASON)
    item = world.opened.agenda.all()[0]
    do(world, "notulis", actions.record_note, world.opened, agenda_item=item, text="Diperbaiki")
    given = world.verdict
    do(
        world,
        "notulis",
        actions.withdraw_verdict,
        world.opened,
        verdict=Verdict.objects.get(pk=given.pk),
    )
    with refused("meeting.not_ready"):
        ratify(world, world.opened)
    judge(world, world.opened, world.promise_kept, "partly", reason="x")
    ratify(world, world.opened)
    one, two = Minutes.objects.filter(meeting=world.opened).order_by("edition")
    assert (one.edition, two.edition) == (1, 2)
    assert (one.snapshot, one.digest, one.ratified_at) == kept
    assert one.digest != two.digest == digest_of(two.snapshot)
    assert one.snapshot["report_card"]["counts"]["kept"] == 1
    assert two.snapshot["report_card"]["counts"]["kept"] == 0
    assert two.snapshot["reopenings"][0]["reason"] == REASON
