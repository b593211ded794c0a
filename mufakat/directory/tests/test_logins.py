"""A login is locked and unlocked, a key to the API ended; and what ends with a person."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import actions
from mufakat.directory.models import Assignment, Membership, Office, Token, User
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


def test_what_ends_is_told_as_far_as_one_sees_it(world: World) -> None:
    url = f"/orang/{world.people['notulis'].pk}/akhiri/"
    for who, sees in (("administrator", True), ("kepala_puskesmas", False)):
        said = world.client(who).get(url).content.decode()
        assert "Notulis, UPT Puskesmas Citarip" in said
        assert said.count("Notulis, UPT Puskesmas Citarip") == (2 if sees else 1)


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
