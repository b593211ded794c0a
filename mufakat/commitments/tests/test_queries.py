"""What screens ask about promises, and that every number has its rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from mufakat.commitments import queries
from mufakat.commitments.jobs import rebuild
from mufakat.commitments.models import Commitment, Verdict
from tests.world import TODAY, World

Count = Callable[[int], Any]


FILTERS: Any = [
    ({}, {"kept", "continued", "waiting", "new"}),
    ({"state": "open"}, {"continued", "waiting", "new"}),
    ({"state": "kept"}, {"kept"}),
    ({"state": "late"}, {"waiting"}),
    ({"sector": "agama"}, {"continued"}),
    ({"year": 2026, "tribulan": 1}, {"kept", "continued", "waiting"}),
    ({"year": 2026, "tribulan": 2}, {"new"}),
    ({"year": 2025}, set()),
    ({"text": "kader"}, {"waiting"}),
    ({"text": "kua boj"}, {"continued"}),
]


def test_filters(world: World, subtests: pytest.Subtests) -> None:
    for criteria, found in FILTERS:
        with subtests.test(criteria=criteria, found=found):
            rows = queries.chosen_commitments(Commitment.objects.all(), TODAY, **criteria)
            assert set(rows) == {getattr(world, f"promise_{name}") for name in found}


def test_a_region_takes_what_lies_below(world: World) -> None:
    def counted(region: Any) -> int:
        return queries.chosen_commitments(Commitment.objects.all(), TODAY, region=region).count()

    assert counted(world.regions["ID"]) == counted(world.city) == counted(world.kecamatan) == 4
    assert (counted(world.village), counted(world.neighbour_kecamatan)) == (1, 0)


def test_every_rate_opens_its_rows(world: World) -> None:
    rebuild()
    every = Verdict.objects.all()
    for region in world.regions.values():
        for tribulan in (None, 1, 2, 3, 4):
            rates = queries.rate_by_sector("region", region.path, 2026, tribulan)
            for sector, rate in rates.items():
                same: dict[str, Any] = {
                    "region": region,
                    "sector": sector,
                    "year": 2026,
                    "tribulan": tribulan,
                }
                rows = queries.chosen_verdicts(every, **same)
                assert queries.rate_of(rows).by_verdict == rate.by_verdict
                made = queries.chosen_commitments(Commitment.objects.all(), TODAY, **same)
                assert made.count() == rate.made


def test_the_way_of_a_promise(world: World) -> None:
    moments = queries.timeline_of(world.promise_continued).moments
    assert [m.on for m in moments] == [date(2026, 3, 27), date(2026, 6, 10), date(2026, 6, 26)]
    made, reported, judged = moments
    assert made.due_on == date(2026, 6, 15)
    assert reported.update == world.update
    assert judged.verdict is not None
    assert judged.verdict.due_after == date(2026, 9, 15)


def test_funding_has_a_title_in_both_languages() -> None:
    with override("id"):
        assert queries.funding_title("swadaya") == "Swadaya masyarakat"
    with override("en"):
        assert queries.funding_title("swadaya") == "Community contribution"
    assert queries.funding_title("unheard") == "unheard"


def test_rows_of_a_list_cost_one_query(world: World, django_assert_num_queries: Count) -> None:
    for rows in (1, 3):
        with django_assert_num_queries(1):
            for c in queries.with_names(Commitment.objects.order_by("id"))[:rows]:
                assert c.owner
                assert str(c.region)
                assert str(c.forum)
