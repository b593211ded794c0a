"""Bad input of assessments: each case is told on the page, in words that say what to do."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.directory.models import Organisation
from mufakat.indicators.models import Assessment
from tests.assessing import ALL_YES, BODY, MONTH, begin, call_for, centre_of, fill, instrument_of
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


def of_body(body: dict[str, Any] = BODY) -> Callable[[World], Assessment]:
    def prepare(world: World) -> Assessment:
        centre_of(world)
        return begin(world, instrument_of(body=body))

    return prepare


def zero(world: World) -> Assessment:
    said = {**ALL_YES, "kader": {"num": 0, "den": 0}}
    return fill(world, of_body()(world), said)


def closed(world: World) -> Assessment:
    centre_of(world)
    instrument = instrument_of()
    call = call_for(world, instrument)
    made = begin(world, instrument)
    type(call).objects.filter(pk=call.pk).update(
        due_on=date(2026, 6, 20), closes_on=date(2026, 6, 25)
    )
    return made


def off_body() -> dict[str, Any]:
    body = deepcopy(BODY)
    body["domain"][0]["indicator"][0]["until"] = "2026-05-31"
    return body


def posyandu_moved(world: World) -> Assessment:
    made = of_body()(world)
    with world.doing("kepala_puskesmas") as act:
        other = directory.record_facility(
            act, name="Pustu Baru", kind="pustu", region=world.village, parent=world.citarip
        )
    body = world.bodies["posyandu"].facility
    with world.doing("kepala_puskesmas") as act:
        directory.change_organisation(
            act,
            body,
            base=body.version,
            name=body.name,
            short_name="",
            sector=body.sector,
            region=body.region,
            parent=other,
            codes={},
        )
    return made


def district_split(world: World) -> Assessment:
    made = of_body()(world)
    Organisation.objects.filter(pk=world.citarip.pk).update(
        region=world.neighbour_kecamatan, region_path=world.neighbour_kecamatan.path
    )
    return made


# What happened, the page on which it is told, to whom, and the words.
TOLD: list[tuple[str, Callable[[World], Assessment], str, str, str]] = [
    ("zero denominator", zero, "", "notulis", r"0 dari 0: tidak ada sasaran|0 of 0: nobody"),
    ("missing answers", of_body(), "isi/", "notulis", r"6 jawaban|6 answers"),
    ("missing answers", of_body(), "kirim/", "notulis", r"6 jawaban|6 answers"),
    ("closed", closed, "isi/", "notulis", r"ditutup|was closed"),
    ("closed", closed, "isi/sdm/", "notulis", r"ditutup|was closed"),
    ("closed", closed, "kirim/", "notulis", r"ditutup|was closed"),
    ("closed", closed, "mode/", "notulis", r"ditutup|was closed"),
    ("closed", closed, "", "kepala_puskesmas", r"ditutup|was closed"),
    ("switched off", of_body(off_body()), "isi/sdm/", "notulis", r"31 (Mei|May) 2026"),
    ("switched off", of_body(off_body()), "mode/", "notulis", r"31 (Mei|May) 2026"),
    ("switched off", of_body(off_body()), "", "notulis", r"31 (Mei|May) 2026"),
    ("moved", posyandu_moved, "isi/", "notulis", r"Posyandu Melati .*Pustu Baru"),
    ("moved", posyandu_moved, "", "notulis", r"Posyandu Melati .*Pustu Baru"),
    ("split", district_split, "", "notulis", r"Bojongloa Kaler.*Soreang"),
    ("split", district_split, "isi/", "notulis", r"Bojongloa Kaler.*Soreang"),
]


@pytest.mark.parametrize(("what", "prepare", "page", "who", "words"), TOLD)
def test_it_is_told_on_the_page(
    world: World,
    what: str,
    prepare: Callable[[World], Assessment],
    page: str,
    who: str,
    words: str,
) -> None:
    assessment = prepare(world)
    answer = world.client(who).get(f"{assessment.get_absolute_url()}{page}")
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    assert re.search(words, re.sub(r"\s+", " ", text)), what


def test_a_closed_call_shows_no_form(world: World) -> None:
    here = closed(world).get_absolute_url()
    for page in ("isi/sdm/", "mode/", "kirim/"):
        told = world.client("notulis").get(f"{here}{page}").content.decode().partition("<main")[2]
        assert 'method="post"' not in told, page


OUTSIDE = [("sukapakir", "no_unit|bukan"), ("pustu", "kind|tidak termasuk|bukan"), ("soreang", "")]


@pytest.mark.parametrize(("body", "words"), OUTSIDE)
def test_a_facility_outside_the_network(world: World, body: str, words: str) -> None:
    centre_of(world)
    instrument_of()
    fields = {"instrument": "uji-coe", "organisation": str(world.bodies[body].pk), "month": MONTH}
    answer = world.client("dinkes_kabkota").post(
        "/penilaian/mulai/", {"act_id": str(new_id()), **fields}
    )
    assert answer.status_code == 422
    assert 'class="summary"' in answer.content.decode()
    assert not Assessment.objects.exists()
