"""The pages of people: offices by time, contact for the right eyes, logins."""

from datetime import date
from typing import Any

from mufakat.core.ids import new_id
from mufakat.directory.actions import end_office, record_membership
from mufakat.directory.models import Office, Person, User
from tests.world import World


def test_the_list_is_searched(world: World) -> None:
    html = world.client("partner").get("/orang/?cari=rina").content.decode()
    assert "Rina Marlina" in html and "Kepala Puskesmas" in html
    assert "Asep Gunawan" not in html


def test_offices_of_today_and_of_before(world: World) -> None:
    with world.doing("administrator") as act:
        end_office(act, Office.objects.get(pk=world.offices["head"].pk), on=date(2026, 6, 30))
    html = world.client("notulis").get(f"/orang/{world.people['head'].pk}/").content.decode()
    assert "<details" in html.split('id="jabatan"')[1].split("</section>")[0]
    body = world.client("notulis").get(f"/organisasi/{world.citarip.pk}/").content.decode()
    assert "Rina Marlina" in body and "30 Jun 2026" in body


def test_the_telephone_is_for_the_right_eyes(world: World) -> None:
    path = f"/orang/{world.people['camat'].pk}/"
    for who, sees in (("administrator", True), ("chair", True), ("partner", False)):
        assert ("0812-5555-0100" in world.client(who).get(path).content.decode()) is sees


def test_a_seat_makes_nobody_the_keeper_of_a_name(world: World) -> None:
    """The note-taker gives the camat a seat in his forum; his name and telephone stay the district's to keep."""
    with world.doing("administrator") as act:
        record_membership(act, forum=world.forum, person=world.people["camat"])
    path = f"/orang/{world.people['camat'].pk}/ubah/"
    client = world.client("notulis")
    assert client.get(path).status_code == 403
    sent = {"act_id": str(new_id()), "base": "1", "name": "Nama Diganti", "phone": "1"}
    assert client.post(path, sent).status_code == 403
    camat = Person.objects.get(pk=world.people["camat"].pk)
    assert (camat.name, camat.phone) == ("Asep Gunawan", "0812-5555-0100")


def test_an_office_out_of_reach_is_refused_with_a_sentence(world: World) -> None:
    path = f"/orang/{world.people['head'].pk}/jabatan/catat/"
    sent = {"act_id": str(new_id()), "organisation": "Puskesmas Soreang", "title": "Kepala"}
    answer = world.client("kepala_puskesmas").post(path, sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Puskesmas Soreang" in html and 'value="Kepala"' in html


def test_an_office_ends_not_before_it_begins(world: World) -> None:
    path = f"/jabatan/{world.offices['head'].pk}/akhiri/"
    answer = world.client("administrator").post(path, {"act_id": str(new_id()), "on": "2020-01-01"})
    assert answer.status_code == 422
    assert 'value="2020-01-01"' in answer.content.decode()


def test_a_login_is_given_once_with_a_password_that_holds(world: World) -> None:
    person, client = world.people["second_head"], world.client("administrator")
    path = f"/orang/{person.pk}/akun/"
    for username, password, status in (
        ("budi", "singkat9", 422),
        ("budi santoso", "rahasia panjang 9", 422),
        ("notulis", "rahasia panjang 9", 422),
        ("budi", "rahasia panjang 9", 303),
        ("budi2", "rahasia panjang 9", 422),
    ):
        sent = {"act_id": str(new_id()), "username": username, "password": password}
        answer = client.post(path, sent)
        assert answer.status_code == status, username
        assert password not in answer.content.decode()
    user = User.objects.get(username="budi")
    assert user.person == person and user.check_password("rahasia panjang 9")


def test_roles_and_logins_show_to_those_who_see_roles(world: World) -> None:
    path = f"/orang/{world.people['notulis'].pk}/"
    assert 'id="akun"' in world.client("auditor").get(path).content.decode()
    html = world.client("partner").get(path).content.decode()
    assert 'id="akun"' not in html


def test_somebody_who_left_is_no_longer_listed(world: World) -> None:
    path = f"/orang/{world.people['penghulu'].pk}/"
    sent = {"act_id": str(new_id()), "on": "2026-01-31"}
    assert world.client("administrator").post(path + "akhiri/", sent).status_code == 303
    assert "Ahmad Fauzi" not in world.client("notulis").get("/orang/").content.decode()
    assert "Ahmad Fauzi" in world.client("notulis").get(path).content.decode()


def test_a_nip_is_refused_with_its_reason_unless_it_stood_so_before(world: World) -> None:
    person = world.people["head"]
    path, client = f"/orang/{person.pk}/ubah/", world.client("administrator")
    sent = {"base": "1", "name": person.name}
    answer: Any = client.post(path, {**sent, "act_id": str(new_id()), "nip": "12"})
    assert answer.status_code == 422 and "nip" in answer.context_data["form"].errors
    answer = client.post(path, {**sent, "act_id": str(new_id()), "nip": "197805122005011007"})
    assert answer.status_code == 303
    assert Person.objects.get(pk=person.pk).nip == "19780512 200501 1 007"
    Person.objects.filter(pk=person.pk).update(nip="12")  # from before the rule
    sent = {"base": "2", "name": "Rina Baru", "nip": "12", "act_id": str(new_id())}
    assert client.post(path, sent).status_code == 303
    new = {"act_id": str(new_id()), "name": "Orang Baru", "nip": "12"}
    assert client.post("/orang/catat/", new).status_code == 422
