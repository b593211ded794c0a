"""The picture of who learns from whom ends whatever rows there are."""

from types import SimpleNamespace
from typing import Any

import pytest

from mufakat.programmes.models import CoeUnit, Replication
from mufakat.programmes.pages import drawn
from tests.world import World

LADDER = [(f"{n}{a}", f"{n + 1}{b}") for n in range(60) for a in "ab" for b in "ab"]


def picture(edges: list[tuple[str, str]]) -> Any:
    def body(name: str) -> Any:
        return type("Body", (), {"pk": name, "__str__": lambda _self: name})()

    rows: list[Any] = [
        SimpleNamespace(
            state="planned",
            unit=SimpleNamespace(puskesmas=body(teacher), puskesmas_id=teacher),
            target=body(learner),
            target_id=learner,
        )
        for teacher, learner in edges
    ]
    return drawn(rows)


@pytest.mark.parametrize(
    ("edges", "columns"),
    [
        ([("a", "b")], "a0 b1"),
        ([("a", "c"), ("a", "b"), ("b", "c")], "a0 b1 c2"),  # as far as the longest way
        ([("b", "c"), ("a", "b")], "a0 b1 c2"),
        ([("a", "b"), ("b", "a")], "a0 b1"),  # a circle: as the rows begin it
        ([("a", "a")], "a0"),
        ([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], "a0 b1 c2 d3"),
        ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")], "a1 b2 c3 x0"),
        ([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "d")], "a0 b1 c3 d2"),
    ],
)
def test_columns(edges: list[tuple[str, str]], columns: str) -> None:
    graph = picture(edges)
    assert " ".join(sorted(f"{b.name}{b.x // 288}" for b in graph.boxes)) == columns
    assert len(graph.lines) == len(edges)
    assert len({(box.x, box.y) for box in graph.boxes}) == len(graph.boxes)  # none hides another


def test_many_ways_to_one_end() -> None:
    graph = picture(LADDER)  # 2^60 ways; each line is looked at once
    assert max(box.x for box in graph.boxes) == 60 * 288


def test_the_pages_answer_where_a_circle_stands(at_work: World) -> None:
    """As two writers left it before there was a lock."""
    row, citarip = at_work.work["replication"], at_work.bodies["citarip"]
    unit = CoeUnit.objects.create(
        programme=at_work.work["programme"],
        puskesmas=row.target,
        pustu=at_work.bodies["pustu"],
        region_path=row.region_path,
    )
    Replication.objects.create(
        unit=unit,
        target=citarip,
        region_path=citarip.region_path,
        state="planned",
        planned_on=row.planned_on,
    )
    client = at_work.client("dinkes_kabkota")
    for url in ("/program/posyandu-prima/coe/", f"/program/coe/{row.unit_id}/"):
        assert client.get(url).status_code == 200
    assert client.get("/program/posyandu-prima/coe/").content.decode().count("<line") == 2
