"""The joint commitment of a session: signed once, frozen when it is closed, late in the addendum."""

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import actions, queries
from mufakat.meetings.models import JointCommitment, Participant
from tests.room import DRAWN
from tests.world import World, wib

from .test_actions_work import do, ratified, refused


def test_the_sheet_is_signed_once_by_who_is_present_and_then_frozen(worked: World) -> None:
    sheet = worked.work["sheet"]
    one, two = worked.opened.participants.filter(present=True).order_by("name")[:2]
    absent = worked.opened.participants.get(present=False)
    sign = actions.sign_sheet
    refused("sheet.signed_already", worked, sign, sheet, participant=one, on_paper=True)
    refused("sheet.absent", worked, sign, sheet, participant=absent, on_paper=True)
    refused("sheet.nothing_drawn", worked, sign, sheet, participant=two)
    refused("signature.unreadable", worked, sign, sheet, participant=two, signature="<svg>")
    refused("sheet.signed", worked, actions.change_sheet, sheet, points="Lain")
    do(worked, sign, sheet, participant=two, on_paper=True)
    do(worked, actions.close_sheet, sheet)
    sheet = JointCommitment.objects.get(pk=sheet.pk)
    assert sheet.frozen is not None
    assert [(s["name"], s["on_paper"]) for s in sheet.frozen["signatures"]] == [
        (one.name, False),
        (two.name, True),
    ]
    assert len(sheet.digest) == 64
    third = worked.opened.participants.filter(present=True).order_by("name")[2]
    refused("sheet.closed", worked, sign, sheet, participant=third, on_paper=True)
    refused("sheet.closed", worked, actions.close_sheet, sheet)
    refused("sheet.exists", worked, actions.record_sheet, worked.opened, text="x", points="y")


def test_an_unsigned_sheet_changes_and_does_not_close(worked: World) -> None:
    sheet, signature = worked.work["sheet"], worked.work["signature"]
    do(worked, actions.withdraw_signature, signature, reason="Salah orang")
    refused("sheet.unsigned", worked, actions.close_sheet, sheet)
    refused("sheet.no_points", worked, actions.change_sheet, sheet, points=" \n ")
    do(worked, actions.change_sheet, sheet, text="Kami sepakat", points="Satu\n\nDua")
    assert JointCommitment.objects.get(pk=sheet.pk).listed == ["Satu", "Dua"]


def test_a_late_signature_stands_in_the_addendum(world: World) -> None:
    meeting = ratified(world)
    refused("meeting.work_ratified", world, actions.record_sheet, meeting, text="x", points="y")
    sheet = JointCommitment.objects.create(meeting=meeting, text="x", points="y")
    person = meeting.participants.filter(present=True).first()
    drawn = {"participant": person, "signature": DRAWN}
    signed = do(world, actions.sign_sheet, sheet, **drawn)
    assert signed.is_late
    told = [(row["kind"], row["text"]) for row in queries.late_entries(meeting)]
    assert person is not None and ("signature", person.name) in told
    refused("meeting.work_ratified", world, actions.withdraw_signature, signed, reason="x")
    refused("meeting.work_ratified", world, actions.change_sheet, sheet, text="z")


def test_the_sheet_begins_with_what_was_decided_and_promised(world: World) -> None:
    begun = queries.sheet_to_begin_with(world.opened)
    points = begun["points"].splitlines()
    assert points[0] == world.decision.text
    assert world.promise_new.what in points[1] and str(world.citarip) in points[1]


def test_who_promises_twice_is_named_once(world: World) -> None:
    """And "sepakat" is said once, too: the opening sentence says it."""
    due = wib(9, 1).date()
    for what in ("Sepakat membuka Posyandu sore.", "Menimbang semua balita"):
        given = {"what": what, "owner_organisation": world.kua, "due_on": due}
        do(world, actions.record_commitment, world.opened, **given)
    told = queries.sheet_to_begin_with(world.opened)["points"].splitlines()[-1]
    days = "paling lambat 1 Sep 2026"
    assert told == f"{world.kua}: membuka Posyandu sore, {days}; Menimbang semua balita, {days}."


def test_whose_arrival_was_taken_back_does_not_stay_as_signer(worked: World) -> None:
    sheet, signer = worked.work["sheet"], worked.work["signature"].participant
    do(worked, actions.sign_sheet, sheet, participant=_another(worked, signer), on_paper=True)
    do(worked, actions.withdraw_arrival, worked.opened, signer)
    with pytest.raises(RuleBroken) as broken:
        do(worked, actions.close_sheet, sheet)
    assert broken.value.code == "sheet.absent_signers"
    assert signer.name in str(broken.value.message)
    do(worked, actions.withdraw_signature, worked.work["signature"], reason="Tidak datang")
    do(worked, actions.close_sheet, sheet)


def test_after_the_ratification_he_is_left_out(worked: World) -> None:
    sheet, signer = worked.work["sheet"], worked.work["signature"].participant
    other = _another(worked, signer)
    do(worked, actions.sign_sheet, sheet, participant=other, on_paper=True)
    do(worked, actions.withdraw_arrival, worked.opened, signer)
    ready = {"state": "ratified", "edition": 1, "ratified_at": wib(6, 26, 13), "ratified_by": "x"}
    type(worked.opened).objects.filter(pk=worked.opened.pk).update(**ready)
    do(worked, actions.close_sheet, JointCommitment.objects.get(pk=sheet.pk))
    frozen = JointCommitment.objects.get(pk=sheet.pk).frozen or {}
    assert [each["name"] for each in frozen["signatures"]] == [other.name]


def _another(world: World, signer: Participant) -> Participant:
    present = world.opened.participants.filter(present=True).exclude(pk=signer.pk)
    return present.order_by("name")[0]
