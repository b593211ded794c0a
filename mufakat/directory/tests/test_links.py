"""The signature of personal links, and how the office revokes them."""

from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.directory import actions
from mufakat.directory.links import id_in, spell, token_of
from mufakat.directory.models import Link, LinkKind
from mufakat.journal.models import Event
from tests.world import World, wib

KINDS = [kind.value for kind in LinkKind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_names_one_link_of_one_kind(kind: str) -> None:
    pk = new_id()
    token = spell(kind, pk)
    assert id_in(token, kind) == pk
    assert [other for other in KINDS if id_in(token, other)] == [kind]


@pytest.mark.parametrize("place", [0, 10, 21, 22, 30, 41])
def test_a_token_with_one_other_letter_names_nothing(place: int) -> None:
    token = spell("promises", new_id())
    letter = "A" if token[place] != "A" else "B"
    assert id_in(token[:place] + letter + token[place + 1 :], "promises") is None


@pytest.mark.parametrize("token", ["", "x", "é" * 42, "=" * 42, "A" * 41, "A" * 43, "\0" * 42])
def test_what_is_no_token(token: str) -> None:
    assert id_in(token, "promises") is None


def test_another_secret_closes_all(settings: Any) -> None:
    token = spell("promises", new_id())
    settings.SECRET_KEY = "another" * 10
    assert id_in(token, "promises") is None


@pytest.fixture
def link(world: World) -> Link:
    with world.doing("notulis", wib(6, 26)) as act:
        return actions.record_link(
            act,
            kind=LinkKind.PROMISES,
            thing=world.memberships["kua"],
            forum=world.forum,
            name="KUA",
            valid_until=wib(12, 31),
        )


def test_the_office_revokes_it(world: World, link: Link) -> None:
    url, act_id = f"/tautan/{link.pk}/cabut/", str(new_id())
    assert world.client("sector_member").post(url, {"act_id": act_id}).status_code == 403
    assert world.client("outsider").post(url, {"act_id": act_id}).status_code == 404
    for _time in range(2):
        assert world.client("notulis").post(url, {"act_id": act_id}).status_code == 303
    link.refresh_from_db()
    assert link.ended_at
    assert Event.objects.filter(verb="link.ended").count() == 1
    assert world.client("notulis").post(url, {"act_id": str(new_id())}).status_code == 422


def test_the_secret_is_not_in_the_database(world: World, link: Link) -> None:
    assert token_of(link) not in str(Link.objects.filter(pk=link.pk).values().get())
    assert token_of(link) not in str(list(Event.objects.values_list("data", flat=True)))


def revoked(world: World, link: Link, **sent: str) -> str:
    answer = world.client("notulis").post(
        f"/tautan/{link.pk}/cabut/", {"act_id": str(new_id()), **sent}
    )
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_who_revokes_comes_back_to_where_it_was_given(world: World, link: Link) -> None:
    here = f"/rapat/{world.opened.pk}/undangan/"
    page = world.client("notulis").get(f"/tautan/{link.pk}/cabut/", {"kembali": here})
    assert f'name="back" value="{here}"' in page.content.decode()
    assert f'href="{here}"' in page.content.decode()  # "cancel"
    assert revoked(world, link, back=here) == here


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://x.id/", "//x.id/", "/\\x.id", "\\\\x.id", "javascript:alert(1)", "///x.id/a"),
        *("rapat/", "/a\nSet-Cookie: x", "/" + "a" * 300, " //x.id", "/\t/x.id"),
    ],
)
def test_nobody_is_led_away(world: World, link: Link, elsewhere: str) -> None:
    members = f"{world.forum.get_absolute_url()}anggota/"
    page = world.client("notulis").get(f"/tautan/{link.pk}/cabut/", {"kembali": elsewhere})
    assert f'name="back" value="{members}"' in page.content.decode()
    assert revoked(world, link, back=elsewhere) == members
