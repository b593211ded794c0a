"""Writes of promises, through their acts."""

from datetime import date
from typing import Any

import pytest

from mufakat.commitments import actions
from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import end_office, record_membership, record_person
from mufakat.directory.models import Organisation
from mufakat.journal.models import Event
from tests.world import World, wib

PROMISE = {"what": "Menyediakan aula", "due_on": date(2026, 9, 1), "made_on": date(2026, 6, 26)}


def promised(world: World, **fields: Any) -> Commitment:
    with world.doing("notulis") as act:
        values = {"owner_organisation": world.kua, **PROMISE, **fields}
        return actions.record_commitment(act, forum=world.forum, source=world.forum, **values)


def test_a_promise_without_place_is_at_home(world: World) -> None:
    commitment = promised(world)
    assert (commitment.region, commitment.sector) == (world.kecamatan, "agama")
    assert promised(world, region=world.village).region_path == world.village.path


def test_a_person_promises_for_a_sector(world: World) -> None:
    person = world.people["penghulu"]
    assert promised(world, owner_organisation=None, owner_person=person).sector == "agama"  # KUA
    with world.doing("administrator") as act:
        nobody = record_person(act, name="Tanpa Jabatan")
    assert promised(world, owner_organisation=None, owner_person=nobody).sector == "lainnya"
    with_sector = promised(world, owner_organisation=None, owner_person=person, sector="tni")
    assert with_sector.sector == "tni"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"owner_organisation": None}, "commitment.no_owner"),
        ({"due_on": date(2026, 6, 25)}, "commitment.due_before_meeting"),
        ({"due_on": date(2027, 6, 25)}, "commitment.due_after_year"),
        ({"amount_idr": 5}, "commitment.no_funding"),
    ],
)
def test_refused_promises_leave_nothing(world: World, fields: Any, code: str) -> None:
    before = (Commitment.objects.count(), Event.objects.count())
    with pytest.raises(RuleBroken) as broken:
        promised(world, **fields)
    assert broken.value.code == code
    assert before == (Commitment.objects.count(), Event.objects.count())


def test_a_person_without_office_there_is_asked_about(world: World) -> None:
    """An office that has ended by then, and one elsewhere, are none; a seat in the forum for the body is enough."""
    camat, penghulu = world.people["camat"], world.people["penghulu"]
    with pytest.raises(RuleBroken) as broken:
        promised(world, owner_person=camat)
    assert broken.value.code == "commitment.person_without_office"
    assert str(camat) in str(broken.value.message) and str(world.kua) in str(broken.value.message)
    assert promised(world, owner_person=camat, owner_confirmed=True).owner_person == camat
    assert promised(world, owner_person=penghulu).owner_person == penghulu
    with world.doing("administrator") as act:
        end_office(act, world.offices["penghulu"], on=date(2026, 6, 25))
        seat: Any = {"forum": world.forum, "organisation": world.kua, "person": camat}
        record_membership(act, **seat, role="member")
    with pytest.raises(RuleBroken):
        promised(world, owner_person=penghulu)
    assert promised(world, owner_person=camat).owner_person == camat


def test_correcting_asks_only_about_another_owner(world: World) -> None:
    camat = world.people["camat"]
    commitment = promised(world, owner_person=camat, owner_confirmed=True)
    with world.doing("notulis") as act:
        same: Any = {"owner_organisation": world.kua, "owner_person": camat}
        actions.change_commitment(act, commitment, what="Menyediakan aula besar", **same)
    other = world.people["head"]
    with pytest.raises(RuleBroken), world.doing("notulis") as act:
        actions.change_commitment(act, commitment, owner_person=other)
    with world.doing("notulis") as act:
        actions.change_commitment(act, commitment, owner_person=other, owner_confirmed=True)
    commitment.refresh_from_db()
    assert (commitment.what, commitment.owner_person) == ("Menyediakan aula besar", other)


def test_correcting_the_owner_moves_the_sector(world: World) -> None:
    commitment = promised(world)
    with world.doing("notulis") as act:
        actions.change_commitment(act, commitment, owner_organisation=world.ngo, base=1)
    commitment.refresh_from_db()
    assert (commitment.sector, commitment.version) == (world.ngo.sector, 2)


@pytest.mark.parametrize(
    ("fields", "progress"),
    [({}, None), ({"progress": 40}, 40), ({"says_done": True}, 100), ({"progress": 0}, 0)],
)
def test_reports(world: World, fields: Any, progress: int | None) -> None:
    with world.doing("sector_member") as act:
        update = actions.record_update(
            act, commitment=world.promise_continued, text="Sudah mulai", **fields
        )
    assert (update.progress, update.by_name) == (progress, "Ahmad Fauzi, S.Ag")
    world.promise_continued.refresh_from_db()
    assert world.promise_continued.state == "open"


def test_reports_are_refused_by_rule(world: World) -> None:
    world.promise_kept.refresh_from_db()
    for commitment, progress in ((world.promise_kept, 5), (world.promise_waiting, 101)):
        with pytest.raises(RuleBroken), world.doing("notulis") as act:
            actions.record_update(act, commitment=commitment, text="…", progress=progress)
    assert Update.objects.count() == 1


def test_a_verdict_moves_the_promise_and_can_be_taken_back(world: World) -> None:
    commitment, session = world.promise_waiting, Organisation(name="Rapat susulan")
    with world.doing("chair") as act:
        verdict = actions.give_verdict(
            act,
            commitment=commitment,
            session=session,
            session_on=date(2026, 7, 1),
            session_at=wib(7, 1),
            verdict="changed",
            reason="Pelatih hanya satu",
            new_what="Melatih 10 kader",
            new_due_on=date(2026, 8, 1),
        )
    commitment.refresh_from_db()
    now = (commitment.what, commitment.due_on, commitment.state)
    assert now == ("Melatih 10 kader", date(2026, 8, 1), "open")
    with world.doing("chair") as act:
        actions.withdraw_verdict(act, verdict, session=session)
    commitment.refresh_from_db()
    assert (commitment.what[:12], commitment.due_on) == ("Melatih 20 k", date(2026, 5, 31))
    assert not Verdict.objects.filter(commitment=commitment).exists()
    verbs = list(Event.objects.order_by("-seq").values_list("verb", flat=True)[:2])
    assert verbs == ["verdict.withdrawn", "verdict.given"]
