"""Who may what, who sees what, and that another role's eyes see no more than one's own."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mufakat.commitments.access import visible_commitments
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import access, viewing
from mufakat.directory.actions import (
    change_forum,
    record_assignment,
    record_forum,
    record_membership,
    record_person,
    reset_password,
)
from mufakat.directory.models import Forum, Organisation, Region, User
from mufakat.directory.roles import ALL_VERBS, ROLES
from mufakat.journal.actions import act
from mufakat.meetings.access import visible_meetings
from tests.world import EVERYBODY, World


def fresh(world: World, who: str) -> User:
    """The user as a new request finds him."""
    return User.objects.get(pk=world.users[who].pk)


def looking(world: World, who: str, role: str, node: Any, kind: str) -> User:
    user = fresh(world, who)
    user.seen_as = access.Grant(ROLES[role], kind, str(node.pk), node.path, str(node))
    return user


def test_the_chair_of_the_forum_above_has_no_right_below(world: World) -> None:
    """ADR 0013: what is unsolved goes up to him; the minutes, names and notes below stay with their own people."""
    below, city = world.forum, Region.objects.get(code="32.73")
    with act(new_id(), by=world.users["administrator"]) as opened:
        above = record_forum(opened, name="Rakor Kota", kind="rakor_linsek", region=city)
        change_forum(opened, below, parent=above)
        record_assignment(opened, user=world.users["outsider"], role="chair", node=above)
    assert below.path.startswith(above.path)
    chair = fresh(world, "outsider")
    assert access.can(chair, "meeting.ratify", above)
    assert not access.can(chair, "meeting.ratify", below)
    assert not access.can(chair, "meeting.see", below)
    assert list(access.visible_forums(chair)) == [above]
    assert not visible_meetings(chair).filter(forum=below).exists()


@pytest.mark.parametrize(
    ("who", "verb", "place", "may"),
    [
        ("notulis", "note.record", "forum", True),
        ("notulis", "note.record", "neighbour_forum", False),
        ("notulis", "meeting.ratify", "forum", False),
        ("chair", "meeting.ratify", "forum", True),
        ("kepala_puskesmas", "organisation.record", "citarip", True),
        ("kepala_puskesmas", "organisation.record", "kua", False),
        ("sector_member", "meeting.see", "forum", True),
        ("sector_member", "note.record", "forum", False),
        ("partner", "forum.see", "neighbour_forum", False),
        ("dinkes_kabkota", "meeting.see", "forum", True),
        ("dinkes_kabkota", "meeting.see", "neighbour_forum", False),
        ("dinkes_provinsi", "meeting.see", "neighbour_forum", True),
        ("ministry", "rollup.see", "kecamatan", True),
        ("administrator", "role.assign", "citarip", True),
        ("administrator", "meeting.see", "forum", False),
        ("auditor", "meeting.see", "forum", True),
        ("auditor", "region.record", "kecamatan", False),
        ("outsider", "directory.see", "kecamatan", False),
    ],
)
def test_can(world: World, who: str, verb: str, place: str, may: bool) -> None:
    assert access.can(fresh(world, who), verb, getattr(world, place)) is may


def test_the_question_to_the_database_is_the_same_question(world: World) -> None:
    forums, bodies = list(Forum.objects.all()), list(Organisation.objects.all())
    for who in EVERYBODY:
        user = fresh(world, who)
        for verb in sorted(ALL_VERBS):
            seen = set(Forum.objects.filter(access.forums_where(user, verb)))
            assert seen == {f for f in forums if access.can(user, verb, f)}, (who, verb)
            kept = set(Organisation.objects.filter(access.organisations_where(user, verb)))
            assert kept == {o for o in bodies if access.can(user, verb, o)}, (who, verb)


def test_another_role_s_eyes_see_no_more_than_one_s_own(world: World) -> None:
    """The crisis centre sits in a forum outside the auditor's city: he does not read it through its member."""
    with world.doing("ministry") as act:
        far = record_forum(act, name="Rakor nasional", kind="rakor", region=world.regions["ID"])
        record_membership(act, forum=far, organisation=world.ngo)
    own = fresh(world, "auditor")
    assert far in access.visible_forums(fresh(world, "partner"))
    assert far not in access.visible_forums(own)
    for role, node, kind in (
        ("partner", world.ngo, "organisation"),
        ("notulis", world.citarip, "organisation"),
        ("chair", world.forum, "forum"),
        ("dinkes_kabkota", world.city, "region"),
    ):
        eyes = looking(world, "auditor", role, node, kind)
        assert set(access.visible_forums(eyes)) <= set(access.visible_forums(own))
        assert set(visible_meetings(eyes)) <= set(visible_meetings(own))
        assert set(visible_commitments(eyes)) <= set(visible_commitments(own))
        assert not access.can(eyes, "meeting.see", far)
        assert access.visible_forums(eyes).filter(pk=world.forum.pk).exists()


def test_an_administrator_s_other_eyes_read_no_minutes(world: World) -> None:
    eyes = looking(world, "administrator", "notulis", world.citarip, "organisation")
    assert not visible_meetings(eyes).exists()
    assert not visible_commitments(eyes).exists()
    with pytest.raises(RuleBroken, match="reads_more"):
        viewing.check(fresh(world, "administrator"), "notulis", world.citarip)
    with pytest.raises(RuleBroken, match="out_of_reach"):
        viewing.check(fresh(world, "auditor"), "notulis", world.bodies["soreang"])
    viewing.check(fresh(world, "auditor"), "notulis", world.citarip)


def test_getters_say_404_or_403(world: World) -> None:
    notulis, neighbour = fresh(world, "notulis"), fresh(world, "neighbour")
    with pytest.raises(Http404):
        access.get_forum(neighbour, world.forum.pk)
    with pytest.raises(PermissionDenied):
        access.get_forum(notulis, world.forum.pk, "forum.record")
    with pytest.raises(PermissionDenied):
        access.get_organisation(neighbour, world.kua.pk, "organisation.record")
    with pytest.raises(PermissionDenied):
        access.get_organisation(fresh(world, "outsider"), world.kua.pk)
    with pytest.raises(PermissionDenied):
        access.get_region(notulis, "32.73.04", "region.record")
    with pytest.raises(PermissionDenied):
        access.get_office(neighbour, world.offices["head"].pk, "person.record")
    with pytest.raises(Http404):
        access.get_membership(neighbour, world.memberships["kua"].pk, "forum.record")
    with pytest.raises(Http404):
        access.get_assignment(neighbour, world.assignments["notulis"].pk)


def test_contact_is_for_those_who_keep_the_directory_there(world: World) -> None:
    camat = world.people["camat"]
    seen = {who for who in EVERYBODY if access.may_see_contact(fresh(world, who), camat)}
    assert seen == {"chair", "dinkes_kabkota", "administrator"}  # the chair is the camat himself


def test_who_keeps_a_body_or_a_forum_keeps_no_office_of_its_guests(world: World) -> None:
    notulis = fresh(world, "notulis")
    assert access.may_record_office(notulis, world.citarip)
    assert access.may_record_person(notulis, world.people["head"])
    with world.doing("kepala_puskesmas") as act:
        record_membership(act, forum=world.forum, organisation=world.bodies["dinkes"])
    for who in ("notulis", "kepala_puskesmas"):
        user = fresh(world, who)
        for key in ("kua", "office", "dinkes", "soreang"):
            assert not access.may_record_office(user, world.bodies[key]), (who, key)
        for key in ("camat", "dinkes", "penghulu"):
            with pytest.raises(PermissionDenied):
                access.get_office(user, world.offices[key].pk, "person.record")
            with pytest.raises(PermissionDenied):
                access.get_person(user, world.people[key].pk, "person.record")
    keeper = fresh(world, "dinkes_kabkota")
    assert access.may_record_office(keeper, world.kua)
    camat = world.offices["camat"]
    assert access.get_office(keeper, camat.pk, "person.record") == camat


def test_a_person_without_an_office_belongs_to_where_he_was_recorded(world: World) -> None:
    homes: dict[str, Any] = {"citarip": world.citarip, "forum": world.forum, "city": world.city}
    with world.doing("notulis") as act:
        for key, home in (*homes.items(), ("nowhere", None)):
            world.people[key] = record_person(act, name=f"Lurah {key}", home=home)
    for key, keepers, logins in (
        ("citarip", {"notulis", "kepala_puskesmas", "dinkes_kabkota", "administrator"}, True),
        ("forum", {"notulis", "kepala_puskesmas", "dinkes_kabkota", "administrator"}, True),
        ("city", {"dinkes_kabkota", "administrator"}, True),
        ("nowhere", set[str](), False),
    ):
        person, users = world.people[key], {who: fresh(world, who) for who in EVERYBODY}
        assert {w for w, u in users.items() if access.may_record_person(u, person)} == keepers
        assert {w for w, u in users.items() if access.may_see_contact(u, person)} == keepers
        may = {who for who, user in users.items() if access.may_give_login(user, person)}
        assert may == ({"administrator"} if logins else set())


def test_who_belongs_nowhere_belongs_to_the_nation(world: World) -> None:
    with world.doing("notulis") as act:
        person = record_person(act, name="Tanpa Tempat")
        record_assignment(
            act, user=world.users["outsider"], role="administrator", node=world.regions["ID"]
        )
    assert access.may_see_contact(fresh(world, "outsider"), person)
    assert access.may_see_contact(fresh(world, "outsider"), world.people["camat"])


def test_homes_are_the_places_of_one_s_own_roles(world: World) -> None:
    with world.doing("administrator") as act:
        user = world.users["notulis"]
        record_assignment(act, user=user, role="notulis", node=world.forum)
        record_assignment(act, user=user, role="notulis", node=world.forum)
        record_assignment(act, user=user, role="chair", node=world.forum)
    assert access.homes_of(fresh(world, "notulis")) == [
        Organisation.objects.get(pk=world.citarip.pk),
        world.forum,
    ]
    assert access.homes_of(fresh(world, "administrator")) == [world.city]
    assert access.homes_of(fresh(world, "chair")) == []


def test_the_question_about_regions_is_the_same_question(world: World) -> None:
    regions = list(Region.objects.all())
    for who in EVERYBODY:
        user = fresh(world, who)
        for verb in ("person.record", "contact.see", "role.assign", "password.reset"):
            seen = set(Region.objects.filter(access.regions_where(user, verb)))
            assert seen == {r for r in regions if access.can(user, verb, r)}, (who, verb)


def test_a_seat_in_one_s_forum_gives_no_right_over_somebody(world: World) -> None:
    """Else anybody's name is two forms away, and his telephone three: a seat in my forum, an office in my body."""
    far = world.people["neighbour"]
    with world.doing("kepala_puskesmas") as act:
        record_membership(act, forum=world.forum, person=far)
    for who in ("kepala_puskesmas", "notulis"):
        user = fresh(world, who)
        assert not access.may_see_contact(user, far)
        assert not access.may_record_person(user, far)
        with pytest.raises(PermissionDenied):
            access.get_person(user, far.pk, "person.record")
        assert access.get_person(user, far.pk) == far
        client = world.client(who)
        for page in ("ubah", "akhiri", "jabatan/catat"):
            assert client.get(f"{far.get_absolute_url()}{page}/").status_code in {403, 404}, page
        for office in ("camat", "dinkes", "neighbour"):
            address = f"/jabatan/{world.offices[office].pk}/akhiri/"
            assert client.get(address).status_code == 403
            assert client.post(address, {"on": "2026-06-26"}).status_code == 403


@pytest.mark.parametrize(
    ("by", "of", "may"),
    [
        ("administrator", "notulis", True),
        ("administrator", "chair", True),  # at a forum below
        ("administrator", "dinkes_kabkota", True),  # at his own place
        ("administrator", "dinkes_provinsi", False),  # above
        ("administrator", "ministry", False),
        ("administrator", "neighbour", False),  # beside
        ("administrator", "outsider", True),  # no role: recorded below
        ("kepala_puskesmas", "notulis", False),
        ("auditor", "notulis", False),
    ],
)
def test_who_gives_new_passwords(world: World, by: str, of: str, may: bool) -> None:
    assert access.may_reset_password(fresh(world, by), fresh(world, of)) is may


def test_no_new_password_for_one_who_has_or_will_have_a_role_outside(world: World) -> None:
    with world.doing("ministry") as act:
        record_assignment(
            act,
            user=world.users["notulis"],
            role="notulis",
            node=world.bodies["soreang"],
            valid_from=date(2099, 1, 1),
        )
    assert not access.may_reset_password(fresh(world, "administrator"), fresh(world, "notulis"))


def test_a_viewer_with_another_s_eyes_gives_no_password(world: World) -> None:
    eyes = looking(world, "auditor", "administrator", world.city, "region")
    assert access.may_reset_password(eyes, fresh(world, "notulis"))  # what that role would see
    with pytest.raises(RuleBroken, match="no_writes"), act(new_id(), by=eyes) as open_act:
        reset_password(open_act, user=fresh(world, "notulis"))


def test_who_gives_logins(world: World) -> None:
    assert access.may_give_login(fresh(world, "administrator"), world.people["head"])
    assert not access.may_give_login(fresh(world, "administrator"), world.people["neighbour"])
    assert not access.may_give_login(fresh(world, "notulis"), world.people["head"])
