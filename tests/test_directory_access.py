"""Who may what, who sees what, and that another role's eyes see no more than one's own."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mufakat.commitments.access import visible_commitments
from mufakat.core.errors import RuleBroken
from mufakat.directory import access, viewing
from mufakat.directory.actions import record_forum, record_membership, record_person
from mufakat.directory.models import Forum, Organisation, User
from mufakat.directory.roles import ALL_VERBS, ROLES
from mufakat.meetings.access import visible_meetings
from tests.world import EVERYBODY, World


def fresh(world: World, who: str) -> User:
    """The user as a new request finds him."""
    return User.objects.get(pk=world.users[who].pk)


def looking(world: World, who: str, role: str, node: Any, kind: str) -> User:
    user = fresh(world, who)
    user.seen_as = access.Grant(ROLES[role], kind, str(node.pk), node.path, str(node))
    return user


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


def test_offices_of_members_are_kept_by_the_note_taker_of_the_forum(world: World) -> None:
    notulis = fresh(world, "notulis")
    assert access.may_record_office(notulis, world.kua)
    assert not access.may_record_office(notulis, world.bodies["soreang"])
    assert access.may_record_person(notulis, world.people["head"])
    assert not access.may_record_person(notulis, world.people["neighbour"])
    with world.doing("notulis") as act:
        new = record_person(act, name="Lurah Baru")
    assert access.may_record_person(notulis, new)


def test_who_gives_logins(world: World) -> None:
    assert access.may_give_login(fresh(world, "administrator"), world.people["head"])
    assert not access.may_give_login(fresh(world, "administrator"), world.people["neighbour"])
    assert not access.may_give_login(fresh(world, "notulis"), world.people["head"])
