"""How the invited were reached last time is kept for the next session of the same forum, and of no other."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_forum, record_membership
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Participant
from mufakat.meetings.queries.contacts import LAST_SESSIONS
from tests.world import World, doing, wib

pytestmark = pytest.mark.django_db


def told(meeting: Meeting) -> dict[str, tuple[str, str]]:
    invited = Participant.objects.filter(meeting=meeting, invited=True)
    return {p.name: (p.phone, p.email) for p in invited}


def reached(world: World) -> Participant:
    """Somebody of the directory with a number that was typed for the session, and one of no directory."""
    with world.doing("notulis", wib(8, 20)) as act:
        actions.record_participants(act, world.planned)
        somebody = world.planned.participants.filter(invited=True, person__isnull=False)[0]
        actions.record_contact(act, world.planned, somebody, phone="0812 1111", email="a@contoh.id")
        actions.invite_participant(
            act, world.planned, name="Ketua RW 05", phone="0812 2222", organisation=world.citarip
        )
    return somebody


def next_session(world: World) -> Meeting:
    with world.doing("notulis", wib(9, 27)) as act:
        return actions.record_meeting(
            act,
            forum=world.forum,
            kind="FGD",
            title="x",
            starts_at=wib(12, 1),
            ends_at=wib(12, 1, 23),
        )


def test_kept_for_the_members(world: World) -> None:
    somebody, following = reached(world), next_session(world)
    client = world.client("notulis")
    act_id, url = str(new_id()), reverse("record_participants", args=[following.pk])
    answer = client.post(url, {"act_id": act_id})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{following.get_absolute_url()}undangan/"
    assert client.post(url, {"act_id": act_id}).headers["Act"].endswith("already")
    found = told(following)
    assert found[somebody.name] == ("0812 1111", "a@contoh.id")
    assert sum(1 for phone, _ in found.values() if phone) == 1
    somebody.refresh_from_db()
    assert somebody.person is not None and somebody.person.phone != "0812 1111"


def test_kept_for_who_is_invited_by_name(world: World) -> None:
    reached(world)
    following = next_session(world)
    with world.doing("notulis", wib(9, 28)) as act:
        office: Any = {"organisation": world.citarip}
        actions.invite_participant(act, following, name="Ketua RW 05", **office)
        actions.invite_participant(act, following, name="Ketua RW 06", **office)
        actions.invite_participant(act, following, name="Ketua rw 05", title="Ketua", **office)
    assert told(following)["Ketua RW 05"] == ("0812 2222", "")
    assert told(following)["Ketua RW 06"] == told(following)["Ketua rw 05"] == ("", "")


def invited_again(world: World, **who: Any) -> tuple[str, str]:
    """How somebody is reached for one more session, to which he is invited without a number."""
    following = next_session(world)
    with world.doing("notulis", wib(9, 28)) as act:
        found = actions.invite_participant(act, following, **who)
    return found.phone, found.email


def test_two_of_one_name_are_not_mixed_up(world: World) -> None:
    """Heads of two RW 05: neither gets the number, and with it the personal link, of the other."""
    with world.doing("notulis", wib(8, 20)) as act:
        for phone in ("0812 1", "0812 2"):
            actions.invite_participant(act, world.planned, name="Ketua RW 05", phone=phone)
            actions.invite_participant(
                act, world.planned, name="Kader", phone=phone, organisation=world.citarip
            )
    assert invited_again(world, name="Ketua RW 05") == ("", "")
    assert invited_again(world, name="Kader", organisation=world.citarip) == ("", "")


def test_a_name_alone_is_nobody(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as act:
        actions.invite_participant(act, world.planned, name="Ketua RW 05", phone="0812 1")
    assert invited_again(world, name="Ketua RW 05") == ("", "")


def test_what_was_taken_away_stays_gone(world: World) -> None:
    who: Any = {"name": "Ketua RW 05", "organisation": world.citarip}
    reached(world)
    assert invited_again(world, **who) == ("0812 2222", "")
    newest = Participant.objects.filter(name="Ketua RW 05").order_by("-meeting__starts_at")[0]
    with world.doing("notulis", wib(9, 28)) as act:
        actions.record_contact(act, newest.meeting, newest, phone="", email="")
    assert invited_again(world, **who) == ("", "")


def test_what_a_guest_typed_at_the_door_is_not_kept(world: World) -> None:
    reached(world)
    Participant.objects.filter(name="Ketua RW 05").update(invited=False)
    assert invited_again(world, name="Ketua RW 05", organisation=world.citarip) == ("", "")


def test_four_sessions_back_and_no_further(world: World) -> None:
    who: Any = {"name": "Ketua RW 05", "organisation": world.citarip}
    reached(world)
    for _ in range(LAST_SESSIONS - 1):
        next_session(world)
    assert invited_again(world, **who) == ("0812 2222", "")
    Participant.objects.filter(meeting__kind="FGD").delete()
    assert invited_again(world, **who) == ("", "")


def test_what_is_typed_now_holds(world: World) -> None:
    reached(world)
    following = next_session(world)
    with world.doing("notulis", wib(9, 28)) as act:
        actions.invite_participant(act, following, name="Ketua RW 05", email="rw@contoh.id")
    assert told(following)["Ketua RW 05"] == ("", "rw@contoh.id")


def test_nothing_of_another_forum_or_of_a_cancelled_session(world: World) -> None:
    reached(world)
    with doing(None, wib(9, 1)) as act:
        other = record_forum(act, name="Rakor lain", kind="rakor", region=world.kecamatan)
        record_membership(act, forum=other, organisation=world.citarip, role="host")
        elsewhere = actions.record_meeting(
            act, forum=other, kind="RAKOR", title="x", starts_at=wib(12, 2), ends_at=wib(12, 2, 23)
        )
        actions.invite_participant(act, elsewhere, name="Ketua RW 05", organisation=world.citarip)
    assert told(elsewhere)["Ketua RW 05"] == ("", "")
    with world.doing("notulis", wib(9, 2)) as act:
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    following = next_session(world)
    with world.doing("notulis", wib(9, 28)) as act:
        actions.invite_participant(act, following, name="Ketua RW 05", organisation=world.citarip)
    assert told(following)["Ketua RW 05"] == ("", "")


def test_the_one_who_holds_the_office_now_gets_his_own(world: World) -> None:
    """The number of a predecessor is not that of the office."""
    somebody = reached(world)
    following = next_session(world)
    with world.doing("notulis", wib(9, 28)) as act:
        new = actions.invite_participant(
            act,
            following,
            name="Orang Baru",
            title=somebody.title,
            organisation=somebody.organisation,
        )
    assert (new.phone, new.email) == ("", "")


def test_members_cost_the_same_with_one_number_and_with_many(world: World) -> None:
    counts = []
    for session in (next_session(world), next_session(world)):
        with CaptureQueriesContext(connection) as asked, world.doing("notulis", wib(9, 28)) as act:
            actions.record_participants(act, session)
        counts.append(len(asked))
        with world.doing("notulis", wib(9, 28)) as act:
            for each in session.participants.filter(invited=True):
                actions.record_contact(act, session, each, phone="0812 3", email="")
    assert counts[0] == counts[1]
