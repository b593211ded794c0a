"""A login is locked and unlocked, a key to the API ended; and what ends with a person."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import access, actions
from mufakat.directory.models import Assignment, Membership, Office, Person, Token, User
from mufakat.journal.models import Act, Event
from tests.world import World

TODAY = date(2026, 6, 30)


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


def page_of(world: World, who: str = "administrator", login: str = "notulis") -> str:
    answer = world.client(who).get(f"/pengguna/{world.users[login].pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def key_of(world: World, who: str) -> tuple[Client, Token]:
    with world.doing("administrator") as act:
        key = actions.record_token(act, user=world.users[who])
    return Client(headers={"authorization": f"Bearer {key}"}), Token.objects.get(
        user=world.users[who]
    )


def test_a_locked_login_opens_nothing_until_it_is_unlocked(world: World) -> None:
    admin, notulis = world.client("administrator"), world.client("notulis")
    caller, _token = key_of(world, "notulis")
    url, act_id = f"/pengguna/{world.users['notulis'].pk}/", new_id()
    assert f"{url}kunci/" in page_of(world) and f"{url}buka/" not in page_of(world)
    for outcome in ("done", "already"):
        answer = send(admin, f"{url}kunci/", act_id)
        assert (answer.status_code, answer.headers["Act"]) == (303, f"{act_id} {outcome}")
    assert notulis.get("/forum/").headers["Location"].startswith("/akun/login/")
    assert caller.get("/api/v1/forums").status_code == 401
    assert send(admin, f"{url}kunci/").status_code == 422  # locked already
    assert f"{url}buka/" in page_of(world) and f"{url}kunci/" not in page_of(world)
    person = admin.get(f"/orang/{world.people['notulis'].pk}/").content.decode()
    roles = admin.get("/peran/").content.decode()
    assert all("is-dropped" in said for said in (person, roles))
    assert send(admin, f"{url}buka/").status_code == 303
    assert world.client("notulis").get("/forum/").status_code == 200
    assert caller.get("/api/v1/forums").status_code == 200
    verbs = Event.objects.filter(subject_id=str(world.users["notulis"].pk)).order_by("seq")
    assert list(verbs.values_list("verb", flat=True))[-2:] == ["user.locked", "user.unlocked"]


def test_nobody_locks_himself_or_somebody_out_of_reach(world: World) -> None:
    admin = world.client("administrator")
    own = world.users["administrator"].pk
    assert send(admin, f"/pengguna/{own}/kunci/").status_code in (403, 422)
    assert f"/pengguna/{own}/kunci/" not in page_of(world, login="administrator")
    for who in ("ministry", "neighbour", "dinkes_provinsi"):
        url = f"/pengguna/{world.users[who].pk}/kunci/"
        assert send(admin, url).status_code == 403
    with pytest.raises(RuleBroken), world.doing("administrator") as act:
        actions.lock_user(act, world.users["administrator"])
    assert not User.objects.filter(is_active=False).exists()


def test_a_key_is_ended_once(world: World) -> None:
    caller, token = key_of(world, "notulis")
    admin, act_id = world.client("administrator"), new_id()
    url = f"/pengguna/{world.users['notulis'].pk}/kunci-api/{token.mark}/akhiri/"
    assert url in page_of(world) and token.digest not in page_of(world)
    assert url not in page_of(world, "auditor")
    assert send(world.client("auditor"), url).status_code == 403
    for outcome in ("done", "already"):
        assert send(admin, url, act_id).headers["Act"] == f"{act_id} {outcome}"
    assert caller.get("/api/v1/forums").status_code == 401
    assert send(admin, url).status_code == 422
    assert url not in page_of(world)
    assert Event.objects.filter(verb="token.ended").count() == 1
    other = f"/pengguna/{world.users['chair'].pk}/kunci-api/{token.mark}/akhiri/"
    assert send(admin, other).status_code == 404  # a key of somebody else


@pytest.mark.parametrize("keys", [1, 3])
def test_the_page_of_a_login_asks_the_same(
    world: World, django_assert_max_num_queries: Any, keys: int
) -> None:
    for _each in range(keys):
        with world.doing("administrator") as act:
            actions.record_token(act, user=world.users["notulis"])
    client = world.client("administrator")
    with django_assert_max_num_queries(18):
        client.get(f"/pengguna/{world.users['notulis'].pk}/")


# -- What ends with a person ------------------------------------------------------------------


def test_offices_roles_and_seats_end_with_a_person_in_one_act(world: World) -> None:
    camat, admin = world.people["camat"], world.client("administrator")
    with world.doing("administrator") as act:
        seat: Any = {"forum": world.forum, "person": camat}
        own = actions.record_membership(act, **seat)
        for_body = actions.record_membership(act, organisation=world.kua, role="host", **seat)
    actions_of = Membership.objects.filter(forum=world.forum, organisation=world.kua, person=None)
    with world.doing("administrator") as act:
        actions.end_membership(act, actions_of.get(), on=date(2026, 6, 1))
    url = f"/orang/{camat.pk}/akhiri/"
    said = admin.get(url).content.decode()
    assert "Camat, Kecamatan Bojongloa Kaler" in said and "KUA Bojongloa Kaler" in said
    act_id = new_id()
    assert send(admin, url, act_id, on=str(TODAY)).status_code == 303
    told = Event.objects.filter(act_id=act_id).values_list("verb", flat=True)
    assert sorted(told) == [
        *("assignment.ended", "membership.ended", "membership.ended"),
        *("membership.recorded", "office.ended", "person.ended"),
    ]
    for thing in (world.offices["camat"], world.assignments["chair"], own, for_body):
        thing.refresh_from_db()
        assert thing.valid_to == TODAY
    stays = actions_of.get(valid_to=None)  # the organisation keeps its seat
    assert (stays.role, stays.valid_from) == ("host", date(2026, 7, 1))


def test_what_ends_is_told(world: World) -> None:
    url = f"/orang/{world.people['notulis'].pk}/akhiri/"
    said = world.client("administrator").get(url).content.decode()
    assert said.count("Notulis, UPT Puskesmas Citarip") == 2  # the office and the role


def test_what_was_to_begin_later_never_begins(world: World) -> None:
    head = world.people["head"]
    with world.doing("administrator") as act:
        later: Any = {"person": head, "organisation": world.kua, "valid_from": date(2199, 1, 1)}
        coming = actions.record_office(act, title="Penyuluh", **later)
    with world.doing("administrator") as act:
        actions.end_person(act, head, on=TODAY)
    assert not Office.objects.filter(pk=coming.pk).exists()
    assert Event.objects.filter(verb="office.ended", subject_id=str(coming.pk)).exists()


def test_a_day_before_what_he_holds_began_is_refused(world: World) -> None:
    """His office began in 2024: 2016 is a slip of the finger, and would undo it."""
    acts, url = Act.objects.count(), f"/orang/{world.people['head'].pk}/akhiri/"
    answer = send(world.client("administrator"), url, on="2016-06-30")
    assert answer.status_code == 422 and 'value="2016-06-30"' in answer.content.decode()
    assert Act.objects.count() == acts
    assert Assignment.objects.get(pk=world.assignments["kepala_puskesmas"].pk).valid_to is None


def test_a_locked_login_is_told_that_it_can_be_unlocked_and_by_whom(world: World) -> None:
    page = Client().get("/akun/inactive/", headers={"accept-language": "en"}).content.decode()
    assert "locked" in page and "An administrator can open it again" in page
    assert "/akun/login/" in page


def test_a_login_is_managed_from_the_page_of_its_person(world: World) -> None:
    client = world.client("administrator")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    login = world.users["notulis"]
    path = f"/orang/{world.people['notulis'].pk}/"
    page = client.get(path).content.decode()
    assert f'class="btn second" href="/pengguna/{login.pk}/">Manage the login<' in page
    assert 'href="/peran/beri/?pengguna=notulis"' in page
    given = client.get("/peran/beri/?pengguna=notulis").content.decode()
    assert 'value="notulis"' in given
    assert f"/pengguna/{login.pk}/sandi/" in page
    assert send(client, f"{path}akhiri/", on="2026-06-30").status_code == 303
    for address in (path, f"/pengguna/{login.pk}/"):
        assert f"/pengguna/{login.pk}/sandi/" not in client.get(address).content.decode()


def end(client: Client, person: Person, on: date = TODAY) -> int:
    status: int = send(client, f"/orang/{person.pk}/akhiri/", on=str(on)).status_code
    return status


def test_who_may_not_lock_a_login_does_not_end_its_person(world: World) -> None:
    """With the person his login is shut and his roles end everywhere."""
    head = world.people["head"]
    page = world.client("notulis").get(f"/orang/{head.pk}/").content.decode()
    assert f"/orang/{head.pk}/akhiri/" not in page
    assert end(world.client("notulis"), head) == 403
    assert end(world.client("administrator"), head) == 303


def test_an_office_of_long_ago_gives_nobody_a_hold_on_a_person(world: World) -> None:
    with world.doing("administrator") as act:
        person = actions.record_person(act, name="Dahulu di sini")
        there: Any = {"organisation": world.citarip, "title": "Staf"}
        actions.record_office(
            act, person=person, **there, valid_from=date(2015, 1, 1), valid_to=date(2016, 1, 1)
        )
        user = actions.record_user(act, username="pusat", person=person)
        nation = world.regions["ID"]
        actions.record_assignment(act, user=user, role="administrator", node=nation)
    for who in ("notulis", "administrator"):
        assert end(world.client(who), person) == 403, who
    assert Assignment.objects.get(user=user).valid_to is None


def test_who_holds_an_office_elsewhere_is_not_ended_from_here(world: World) -> None:
    with world.doing("administrator") as act:
        person = actions.record_person(act, name="Dua tempat")
        for body in (world.citarip, world.kua):
            actions.record_office(act, person=person, organisation=body, title="Staf")
    assert end(world.client("notulis"), person) == 403
    assert end(world.client("administrator"), person) == 303


def test_nobody_ends_himself_or_his_own_right_to_give_roles(world: World) -> None:
    admin = world.client("administrator")
    role = world.assignments["administrator"]
    with world.doing("administrator") as act:
        person = actions.record_person(act, name="Administrator", home=world.city)
    User.objects.filter(pk=world.users["administrator"].pk).update(person=person)
    assert end(admin, person) == 403
    answer = send(admin, f"/peran/{role.pk}/akhiri/", on=str(TODAY))
    assert answer.status_code == 422
    role.refresh_from_db()
    assert role.valid_to is None


def test_a_login_elsewhere_is_not_shown(world: World) -> None:
    """An administrator of the city sees neither the page of a login of the neighbours nor its name."""
    admin, other = world.client("administrator"), world.users["neighbour"]
    assert admin.get(f"/pengguna/{other.pk}/").status_code == 404
    if other.person is not None:
        page = admin.get(f"/orang/{other.person.pk}/").content.decode()
        assert f"/pengguna/{other.pk}/" not in page
    assert admin.get(f"/pengguna/{world.users['notulis'].pk}/").status_code == 200


def test_nobody_unlocks_himself(world: World) -> None:
    user = world.users["administrator"]
    with world.doing("administrator") as act, pytest.raises(RuleBroken, match=r"user\.own_lock"):
        actions.unlock_user(act, user)


def test_a_login_of_nobody_and_without_a_role_belongs_to_the_nation(world: World) -> None:
    with world.doing("administrator") as act:
        loose = actions.record_user(act, username="lepas", person=None)
    admin = world.users["administrator"]
    admin.seen_as = None
    assert not access.may_reset_password(admin, loose)
    assert not access.may_lock(admin, loose)
    assert not access.may_see_login(admin, loose)


@pytest.mark.parametrize("who", ["notulis", "kepala_puskesmas", "dinkes_kabkota", "administrator"])
def test_who_keeps_the_directory_ends_one_without_a_login(world: World, who: str) -> None:
    with world.doing("administrator") as act:
        person = actions.record_person(act, name="Kader")
        actions.record_office(act, person=person, organisation=world.citarip, title="Kader")
    assert end(world.client(who), person) == 303
    person.refresh_from_db()
    assert person.valid_to == TODAY


def test_a_seat_in_a_forum_elsewhere_is_not_ended_from_here(world: World) -> None:
    with world.doing("administrator") as act:
        person = actions.record_person(act, name="Kader Eni")
        actions.record_office(act, person=person, organisation=world.citarip, title="Kader")
        there: Any = {"role": "member", "organisation": None, "person": person}
        actions.record_membership(act, forum=world.neighbour_forum, **there)
    assert end(world.client("notulis"), person) == 403
    seat = Membership.objects.get(person=person)
    assert seat.valid_to is None
