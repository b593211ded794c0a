"""What follows a session is added once it stands in the library, too, and a slip is taken off again; its text stays."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.journal.models import Event
from mufakat.learning import actions
from mufakat.learning.models import Learner, Review
from mufakat.learning.queries import library
from mufakat.learning.rules import reviews as right
from tests.world import World

from .test_pages import send, text_of


def test_a_priority_named_by_a_slip_is_taken_off(world: World, closed: Review) -> None:
    here, client = closed.get_absolute_url(), world.client("dinkes_kabkota")
    bound = {"commitment": str(world.promise_new.pk)}
    assert send(client, f"{here}tindakan/ikat/", **bound).status_code == 303
    action = closed.actions.get()
    address = f"{here}tindakan/{action.pk}/lepas/"
    assert address in client.get(here).content.decode()
    reader = world.client("partner")
    assert "/lepas/" not in reader.get(here).content.decode()
    assert send(reader, address).status_code == 403
    assert client.get(address).status_code == 200
    assert send(client, address).status_code == 303
    assert send(client, address).status_code == 404  # a second form finds it gone
    assert not closed.actions.exists()
    world.promise_new.refresh_from_db()  # the promise itself stays
    assert Event.objects.filter(verb="priority.withdrawn").count() == 1


def test_who_should_not_learn_is_taken_off_until_he_has_read(world: World, closed: Review) -> None:
    here, client = closed.get_absolute_url(), world.client("dinkes_kabkota")
    with world.doing("dinkes_kabkota") as act:
        first, second = (
            actions.record_learner(act, closed, organisation=body)
            for body in (world.kua, world.citarip)
        )
    addresses = [f"{here}pembelajar/{each.pk}/hapus/" for each in (first, second)]
    assert all(address in client.get(here).content.decode() for address in addresses)
    assert send(client, addresses[1]).status_code == 303
    assert list(closed.learners.all()) == [first]
    with world.doing("sector_member") as act:
        actions.read_review(act, first)
    assert addresses[0] not in client.get(here).content.decode()
    answer = send(client, addresses[0])
    assert answer.status_code == 422 and "sudah membacanya" in text_of(answer)
    assert Learner.objects.get().read_at is not None


def test_a_reading_stays() -> None:
    right.has_not_read(False)
    with pytest.raises(RuleBroken) as broken:
        right.has_not_read(True)
    assert broken.value.code == "learner_has_read"


def test_the_form_says_what_may_follow(world: World, draft: Review) -> None:
    page = world.client("dinkes_kabkota").get(f"{draft.get_absolute_url()}tutup/")
    assert "masih dapat ditambahkan" in text_of(page)


def test_the_library_tells_what_the_last_look_found(
    world: World, closed: Review, time_machine: Any
) -> None:
    time_machine.move_to("2026-12-01T05:00:00Z")
    looks = [(date(2026, 9, 30), "no"), (date(2026, 11, 30), "yes")]
    for on, worked in looks:
        with world.doing("dinkes_kabkota") as act:
            told: dict[str, Any] = {"was_done": "yes", "text": "x"}
            actions.record_look(act, closed, on=on, did_work=worked, **told)
        for asked in ("no", "yes"):
            rows = library.chosen(Review.objects.all(), worked=asked)
            assert [row.pk for row in rows] == ([closed.pk] if asked == worked else []), on


def test_the_library_finds_by_the_domain_of_a_factor(world: World, draft: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        actions.record_factor(act, draft, helped=True, text="Dana desa", domain="infra")
    found = Review.objects.all()
    wanted: Any = [("helped", "infra", 1), ("helped", "model", 0), ("hindered", "infra", 0)]
    for kind, asked, n in wanted:
        assert library.chosen(found, **{kind: asked}).count() == n, (kind, asked)


ROLES: Any = [
    ("32.73.04.", "32.73.", ""),
    ("32.73.", "32.73.", ""),
    ("32.", "32.73.", ""),  # a province promises to all its districts
    ("", "32.73.", ""),  # and so does the nation
    ("32.04.", "32.73.", "role_elsewhere"),
    ("33.", "32.73.", "role_elsewhere"),
]


@pytest.mark.parametrize(("kept_in", "district", "why"), ROLES)
def test_a_role_is_kept_in_the_district_or_above_it(kept_in: str, district: str, why: str) -> None:
    code = ""
    try:
        right.role_fits(kept_in, district, already=False)
    except RuleBroken as broken:
        code = broken.code
    assert code == why
