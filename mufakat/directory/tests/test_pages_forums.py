"""Forums and their seats."""

from mufakat.core.ids import new_id
from mufakat.directory.models import Forum, Membership
from tests.world import World


def send(world: World, who: str, path: str, **data: str) -> int:
    answer = world.client(who).post(path, {"act_id": str(new_id()), **data})
    return answer.status_code


def test_the_members_with_their_seats_and_days(world: World) -> None:
    path = f"/forum/{world.forum.pk}/anggota/"
    html = world.client("partner").get(path).content.decode()
    for word in ("Kecamatan Bojongloa Kaler", "UPT Puskesmas Citarip", "KUA Bojongloa Kaler"):
        assert word in html
    assert "/catat/" not in html
    assert world.client("neighbour").get(path).status_code == 404


def test_a_former_member_stays_on_the_page(world: World) -> None:
    seat = world.memberships["ngo"]
    assert send(world, "administrator", f"/anggota/{seat.pk}/akhiri/", on="2026-06-30") == 303
    html = world.client("notulis").get(f"/forum/{world.forum.pk}/anggota/").content.decode()
    assert "<details" in html and "30 Jun 2026" in html
    assert world.client("partner").get(f"/forum/{world.forum.pk}/anggota/").status_code == 404


def test_nobody_is_no_member_and_nobody_sits_twice(world: World) -> None:
    path = f"/forum/{world.forum.pk}/anggota/catat/"
    assert send(world, "administrator", path, role="member") == 422
    assert (
        send(world, "administrator", path, role="member", organisation="KUA Bojongloa Kaler") == 422
    )
    person = str(world.people["ministry"].pk)
    assert send(world, "administrator", path, role="secretary", person=person) == 303
    assert Membership.objects.get(person=world.people["ministry"]).role == "secretary"


def test_a_head_founds_the_forum_that_his_puskesmas_hosts(world: World) -> None:
    data = {"name": "Lokmin bulanan", "kind": "lokmin_bulanan", "region": "32.73.04"}
    path = "/forum/catat/"
    assert send(world, "kepala_puskesmas", path, **data) == 422
    own, other = str(world.citarip.pk), str(world.bodies["sukapakir"].pk)
    assert send(world, "kepala_puskesmas", path, host=other, **data) == 422
    elsewhere = {**data, "region": "32.04.37"}
    assert send(world, "kepala_puskesmas", path, host=own, **elsewhere) == 422
    assert send(world, "kepala_puskesmas", path, host=own, **data) == 303
    forum = Forum.objects.get(name="Lokmin bulanan")
    assert forum.memberships.get().role == "host"
    assert world.client("kepala_puskesmas").get(forum.get_absolute_url()).status_code == 200


def test_a_forum_is_not_moved_out_of_reach_nor_below_itself(world: World) -> None:
    path = f"/forum/{world.forum.pk}/ubah/"
    data = {"base": "1", "name": "X", "kind": "rakor", "region": "32.04.37"}
    assert send(world, "administrator", path, **data) == 422
    itself = {**data, "region": "32.73.04", "parent": str(world.forum.pk)}
    assert send(world, "administrator", path, **itself) == 422
    hidden = {**data, "region": "32.73.04", "parent": str(world.neighbour_forum.pk)}
    assert send(world, "administrator", path, **hidden) == 422
    assert Forum.objects.get(pk=world.forum.pk).version == 1
