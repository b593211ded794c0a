"""The picture of who learns from whom ends whatever rows there are."""

from types import SimpleNamespace
from typing import Any

import pytest

from mufakat.directory.models import Organisation
from mufakat.programmes.models import CoeUnit, Replication
from mufakat.programmes.pages import drawn
from tests.world import World

LADDER = [(f"{n}{a}", f"{n + 1}{b}") for n in range(60) for a in "ab" for b in "ab"]


def picture(edges: list[tuple[str, str]]) -> Any:
    def body(name: str) -> Any:
        return type("Body", (), {"pk": name, "__str__": lambda _self: name})()

    def word() -> str:
        return "direncanakan"

    rows: list[Any] = [
        SimpleNamespace(
            state="planned",
            unit=SimpleNamespace(puskesmas=body(teacher), puskesmas_id=teacher),
            target=body(learner),
            target_id=learner,
            get_state_display=word,
        )
        for teacher, learner in edges
    ]
    return drawn(rows)


def told(branches: list[Any]) -> str:
    """A picture in one line: "a(b c(d))"; who teaches elsewhere too has a star."""
    return " ".join(
        f"{each.body}{'*' * each.is_again}{f'({told(each.branches)})' if each.branches else ''}"
        for each in branches
    )


def lines(branches: list[Any]) -> int:
    return sum(bool(each.state) + lines(each.branches) for each in branches)


PICTURES = [
    ([("a", "b")], "a(b)"),
    ([("a", "c"), ("a", "b"), ("b", "c")], "a(c b(c))"),
    ([("b", "c"), ("a", "b")], "a(b(c))"),  # who only teaches comes first
    ([("a", "c"), ("b", "c"), ("c", "d")], "a(c(d)) b(c*)"),  # of two: under the first one
    ([("a", "b"), ("b", "a")], "a(b(a*))"),  # a circle: as the rows begin it
    ([("a", "a")], "a(a*)"),
    ([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], "a(b(c(a* d)))"),
    ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")], "x(a(b(c(a*))))"),
    ([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "d")], "a(b(a* d(c(d*))))"),
]


@pytest.mark.parametrize(("edges", "wanted"), PICTURES)
def test_each_row_has_its_line(edges: list[tuple[str, str]], wanted: str) -> None:
    graph = picture(edges)
    assert told(graph.branches) == wanted
    assert lines(graph.branches) == len(edges)


def test_many_ways_to_one_end() -> None:
    graph = picture(LADDER)  # 2^60 ways; each line is looked at once
    assert lines(graph.branches) == len(LADDER)
    assert graph.is_deep
    assert not picture(LADDER[:5]).is_deep


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
    page = client.get("/program/posyandu-prima/coe/").content.decode()
    assert page.count('<li class="planned">') == 2


def test_long_names_stay_whole(at_work: World) -> None:
    """Centres of like names are told apart by their ends: nothing is cut off."""
    name = "Puskesmas COE Kabupaten Manggarai Timur di Borong"
    Organisation.objects.filter(pk=at_work.citarip.pk).update(name=name)
    page = at_work.client("partner").get("/program/posyandu-prima/coe/").content.decode()
    picture = page.partition('<div class="learns">')[2].partition("</figure>")[0]
    assert f">{name}</a>" in picture and "…" not in picture
