"""A small instrument with figures, and a learning session of the world, for the tests of this room. All invented."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mufakat.directory.models import Organisation
from mufakat.indicators.models import (
    Assessment,
    Instrument,
    InstrumentVersion,
    SiteSpan,
    Snapshot,
)
from mufakat.indicators.rules import Part, read, score
from mufakat.learning import actions
from mufakat.learning.models import Review
from mufakat.programmes.models import Cohort, CohortDistrict, Programme, Standing
from tests.world import TODAY, World, wib

CODES = ("ruang", "sk", "kader", "alat", "lokmin")
BODY: dict[str, Any] = {
    "title": "Contoh rekaan",
    "level": "puskesmas",
    "threshold": "met*100 >= 80*applicable",
    "domain": [
        {
            "code": "infra",
            "title": "Infrastruktur",
            "indicator": [
                {"code": code, "title": f"Ada {code}", "kind": "yes_no"} for code in CODES[:2]
            ],
        },
        {
            "code": "model",
            "title": "Model pelayanan",
            "indicator": [
                {"code": code, "title": f"Ada {code}", "kind": "yes_no"} for code in CODES[2:]
            ],
        },
    ],
}
Span = Callable[..., SiteSpan]


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(f"{TODAY}T05:00:00Z")


@pytest.fixture
def coe(world: World) -> Instrument:
    """An instrument with one published version."""
    made = Instrument.objects.create(code="contoh", title="Contoh rekaan", level="puskesmas")
    InstrumentVersion.objects.create(
        instrument=made,
        number=1,
        body=BODY,
        valid_from=date(2020, 1, 1),
        published_at=datetime(2020, 1, 1, tzinfo=UTC),
        digest="1ea2" * 16,
    )
    return made


@pytest.fixture
def span(coe: Instrument) -> Span:
    return lambda *args, **kwargs: book(coe, *args, **kwargs)


def book(
    coe: Instrument, body: Organisation, month: str, met: tuple[str, ...], until: str = ""
) -> SiteSpan:
    """What a body counts with from a month on, as an accepted assessment books it."""
    version = coe.versions.get()
    form = read(version.body)
    answers: Mapping[str, Any] = {c: {str(body.pk): {"yes": c in met}} for c in CODES}
    scored = score(form, answers, [Part(str(body.pk), "puskesmas")])
    told = {c: {"met": one.met, "pair": one.pair} for c, one in scored.indicators.items()}
    measures = {m: list(pair) for m, pair in scored.measures.items()}
    assessment = Assessment.objects.create(
        of_version=version,
        instrument=coe,
        organisation=body,
        region_path=body.region_path,
        on=date.fromisoformat(f"{month}-15"),
        month=month,
        state="final",
        accepted_at=datetime(2026, 1, 1, tzinfo=UTC),
        result={"measures": measures, "indicators": told},
        met=scored.whole.met,
        applicable=scored.whole.applicable,
        passed=scored.passed,
    )
    return SiteSpan.objects.create(
        instrument=coe,
        organisation=body,
        assessment=assessment,
        of_version=version,
        region_path=body.region_path,
        month=month,
        until=until,
        measures=measures,
        met=scored.whole.met,
        applicable=scored.whole.applicable,
        passed=scored.passed,
    )


@pytest.fixture
def snapshot(world: World, coe: Instrument) -> Snapshot:
    return Snapshot.objects.create(
        code="contoh",
        title="Contoh rekaan per 31 Mei 2026",
        instrument=coe,
        of_version=coe.versions.get(),
        region=world.city,
        region_path=world.city.path,
        as_of=date(2026, 5, 31),
        met=35,
        of=44,
        body={},
        digest="0" * 64,
        taken_at=wib(6, 1),
        taken_by="x",
    )


@pytest.fixture
def draft(world: World, coe: Instrument) -> Review:
    """A draft of the district, held in the open session of the forum."""
    with world.doing("dinkes_kabkota") as act:
        return actions.record_review(
            act,
            question="Bagaimana agar pelatihan kader menjangkau semua Posyandu?",
            situation="Banyak kader baru belum pernah dilatih.",
            on=TODAY,
            region=world.city,
            meeting=world.opened,
            instrument=coe,
            measure="@passed",
            context=["tenaga_kurang"],
        )


@pytest.fixture
def closed(world: World, draft: Review) -> Review:
    """The same, decided and in the library."""
    close(world, draft)
    return Review.objects.get(pk=draft.pk)


def close(world: World, review: Review, who: str = "dinkes_kabkota", **more: Any) -> None:
    with world.doing(who) as act:
        actions.record_factor(act, review, helped=True, text="Pelatih dari Puskesmas tetangga")
    with world.doing(who) as act:
        actions.record_factor(act, review, helped=False, text="Dana transportasi terlambat")
    values: dict[str, Any] = {
        "decision": "change",
        "decided": "Pelatihan dipindah ke desa.",
        "reason": "Kader tidak sanggup ke kecamatan.",
        "look_on": date(2026, 9, 30),
    }
    with world.doing(who) as act:
        actions.close_review(act, review, **values | more)


@pytest.fixture
def programme(world: World) -> Programme:
    nation = world.regions["ID"]
    return Programme.objects.create(
        code="contoh", family="lain", title="Contoh rekaan", region=nation, region_path=""
    )


@pytest.fixture
def cohort(world: World, programme: Programme) -> Cohort:
    made = Cohort.objects.create(
        programme=programme,
        title="Gelombang contoh",
        year=2026,
        quota=2,
        starts_on=date(2026, 1, 1),
        instrument_code="contoh",
    )
    for code in ("32.73", "32.04"):
        region = world.regions[code]
        joined = CohortDistrict.objects.create(
            cohort=made, region=region, region_path=region.path, joined_on=date(2026, 1, 1)
        )
        Standing.objects.create(district=joined, state="running", on=date(2026, 2, 1))
    return made
