"""What the actions of the directory write, and that the tree stays a tree."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory import access, actions
from mufakat.directory.access import Grant
from mufakat.directory.models import (
    Assignment,
    Facility,
    Membership,
    Organisation,
    OrganisationCode,
    Person,
    Region,
    RegionSuccession,
    User,
)
from mufakat.directory.roles import ROLES
from mufakat.journal.actions import Conflict
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.journal.rules import FieldConflict
from mufakat.journal.sentences import sentence
from tests.world import World

DAY = date(2026, 3, 1)


def test_a_village_that_splits(world: World) -> None:
    with world.doing("administrator") as act:
        new = actions.record_region(
            act,
            code="32.73.04.1009",
            kind="kelurahan",
            name="Jamika Timur",
            parent=world.kecamatan,
            valid_from=DAY,
            source="Perda 1/2026",
            predecessor=world.village,
        )
    assert (new.path, new.level, new.timezone) == ("32.73.04.1009.", 4, "Asia/Jakarta")
    assert RegionSuccession.objects.get(new=new).old == world.village
    assert "Jamika Timur" in sentence(history_of(world.kecamatan)[0])


def renamed(world: World, ends: str) -> Region:
    with world.doing("administrator") as act:
        return actions.record_region(
            act,
            code="32.73.04.1009",
            kind="kelurahan",
            name="Jamika Raya",
            parent=world.kecamatan,
            valid_from=DAY,
            source="Perda 1/2026",
            predecessor=world.village,
            predecessor_ends=ends,
        )


BEFORE = date(2026, 2, 28)


@pytest.mark.parametrize(
    ("until", "ends", "then"),
    [
        (None, "ends", BEFORE),
        (BEFORE, "ends", BEFORE),
        (date(2026, 6, 30), "ends", BEFORE),  # written down with the day on which it was typed
        (None, "stands", None),
        (date(2026, 3, 2), "stands", date(2026, 3, 2)),
        (date(2026, 6, 30), "stands", date(2026, 6, 30)),
    ],
)
def test_what_became_of_the_former_region(
    world: World, until: date | None, ends: str, then: date | None
) -> None:
    if until:
        with world.doing("administrator") as act:
            actions.end_region(act, world.village, on=until)
    renamed(world, ends)
    village = Region.objects.get(pk=world.village.pk)
    assert village.valid_to == then
    ended = [event.data["on"] for event in history_of(village) if event.verb == "region.ended"]
    assert ended[:1] == [day.isoformat() for day in (then,) if day]


@pytest.mark.parametrize(
    ("until", "ends", "refusal"),
    [
        (None, "", "region.predecessor_untold"),
        (date(2026, 1, 31), "ends", "region.predecessor_ended_before"),
        (date(2026, 1, 31), "stands", "region.predecessor_gone"),
        (BEFORE, "stands", "region.predecessor_gone"),
        (date(2026, 3, 1), "stands", "region.predecessor_gone"),
    ],
)
def test_a_former_region_is_not_left_in_doubt(
    world: World, until: date | None, ends: str, refusal: str
) -> None:
    Region.objects.filter(pk=world.village.pk).update(valid_to=until)
    world.village.refresh_from_db()
    with pytest.raises(RuleBroken, match=refusal):
        renamed(world, ends)
    assert Region.objects.get(pk=world.village.pk).valid_to == until
    assert not RegionSuccession.objects.filter(old=world.village).exists()


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("32.73.04.1003", "region.code_taken"),
        ("32.73.05.1001", "region.not_below_parent"),
        ("32.73.04.1", "region.code_not_whole"),
    ],
)
def test_a_region_is_refused(world: World, code: str, refusal: str) -> None:
    words = {"kind": "kelurahan", "name": "X", "valid_from": None, "source": "x"}
    with pytest.raises(RuleBroken, match=refusal), world.doing("administrator") as act:
        actions.record_region(act, code=code, parent=world.kecamatan, **words)  # type: ignore[arg-type]
    assert not Region.objects.filter(name="X").exists()


def test_a_region_does_not_begin_after_its_end(world: World) -> None:
    with world.doing("administrator") as act:
        actions.end_region(act, world.village, on=DAY)
    with pytest.raises(RuleBroken, match="ends_before"), world.doing("administrator") as act:
        actions.change_region(act, world.village, valid_from=date(2027, 1, 1))


def test_a_network_moves_with_its_head(world: World) -> None:
    """Pustu and Posyandu stay below Citarip when Citarip comes under another office."""
    citarip = Organisation.objects.get(pk=world.citarip.pk)
    with world.doing("administrator") as act:
        actions.change_organisation(act, citarip, parent=world.bodies["neighbour_dinkes"])
    above = Organisation.objects.get(pk=world.bodies["neighbour_dinkes"].pk).path
    for key in ("citarip", "pustu", "posyandu"):
        assert Organisation.objects.get(pk=world.bodies[key].pk).path.startswith(above)
    with pytest.raises(RuleBroken, match=r"tree\.loop"), world.doing("administrator") as act:
        actions.change_organisation(
            act, citarip, parent=Organisation.objects.get(pk=world.bodies["posyandu"].pk)
        )


def test_the_kind_of_a_facility_is_merged_like_its_name(world: World) -> None:
    def change(**fields: Any) -> None:
        pustu = Organisation.objects.get(pk=world.bodies["pustu"].pk)
        with world.doing("administrator") as act:
            actions.change_organisation(act, pustu, base=1, **fields)

    change(name="Pustu Jamika", kind="posyandu")
    change(name="Pustu Jamika Baru", kind="pustu")  # the kind as he had found it: not his to undo
    found = Facility.objects.get(pk=world.bodies["pustu"].pk)
    assert (found.name, found.kind, found.version) == ("Pustu Jamika Baru", "posyandu", 3)
    with pytest.raises(Conflict) as told:
        change(kind="puskesmas")
    assert told.value.fields == [FieldConflict("kind", "posyandu", "puskesmas")]
    assert told.value.thing.version == 3
    events = Event.objects.filter(verb="organisation.changed", subject_id=str(found.pk))
    assert [e.data["changes"].get("kind") for e in events.order_by("seq")] == [
        ["pustu", "posyandu"],
        None,
    ]


def test_what_moves_to_another_network_says_from_where_to_where(world: World) -> None:
    found, citarip = Organisation.objects.get(pk=world.bodies["pustu"].pk), world.citarip
    for parent in (None, citarip):
        with world.doing("administrator") as act:
            actions.change_organisation(act, found, parent=parent)
    back, away = (sentence(event) for event in history_of(found)[:2])
    assert f"semula di bawah –, kini di bawah {citarip}" in back
    assert f"semula di bawah {citarip}, kini di bawah –" in away
    with world.doing("administrator") as act:
        actions.change_organisation(act, found, parent=citarip, name="Pustu Lain")
    assert "semula" not in sentence(history_of(found)[0])
    seen = found.version
    with world.doing("administrator") as act:
        actions.change_organisation(act, found, parent=None)
    with world.doing("administrator") as act:  # who had seen it below Citarip, and names it anew
        actions.change_organisation(act, found, parent=citarip, short_name="PL", base=seen)
    assert found.parent is None and "semula" not in sentence(history_of(found)[0])


def test_an_unchanged_place_is_no_change(world: World) -> None:
    kua = Organisation.objects.get(pk=world.kua.pk)
    with world.doing("administrator") as act:
        actions.change_organisation(act, kua, name=kua.name, region=kua.region, parent=None)
        assert act.events == []
    assert kua.version == 1


def test_a_code_belongs_to_one(world: World) -> None:
    taken = OrganisationCode.objects.get(organisation=world.citarip)
    with pytest.raises(RuleBroken, match="code_taken"), world.doing("administrator") as act:
        actions.record_organisation(
            act, name="X", sector="agama", region=world.city, codes={taken.system: taken.code}
        )


def test_a_seat_is_taken_once_at_a_time(world: World) -> None:
    with pytest.raises(RuleBroken, match="twice"), world.doing("administrator") as act:
        actions.record_membership(act, forum=world.forum, organisation=world.kua)
    seat = Membership.objects.get(pk=world.memberships["kua"].pk)
    with world.doing("administrator") as act:
        actions.end_membership(act, seat, on=DAY)
    with world.doing("administrator") as act:
        again = actions.record_membership(act, forum=world.forum, organisation=world.kua)
    assert again.pk != seat.pk


def test_logins(world: World) -> None:
    with world.doing("administrator") as act:
        user = actions.record_user(act, username="budi", person=world.people["second_head"])
    assert not user.has_usable_password()
    for username, person, refusal in (
        ("BUDI", None, "name_taken"),
        ("lain", world.people["second_head"], "user.twice"),
    ):
        with pytest.raises(RuleBroken, match=refusal), world.doing("administrator") as act:
            actions.record_user(act, username=username, person=person)


def test_roles_are_given_by_others_at_places_that_fit(world: World) -> None:
    admin = User.objects.get(username="administrator")
    outsider = User.objects.get(username="outsider")
    for user, role, refusal in (
        (admin, "auditor", "for_oneself"),
        (outsider, "notulis", "wrong_node"),
    ):
        with pytest.raises(RuleBroken, match=refusal), world.doing("administrator") as act:
            actions.record_assignment(act, user=user, role=role, node=world.city)
    with world.doing("administrator") as act:
        given = actions.record_assignment(act, user=outsider, role="auditor", node=world.city)
    told = sentence(history_of(given)[0])
    assert "auditor" in told.lower() and "Kota Bandung" in told
    assert Assignment.objects.filter(user=outsider).count() == 1


def test_who_looks_writes_nothing(world: World) -> None:
    user = world.users["administrator"]
    user.seen_as = Grant(ROLES["notulis"], "organisation", "x", "x.", "x")
    with pytest.raises(RuleBroken, match="no_writes"), world.doing("administrator") as act:
        actions.record_person(act, name="X")


def test_telephone_and_nip_stay_out_of_the_journal(world: World) -> None:
    camat = Person.objects.get(pk=world.people["camat"].pk)
    with world.doing("administrator") as act:
        actions.change_person(act, camat, phone="0812-5555-0199", title_after="S.Sos")
    data = history_of(camat)[0].data
    assert "0812-5555" not in str(data)
    assert (data["unsaid"], data["changes"]["title_after"][1]) == (["phone"], "S.Sos")
    with pytest.raises(Conflict) as asked, world.doing("administrator") as act:
        actions.change_person(act, camat, base=1, phone="0812-5555-0100", name="Asep G.")
    assert [both.field for both in asked.value.fields] == ["phone"]


def test_an_office_without_its_first_day_reads_well(world: World) -> None:
    with world.doing("administrator") as act:
        office = actions.record_office(
            act, person=world.people["ngo"], organisation=world.ngo, title="Ketua"
        )
    assert not sentence(history_of(office)[0]).rstrip().endswith(("from", "sejak"))


def test_roles_stay_with_what_moves_in_its_tree(world: World) -> None:
    """A Puskesmas that comes below another office keeps its note-taker; a forum its chair."""
    with world.doing("administrator") as act:
        actions.change_organisation(act, world.citarip, parent=world.bodies["sukapakir"])
        above = actions.record_forum(act, name="Rakor", kind="rakor", region=world.city)
        actions.change_forum(act, world.forum, parent=above)
    for who, verb, place in (
        ("notulis", "note.record", world.citarip),
        ("notulis", "note.record", world.bodies["pustu"]),
        ("chair", "meeting.ratify", world.forum),
    ):
        node = type(place).objects.get(pk=place.pk)
        assert access.can(User.objects.get(username=who), verb, node), who
