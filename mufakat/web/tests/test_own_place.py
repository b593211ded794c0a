"""Figures and regions open at one's own place; the others are one link away."""

from typing import Any

import pytest

from mufakat.web import queries
from tests.world import World

pytestmark = pytest.mark.django_db


def see(world: World, who: str, url: str) -> str:
    answer = world.client(who).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_one_own_forum_is_shown_among_several(world: World) -> None:
    own = ("Lokmin", "forum", world.forum.pk)
    other: tuple[str, str, Any] = ("Lain", "forum", world.cycle.pk)
    user = world.users["notulis"]
    assert queries.own_place(user, [other, own]) == own
    assert queries.own_place(user, [other, ("Lain lagi", "forum", world.ratified.pk)]) is None
    assert queries.own_place(user, [other]) == other
    assert str(world.forum) in see(world, "notulis", "/angka/")
    assert f"/forum/{world.forum.pk}/angka/" in see(world, "notulis", "/angka/?semua")


def test_a_dinkes_begins_in_its_own_district(world: World) -> None:
    assert queries.own_region(world.users["dinkes_kabkota"]) == "32.73"
    assert queries.own_region(world.users["ministry"]) == ""
    text = see(world, "dinkes_kabkota", "/wilayah/")
    assert "Kota Bandung" in text and 'href="/wilayah/32.73/puskesmas/"' in text
    assert 'href="/wilayah/ID/"' in text
    assert 'href="/wilayah/ID/"' in see(world, "notulis", "/wilayah/32.73/")
