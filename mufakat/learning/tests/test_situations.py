"""Patterns by situation: what a site was in on the day, whatever became of it since."""

from datetime import date
from typing import Any

import pytest

from mufakat.indicators.models import Instrument
from mufakat.programmes.models import Lokus, Programme, Visit
from tests.world import World

from .conftest import Span
from .test_figures import ALL
from .test_pages import shown


def situations(client: Any) -> dict[str, tuple[int, int]]:
    """Sites in each situation in May 2026, and without it."""
    answer = client.get("/pembelajaran/pola/?instrumen=contoh&wilayah=32.73&bulan=2026-05")
    rows, keys = shown(answer)["found"]["situations"], ("kota", "lokus", "visited")
    return {
        key: (row["table"].with_all, row["table"].without_all)
        for key, row in zip(keys, rows, strict=True)
    }


def test_who_has_moved_since_was_in_it_then(
    world: World, span: Span, programme: Programme, coe: Instrument
) -> None:
    """A lokus goes along when its body moves; what it was in May it was in May."""
    for code in ("citarip", "sukapakir"):
        span(world.bodies[code], "2026-01", ALL)
    where = {"organisation": world.citarip, "region_path": world.citarip.region_path}
    row = Lokus.objects.create(programme=programme, valid_from=date(2026, 2, 1), **where)
    visited = {"programme": programme, "mentors": "Contoh rekaan", "observed": "Contoh rekaan"}
    Visit.objects.create(on=date(2026, 5, 2), **visited | where)
    client = world.client("dinkes_kabkota")
    then = {"kota": (2, 0), "lokus": (1, 1), "visited": (1, 1)}
    assert situations(client) == then
    Lokus.objects.filter(pk=row.pk).update(region_path=world.neighbour_kecamatan.path)
    Visit.objects.update(region_path=world.neighbour_kecamatan.path)
    assert situations(client) == then


VISITS = [("2026-05-31", 1), ("2025-11-30", 1), ("2025-11-29", 0), ("2026-06-01", 0)]


@pytest.mark.parametrize(("on", "visited"), VISITS)
def test_a_visit_counts_for_six_months(
    world: World, span: Span, programme: Programme, on: str, visited: int
) -> None:
    span(world.citarip, "2026-01", ALL)
    Visit.objects.create(
        programme=programme,
        organisation=world.citarip,
        region_path=world.citarip.region_path,
        on=date.fromisoformat(on),
        mentors="Contoh rekaan",
        observed="Contoh rekaan",
    )
    client = world.client("dinkes_kabkota")
    assert situations(client)["visited"] == (visited, 1 - visited)
