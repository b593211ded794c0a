"""Frozen figures as evidence: who is offered which, whose domains a factor may name; and where patterns begin."""

from typing import Any

import pytest

from mufakat.indicators.models import Instrument, Snapshot
from mufakat.learning import actions
from mufakat.learning.models import Factor, Review
from tests.world import TODAY, World

from .conftest import Span
from .test_pages import NEW, send, shown


def offered(world: World, who: str) -> set[Any]:
    form = shown(world.client(who).get("/pembelajaran/catat/"))["form"]
    return set(form.fields["snapshot"].queryset.values_list("pk", flat=True))


def test_a_note_taker_names_the_figures_of_his_place(world: World, snapshot: Snapshot) -> None:
    """Those of the city in which the forum meets, though its figures are not his to open; none of another place."""
    assert offered(world, "notulis") == {snapshot.pk} == offered(world, "dinkes_kabkota")
    held = NEW | {"region": "32.73.04", "meeting": str(world.opened.pk)}
    client = world.client("notulis")
    answer = send(client, "/pembelajaran/catat/", **held, snapshot=str(snapshot.pk))
    assert answer.status_code == 303
    there = world.regions["32.04"]
    Snapshot.objects.update(region=there, region_path=there.path)
    assert offered(world, "notulis") == set()
    answer = send(client, "/pembelajaran/catat/", **held, snapshot=str(snapshot.pk))
    assert answer.status_code == 422
    assert list(shown(answer)["form"].errors) == ["snapshot"]


def test_a_factor_names_a_domain_of_the_evidence(
    world: World, coe: Instrument, snapshot: Snapshot
) -> None:
    """No figure is to move: the domains are those of the frozen figures."""
    with world.doing("dinkes_kabkota") as act:
        review = actions.record_review(
            act, question="Apa?", on=TODAY, region=world.city, snapshot=snapshot
        )
    client, address = world.client("dinkes_kabkota"), f"{review.get_absolute_url()}faktor/catat/"
    asked = shown(client.get(address))["form"].fields["domain"].choices
    assert [code for code, _title in asked] == ["", "infra", "model"]
    told = {"helped": "helped", "text": "Kader dilatih di desa.", "domain": "infra"}
    assert send(client, address, **told).status_code == 303
    assert Factor.objects.get().domain == "infra"
    wrong = send(client, address, **told | {"domain": "tidak-ada"})
    assert list(shown(wrong)["form"].errors) == ["domain"]
    Review.objects.update(snapshot=None)
    assert "domain" not in shown(client.get(address))["form"].fields


def test_patterns_begin_with_ones_own_region(world: World, span: Span) -> None:
    client = world.client("dinkes_kabkota")
    empty = shown(client.get("/pembelajaran/pola/"))
    assert not empty["found"] and not empty["form"].errors  # nothing is assessed yet
    span(world.citarip, "2026-01", ("ruang",))
    for who, region in (("dinkes_kabkota", "32.73"), ("ministry", "ID")):
        found = shown(world.client(who).get("/pembelajaran/pola/"))["found"]
        assert (found["region"].code, found["instrument"].code) == (region, "contoh")
        assert found["sites"] == 1


def test_who_may_write_of_his_body_may_not_of_what_lies_around_it(
    world: World, subtests: pytest.Subtests
) -> None:
    """A Puskesmas names itself, or the session of its forum: with neither it writes of its whole city or province."""
    client = world.client("notulis")
    names = {"organisation": "UPT Puskesmas Citarip"}, {"meeting": str(world.opened.pk)}
    for region in ("32.73", "32"):
        for named in names:
            with subtests.test(region=region, named=named):
                wide = send(client, "/pembelajaran/catat/", **NEW | named | {"region": region})
                assert list(shown(wide)["form"].errors) == ["region"]
