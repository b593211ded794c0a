"""An instrument of the tests, a programme with one centre of excellence, and assessments on their way. By actions; rows
only for what another room's actions make from reference data."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mufakat.directory import actions as directory
from mufakat.indicators.actions.accepting import accept_assessment, verify_assessment
from mufakat.indicators.actions.assessments import (
    fill_assessment,
    record_assessment,
    submit_assessment,
)
from mufakat.indicators.actions.calls import record_call
from mufakat.indicators.models import Assessment, Call, Instrument, InstrumentVersion
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.journal.rules import digest_of
from mufakat.programmes.models import CoeUnit, Programme

from .world import World, wib

BODY: dict[str, Any] = {
    "title": "Instrumen uji COE",
    "level": "coe",
    "threshold": "met*100 >= 80*applicable",
    "domain": [
        {
            "code": "sdm",
            "title": "SDM",
            "indicator": [
                {"code": "dokter", "title": "Ada dokter", "kind": "yes_no", "part": "puskesmas"},
                {
                    "code": "kader",
                    "title": "Kader terlatih",
                    "kind": "number",
                    "part": "posyandu",
                    "combine": "pool",
                    "target_percent": 80,
                    "numerator": "Kader terlatih",
                    "denominator": "Kader aktif",
                },
            ],
        },
        {
            "code": "alat",
            "title": "Bahan dan alat",
            "indicator": [
                {
                    "code": "antropometri",
                    "title": "Antropometri kit lengkap",
                    "kind": "scale",
                    "part": "posyandu",
                    "evidence": "foto alat",
                    "met_at": 2,
                    "bands": [
                        {"code": "tidak", "title": "tidak ada", "points": 0},
                        {"code": "sebagian", "title": "sebagian", "points": 1},
                        {"code": "lengkap", "title": "lengkap", "points": 2},
                    ],
                },
                {
                    "code": "suhu",
                    "title": "Suhu lemari vaksin",
                    "kind": "range",
                    "part": "pustu",
                    "unit": "°C",
                    "met_at": 1,
                    "bands": [
                        {"code": "dingin", "title": "terlalu dingin", "points": 0, "below": "2"},
                        {"code": "baik", "title": "baik", "points": 1, "least": "2", "below": "8"},
                        {"code": "panas", "title": "terlalu panas", "points": 0, "least": "8"},
                    ],
                },
            ],
        },
    ],
}
MONTH = "2026-06"
ALL_YES: Mapping[str, Mapping[str, Any]] = {
    "dokter": {"yes": True},
    "kader": {"num": 8, "den": 10},
    "antropometri": {"band": "lengkap"},
    "suhu": {"value": "4"},
}


def instrument_of(code: str = "uji-coe", body: Mapping[str, Any] = BODY) -> Instrument:
    """Published at the beginning of the year, as reference data are."""
    made = Instrument.objects.create(code=code, title=body["title"], level=body["level"])
    InstrumentVersion.objects.create(
        instrument=made,
        number=1,
        body=body,
        valid_from=date(2026, 1, 1),
        published_at=wib(1, 1),
        published_by="Mufakat",
        digest=digest_of(body),
    )
    return made


def centre_of(world: World) -> CoeUnit:
    """Citarip with its Pustu, and two Posyandu below that."""
    programme = Programme.objects.create(
        code="uji",
        family="lain",
        title="Program uji",
        region=world.regions["ID"],
        region_path="",
    )
    with world.doing("kepala_puskesmas", wib(1, 6)) as act:
        world.bodies["second_posyandu"] = directory.record_facility(
            act,
            name="Posyandu Mawar",
            kind="posyandu",
            region=world.village,
            parent=world.bodies["pustu"],
        )
    unit: CoeUnit = CoeUnit.objects.create(
        programme=programme,
        puskesmas=world.citarip,
        pustu=world.bodies["pustu"],
        region_path=world.citarip.region_path,
        valid_from=date(2026, 1, 1),
    )
    return unit


def call_for(world: World, instrument: Instrument, **days: date) -> Call:
    with world.doing("dinkes_kabkota", wib(6, 1)) as act:
        return record_call(
            act,
            instrument=instrument,
            region=world.city,
            month=MONTH,
            opens_on=date(2026, 6, 1),
            due_on=days.get("due_on", date(2026, 6, 20)),
            closes_on=days.get("closes_on", date(2026, 7, 10)),
        )


def begin(
    world: World, instrument: Instrument, month: str = MONTH, who: str = "notulis"
) -> Assessment:
    with world.doing(who) as act:
        return record_assessment(
            act, instrument=instrument, organisation=world.citarip, month=month
        )


def items_of(
    assessment: Assessment, domain: str, said: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """The same answer of every body that is asked."""
    asked = sheet_of(assessment).of_domain(domain)
    return {each.key: said[each.indicator.code] for each in asked if each.indicator.code in said}


def fill(
    world: World,
    assessment: Assessment,
    said: Mapping[str, Mapping[str, Any]] = ALL_YES,
    who: str = "notulis",
) -> Assessment:
    for domain in sheet_of(assessment).form.domains:
        assessment.refresh_from_db()
        with world.doing(who) as act:
            fill_assessment(
                act,
                assessment,
                base=assessment.version,
                domain=domain.code,
                items=items_of(assessment, domain.code, said),
            )
    return assessment


def send(world: World, assessment: Assessment, who: str = "notulis") -> Assessment:
    with world.doing(who) as act:
        return submit_assessment(act, assessment)


def accept(world: World, assessment: Assessment, at: datetime | None = None) -> Assessment:
    """Verified by the mentor, accepted by the Dinkes."""
    with world.doing("mentor", at) as act:
        verify_assessment(act, assessment)
    with world.doing("dinkes_kabkota", at) as act:
        return accept_assessment(act, assessment)


def calls_in_the_province(world: World, numbers: range) -> list[Call]:
    """Each asks three Puskesmas in two districts."""
    made = []
    for number in numbers:
        plain = instrument_of(f"uji-{number}", BODY | {"level": "puskesmas"})
        with world.doing("ministry", wib(6, 1)) as act:
            call = record_call(
                act,
                instrument=plain,
                region=world.regions["32"],
                month=MONTH,
                opens_on=date(2026, 6, 1),
                due_on=date(2026, 6, 20),
                closes_on=date(2026, 7, 10),
                title=f"Panggilan {number}",
            )
        made.append(call)
    return made


def opened(world: World, who: str, address: str) -> int:
    """How many rows a page of the calendar lists."""
    answer: Any = world.client(who).get(address)
    assert answer.status_code == 200, address
    return int(answer.context_data["rows"].paginator.count)


def numbers_in(html: str) -> list[tuple[str, int]]:
    """Each link that is a number, or a word with its number."""
    found = re.findall(r'<a href="([^"]*keadaan=[^"]+)">(?:[^<0-9]+ )?([0-9]+)</a>', html)
    return [(address.replace("&amp;", "&"), int(n)) for address, n in found]
