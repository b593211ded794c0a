"""One act id is one text: sent again it is the same act, with another text it is told apart."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_person
from mufakat.directory.models import Person, User
from mufakat.journal.actions import AlreadyDone, NotYours, OtherText, act
from mufakat.journal.intents import digests
from mufakat.journal.models import Act
from mufakat.journal.seals import verify
from mufakat.meetings.models import Note
from tests.world import World


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return digests("record_note", one) == digests("record_note", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"text": "a", "n": 1}, {"n": 1, "text": "a"}),
        ({"text": "a"}, {"text": "a", "reason": "", "who": None, "sure": False, "hosts": []}),
        ({"text": "a\r\nb"}, {"text": "a\nb"}),
        ({"came": {"1", "2"}}, {"came": {"2", "1"}}),
        (
            {"scan": SimpleUploadedFile("a.pdf", b"one")},
            {"scan": SimpleUploadedFile("a.pdf", b"one", "application/pdf")},
        ),
    ],
)
def test_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"text": "a"}, {"text": "b"}),
        ({"text": "a"}, {"text": "A"}),
        ({"text": "a"}, {"reason": "a"}),
        ({"n": 0}, {}),
        ({"n": 0}, {"n": 1}),
        ({"sure": True}, {}),
        ({"share": 0.5}, {"share": 0.25}),
        ({"came": ["1", "2"]}, {"came": ["1"]}),
        (
            {"scan": SimpleUploadedFile("a.pdf", b"one")},
            {"scan": SimpleUploadedFile("a.pdf", b"two")},
        ),
    ],
)
def test_not_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not same(one, other)


def test_the_verb_and_the_thing_count() -> None:
    asked = [digests([verb, {"pk": pk}], {})[0] for verb in ("end", "record") for pk in (1, 2)]
    assert len(set(asked)) == 4


def test_a_file_is_read_and_can_be_read_again() -> None:
    scan = SimpleUploadedFile("a.pdf", b"one")
    digests("record_scan", {"scan": scan})
    assert scan.read() == b"one"


def test_an_order_that_others_change_does_not_count(db: None) -> None:
    for name in ("b", "a"):
        Person.objects.create(name=name)
    orders: list[QuerySet[Person]] = [Person.objects.order_by(o) for o in ("name", "-name")]
    assert same({"who": orders[0]}, {"who": orders[1]})


def test_a_new_secret_of_the_server_still_knows_the_old(settings: Any) -> None:
    """And without the secret nobody can try which telephone number it was."""
    before = digests("record_person", {"phone": "0812"})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    after = digests("record_person", {"phone": "0812"})
    assert after[0] != before[0] and after[1:] == before


@pytest.fixture
def users(db: None) -> list[User]:
    return [User.objects.create(username=name) for name in ("ani", "budi")]


def test_three_answers(users: list[User]) -> None:
    act_id, one, other = new_id(), digests("x", {"name": "Sari"}), digests("x", {"name": "Tono"})
    with act(act_id, by=users[0], asked=one) as open_act:
        record_person(open_act, name="Sari")
    with pytest.raises(AlreadyDone), act(act_id, by=users[0], asked=one):
        pytest.fail("done before")
    with pytest.raises(AlreadyDone), act(act_id, by=users[0], asked=["0" * 64, one[0]]):
        pytest.fail("done before, under an older secret")
    with pytest.raises(OtherText), act(act_id, by=users[0], asked=other):
        pytest.fail("used for another text")
    with pytest.raises(NotYours), act(act_id, by=users[1], asked=one):
        pytest.fail("of somebody else")
    assert Person.objects.count() == Act.objects.count() == 1
    assert list(verify()) == []
    Act.objects.update(asked=other[0])
    assert any(said.startswith("act 1 ") for said in verify())


def test_an_act_from_before_digests_is_answered_as_before(users: list[User]) -> None:
    act_id = new_id()
    with act(act_id, by=users[0]):
        pass
    with pytest.raises(AlreadyDone), act(act_id, by=users[0], asked=digests("x", {"a": 1})):
        pytest.fail("done before")


# -- Through a page ----------------------------------------------------------------------------


def send(client: Client, world: World, act_id: object, text: str, **more: str) -> HttpResponse:
    sent = {"act_id": str(act_id), "agenda_item": str(world.item.pk), "text": text, **more}
    answer: Any = client.post(f"{world.opened.get_absolute_url()}catatan/catat/", sent)
    assert isinstance(answer, HttpResponse)
    return answer


def act_id_in(answer: HttpResponse) -> str:
    found = re.search(r'name="act_id" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def notes() -> list[str]:
    return list(Note.objects.order_by("at", "id").values_list("text", flat=True))


def test_back_and_typed_anew(world: World) -> None:
    client, act_id, before = world.client("notulis"), new_id(), notes()
    assert send(client, world, act_id, "Pertama").headers["Act"] == f"{act_id} done"
    # The same from an outbox, much later and with another clock: once.
    again = send(client, world, act_id, "Pertama", made_at="2026-06-26T09:00:00Z", base="3")
    assert (again.status_code, again.headers["Act"]) == (303, f"{act_id} already")
    told = send(client, world, act_id, "Kedua")
    assert (told.status_code, told.headers["Act"]) == (422, f"{act_id} refused")
    assert "Kedua" in told.content.decode()
    fresh = act_id_in(told)
    assert fresh != str(act_id)
    assert notes() == [*before, "Pertama"]
    # Sent again, because it is meant as well.
    assert send(client, world, fresh, "Kedua").headers["Act"] == f"{fresh} done"
    assert notes() == [*before, "Pertama", "Kedua"]


def test_the_same_id_for_another_thing(world: World) -> None:
    client, act_id = world.client("notulis"), new_id()
    send(client, world, act_id, "Pertama")
    sent = {"act_id": str(act_id), "agenda_item": str(world.item.pk), "text": "Pertama"}
    url = f"{world.opened.get_absolute_url()}keputusan/catat/"
    assert client.post(url, sent).status_code == 422


def test_two_buttons_of_one_form(world: World) -> None:
    """“Kept”, then another verdict on the page as it was: the verdict that stands is told apart from the one wanted."""
    client, act_id = world.client("notulis"), str(new_id())
    url = f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"
    assert client.post(url, {"act_id": act_id, "verdict": "kept"}).status_code == 303
    again = client.post(url, {"act_id": act_id, "verdict": "kept"})
    assert again.headers["Act"] == f"{act_id} already"
    assert (
        client.post(url, {"act_id": act_id, "verdict": "partly", "reason": "x"}).status_code == 422
    )
