"""The secretary gives owners their links, shows them again, gives them anew, revokes them."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from mufakat.commitments import actions, rules
from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.journal.models import Event
from tests.world import TODAY, World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")
WIB = ZoneInfo("Asia/Jakarta")


def post(world: World, url: str, who: str = "notulis", **fields: Any) -> Any:
    return world.client(who).post(url, {"act_id": str(new_id()), **fields})


def of_seat(world: World) -> str:
    return f"/anggota/{world.memberships['kua'].pk}/tautan/"


def of_promise(world: World) -> str:
    return f"/komitmen/{world.promise_continued.pk}/tautan/"


def test_one_tap_gives_it_and_shows_how_to_hand_it_on(world: World) -> None:
    members = world.client("notulis").get(f"{world.forum.get_absolute_url()}anggota/")
    assert f'action="{of_seat(world)}"' in members.content.decode()
    for url, folder in ((of_seat(world), "janji"), (of_promise(world), "janji-satu")):
        answer = post(world, url)
        assert (answer.status_code, answer.headers["Location"]) == (303, url)
        link = Link.objects.get(kind="promises" if folder == "janji" else "commitment")
        address = f"/{folder}/{token_of(link)}/"
        page = world.client("notulis").get(url).content.decode()
        assert f"http://testserver{address}" in page
        assert "https://wa.me/?text=" in page
        assert "<svg" in page
        assert Client().get(address).status_code == 200
    told = Event.objects.filter(verb="link.recorded").values_list("data__name", flat=True)
    assert set(told) == {"KUA Bojongloa Kaler"}
    members = world.client("notulis").get(f"{world.forum.get_absolute_url()}anggota/")
    assert f'action="{of_seat(world)}"' not in members.content.decode()


def test_it_arrives_twice(world: World) -> None:
    act_id = str(new_id())
    for _time in range(2):
        assert post(world, of_seat(world), act_id=act_id).status_code == 303
    assert Link.objects.count() == 1


def test_a_new_link_closes_the_one_before(world: World) -> None:
    post(world, of_seat(world))
    first = Link.objects.get()
    post(world, of_seat(world))
    first.refresh_from_db()
    assert first.ended_at
    assert Client().get(f"/janji/{token_of(first)}/").status_code == 410
    assert Link.objects.filter(ended_at=None).count() == 1


def test_a_telephone_number_for_those_who_may_know_it(world: World) -> None:
    with world.doing("notulis") as act:
        promise = world.promise_waiting
        actions.hand_commitment(
            act, promise, person=world.people["camat"], reason="x", owner_confirmed=True
        )
    post(world, f"/komitmen/{promise.pk}/tautan/")
    page = world.client("notulis").get(f"/komitmen/{promise.pk}/tautan/").content.decode()
    assert "https://wa.me/6281255550100?text=" in page


@pytest.mark.parametrize("who", ["sector_member", "chair", "outsider", "neighbour"])
def test_others_give_none(world: World, who: str) -> None:
    for url in (of_seat(world), of_promise(world)):
        assert post(world, url, who).status_code in (403, 404)
    assert not Link.objects.exists()


def test_who_takes_a_promise_over_gets_a_link_of_his_own(world: World) -> None:
    post(world, of_promise(world))
    link = Link.objects.get()
    with world.doing("notulis") as act:
        actions.hand_commitment(
            act,
            world.promise_continued,
            person=world.people["head"],
            reason="Pindah tugas",
            owner_confirmed=True,
        )
    assert Client().get(f"/janji-satu/{token_of(link)}/").status_code == 410


def test_how_long_they_open() -> None:
    assert rules.link_for_year(wib(6, 26), WIB) == wib(1, 1, 0).replace(year=2027)
    assert rules.link_for_year(wib(12, 5), WIB) == wib(1, 1, 0).replace(year=2028)
    assert rules.link_for_promise(TODAY, wib(3, 1), WIB) == wib(7, 11, 0)
    assert rules.link_for_promise(TODAY, wib(9, 1), WIB) == wib(9, 16, 0)  # late: from today


# -- Another holder ------------------------------------------------------------------------------


def test_who_holds_no_office_there_is_asked_about(world: World) -> None:
    url = f"{world.promise_continued.get_absolute_url()}serahkan/"
    client, sent = world.client("notulis"), {"person": str(world.people["camat"]), "reason": "x"}
    assert "owner_confirmed" not in client.get(url).content.decode()
    refused = client.post(url, {"act_id": str(new_id()), **sent})
    assert refused.status_code == 422
    assert 'name="owner_confirmed"' in refused.content.decode()
    assert not Event.objects.filter(verb="commitment.handed").exists()
    sent |= {"act_id": str(new_id()), "owner_confirmed": "on"}
    assert client.post(url, sent).status_code == 303
    world.promise_continued.refresh_from_db()
    assert world.promise_continued.owner_person == world.people["camat"]


def test_a_personal_promise_is_handed_over_after_a_question(world: World) -> None:
    alone = world.promise_continued
    Commitment.objects.filter(pk=alone.pk).update(
        owner_organisation=None, owner_person=world.people["neighbour"]
    )
    client, url = world.client("notulis"), f"{alone.get_absolute_url()}serahkan/"
    sent = {"person": str(world.people["camat"].pk), "reason": "x"}
    asked = client.post(url, {"act_id": str(new_id()), **sent})
    assert asked.status_code == 422 and 'name="owner_confirmed"' in asked.content.decode()
    sent |= {"act_id": str(new_id()), "owner_confirmed": "on"}
    assert client.post(url, sent).status_code == 303
    alone.refresh_from_db()
    assert alone.owner_person == world.people["camat"]


def test_who_left_office_hands_over(world: World) -> None:
    Commitment.objects.filter(pk=world.promise_continued.pk).update(
        owner_person=world.people["penghulu"]
    )
    url = f"{world.promise_continued.get_absolute_url()}serahkan/"
    page = world.client("notulis").get(world.promise_continued.get_absolute_url())
    assert url not in page.content.decode()
    from datetime import date

    from mufakat.directory.actions import end_office, record_office

    with world.doing("administrator") as act:
        end_office(act, world.offices["penghulu"], on=date(2026, 6, 20))
        record_office(
            act,
            person=world.people["outsider"],
            organisation=world.kua,
            title="Penghulu",
            valid_from=date(2026, 6, 21),
        )
    page = world.client("notulis").get(world.promise_continued.get_absolute_url())
    told = page.content.decode()
    assert "Omar Sastra" in told
    assert f'href="{url}"' in told
    form = world.client("notulis").get(url).content.decode()
    assert 'value="Omar Sastra' in form
    assert post(world, url, reason="x").status_code == 422
    act_id = str(new_id())
    sent = {"act_id": act_id, "person": str(world.people["outsider"].pk), "reason": "Mutasi"}
    for _time in range(2):
        assert world.client("notulis").post(url, sent).status_code == 303
    world.promise_continued.refresh_from_db()
    assert world.promise_continued.owner_person == world.people["outsider"]
    assert world.promise_continued.owner_organisation == world.kua
    assert Event.objects.filter(verb="commitment.handed").count() == 1
    assert post(world, url, "chair", **sent).status_code == 403
    again = {**sent, "act_id": str(new_id())}
    assert world.client("notulis").post(url, again).status_code == 422  # holds it already
