"""Accepted assessments as rows, for the pages of figures: how they come about is tested where it is done."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from mufakat.directory import actions as directory
from mufakat.directory.models import Facility, Organisation, Region
from mufakat.indicators.actions.booking import book_all
from mufakat.indicators.actions.snapshots import take_snapshot
from mufakat.indicators.models import Assessment, Instrument, InstrumentVersion, State
from mufakat.indicators.rules import Part, read, score
from mufakat.programmes.models import CoeUnit, Programme

from .regions import codes_below, load_these
from .world import World, doing, wib

AT = datetime(2024, 1, 2, tzinfo=UTC)
RULE = "met*100 >= 80*applicable"
DOMAINS = ("infrastruktur", "kebijakan", "sdm", "alat", "layanan")
# Forty-four districts of five provinces, as many as seed 3 tells of; which ones, and all their answers, are invented.
PROVINCES = {"53": 10, "73": 10, "32": 9, "33": 8, "91": 7}
PASSING = 35
JULY = "2024-07"


def yes_no(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "key": code, "title": f"Soal {code}", "kind": "yes_no", **more}


def an_instrument(
    code: str = "uji", level: str = "puskesmas", rule: str = RULE, **domains: list[dict[str, Any]]
) -> Instrument:
    """With one published version of these domains."""
    made = Instrument.objects.create(code=code, title=f"Instrumen {code}", level=level)
    publish(made, rule, **domains)
    return made


def publish(
    made: Instrument, rule: str = RULE, **domains: list[dict[str, Any]]
) -> InstrumentVersion:
    number = made.versions.count() + 1
    told = [
        {"code": name, "title": name.title(), "indicator": asked} for name, asked in domains.items()
    ]
    body = {"title": made.title, "level": made.level, "threshold": rule, "domain": told}
    return InstrumentVersion.objects.create(
        instrument=made,
        number=number,
        body=body,
        valid_from=date(2022 + number, 1, 1),
        published_at=AT,
        published_by="uji",
        digest=f"{made.pk.hex}{number:032}",
    )


def accepted(
    instrument: Instrument, body: Organisation, month: str, answers: Mapping[str, Any]
) -> Assessment:
    """Scored by the rules of the house; what books it is the caller's. A bare yes, no or nothing is an answer, too."""
    part = Part(str(body.pk), instrument.level)
    plain = {True: {"yes": True}, False: {"yes": False}, None: {"na": True}}
    said = {
        code: {part.id: given if isinstance(given, dict) else plain[given]}
        for code, given in answers.items()
    }
    return accepted_of(instrument, body, month, said, [part])


def accepted_of(
    instrument: Instrument, body: Organisation, month: str, said: Any, parts: list[Part]
) -> Assessment:
    """Of a unit: the answers by question and part."""
    version = instrument.versions.filter(valid_from__lte=f"{month}-15").last()
    assert version is not None
    found = score(read(version.body), said, parts)
    return Assessment.objects.create(
        instrument=instrument,
        of_version=version,
        organisation=body,
        region_path=body.region_path,
        on=date.fromisoformat(f"{month}-15"),
        month=month,
        parts=[{"id": part.id, "kind": part.kind, "name": part.name} for part in parts],
        answers=said,
        state=State.FINAL,
        accepted_at=AT,
        accepted_by="uji",
        result={
            "measures": {name: list(pair) for name, pair in found.measures.items()},
            "indicators": {
                code: {"met": one.met, "pair": list(one.pair) if one.pair else None}
                for code, one in found.indicators.items()
            },
            "domains": {},
            "grade": found.grade,
        },
        met=found.whole.met,
        applicable=found.whole.applicable,
        passed=found.passed,
    )


def a_facility(region: Region, name: str, kind: str = "puskesmas", **more: Any) -> Facility:
    with doing(None, AT) as act:
        made: Facility = directory.record_facility(act, name=name, kind=kind, region=region, **more)
    return made


def coe_of_seed() -> Instrument:
    """At the end of July 2024 thirty-five of forty-four pass: 79,55 %. Twenty questions, four in each domain."""
    codes = [code for province, n in PROVINCES.items() for code in codes_below(province)[:n]]
    places = load_these(*codes)
    questions: Any = {name: [yes_no(f"{name}-{n}") for n in range(1, 5)] for name in DOMAINS}
    Instrument.objects.filter(code="coe").update(code="coe-pemula")  # the starter asks otherwise
    instrument = an_instrument("coe", "coe", **questions)
    asked = [f"{name}-{n}" for name in DOMAINS for n in range(1, 5)]
    programme = Programme.objects.filter(code="ilp").first() or Programme.objects.create(
        code="ilp", title="ILP", family="ilp", region=places["ID"], region_path=""
    )
    with doing(None, AT) as act:
        bodies = []
        for code in codes:
            told: Any = {"region": places[code], "kind": "puskesmas"}
            body = directory.record_facility(act, name=f"Puskesmas {places[code].name}", **told)
            told = {"region": places[code], "kind": "pustu", "parent": body}
            pustu = directory.record_facility(act, name=f"Pustu {places[code].name}", **told)
            unit = {"programme": programme, "puskesmas": body, "pustu": pustu}
            CoeUnit.objects.create(region_path=body.region_path, valid_from=AT.date(), **unit)
            bodies.append(body)
    for n, body in enumerate(bodies):
        # Of those below the first six lack five questions, the rest seven.
        most = 16 + n % 4 if n < PASSING else 15 if n < PASSING + 6 else 13
        met = {each: (i + n) % 20 < most for i, each in enumerate(asked)}
        accepted(instrument, body, "2024-05", {each: i < 8 for i, each in enumerate(asked)})
        accepted(instrument, body, JULY, met)
    book_all(instrument, [body.pk for body in bodies])
    return instrument


def freeze_figures(world: World) -> Instrument:
    """An instrument with one assessment in the city, and its figures there, frozen at the end of May."""
    instrument = an_instrument("capaian-uji", "puskesmas", sdm=[yes_no("a"), yes_no("b")])
    accepted(instrument, world.citarip, "2026-05", {"a": True, "b": False})
    book_all(instrument, [world.citarip.pk])
    with world.doing("dinkes_kabkota", wib(6, 20)) as act:
        snapshot = take_snapshot(
            act, instrument=instrument, region=world.city, as_of=date(2026, 5, 31)
        )
    world.work |= {"measured": instrument.code, "snapshot": str(snapshot.pk)}
    return instrument
