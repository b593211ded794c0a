"""An index on the page of an assessment; what is asked and not judged."""

import re
from typing import Any

import time_machine

from mufakat.indicators.models import Assessment
from tests.assessing import begin, fill, instrument_of, send
from tests.world import TODAY, World

HAZARD = {
    "code": "gempa",
    "title": "Bahaya gempa",
    "kind": "scale",
    "met_at": 1,
    "bands": [
        {"code": "tidak", "title": "Tidak ada", "points": 0},
        {"code": "tinggi", "title": "Tinggi", "points": 1},
    ],
}
ASKED = [{"code": f"t{n}", "title": f"Butir {n}", "kind": "yes_no"} for n in range(3)]
BODY: dict[str, Any] = {
    "title": "Uji angka",
    "level": "puskesmas",
    "threshold": "index*1000 >= 655",
    "domain": [
        {"code": "bahaya", "title": "Bahaya", "scored": False, "indicator": [HAZARD]},
        {"code": "gedung", "title": "Gedung", "indicator": ASKED},
    ],
}
SAID: dict[str, dict[str, Any]] = {
    "gempa": {"band": "tidak"},
    "t0": {"yes": True},
    "t1": {"yes": True},
    "t2": {"yes": False},
}


def main_of(world: World, assessment: Assessment) -> str:
    page = world.client("notulis").get(assessment.get_absolute_url()).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@time_machine.travel(f"{TODAY}T05:00:00Z")
def test_the_index_stands_beside_its_threshold(world: World) -> None:
    begun = begin(world, instrument_of("uji-angka", BODY))
    assert "Indeks" not in main_of(world, begun)  # nothing is said yet
    said = main_of(world, send(world, fill(world, begun, SAID)))
    assert "Indeks 66,67 %" in said and "Gedung: 2 dari 3 indeks 66,67 %" in said


@time_machine.travel(f"{TODAY}T05:00:00Z")
def test_what_is_not_judged_is_not_called_unmet(world: World) -> None:
    begun = fill(world, begin(world, instrument_of("uji-angka", BODY)), SAID)
    hazard, _between, building = main_of(world, begun).partition("Gedung: ")
    assert "Tidak ada" in hazard and "belum terpenuhi" not in hazard.partition("Bahaya gempa")[2]
    assert "Bahaya: 0 dari" not in hazard and "belum terpenuhi" in building


@time_machine.travel(f"{TODAY}T05:00:00Z")
def test_where_no_rule_asks_for_an_index_none_is_told(world: World) -> None:
    body = BODY | {"threshold": "met*100 >= 50*applicable"}
    said = main_of(world, send(world, fill(world, begin(world, instrument_of("x", body)), SAID)))
    assert "ndeks" not in said.partition("Gedung")[2]
