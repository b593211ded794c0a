"""Instruments and accepted assessments as rows, for the tests of what is rolled up: how they come about is tested where
it is done."""

from datetime import UTC, date, datetime
from typing import Any

from mufakat.directory.models import Organisation
from mufakat.indicators.models import Assessment, Instrument, InstrumentVersion, State

AT = datetime(2026, 1, 1, tzinfo=UTC)
# Of every kind of formula one: how things stand and what was done, added, counted, averaged.
INDICATORS: list[dict[str, Any]] = [
    {"code": "ready", "kind": "yes_no"},
    {"code": "reached", "kind": "number", "target_percent": 80},
    {"code": "share", "kind": "number", "target_percent": 80, "across_places": "share"},
    {"code": "mean", "kind": "number", "across_places": "mean"},
    {"code": "visits", "kind": "number", "across_periods": "sum"},
]
MEASURES = [each["code"] for each in INDICATORS]


def an_instrument(code: str = "uji", level: str = "puskesmas", **of: Any) -> Instrument:
    """With one published version of the five indicators."""
    made = Instrument.objects.create(code=code, title=code, level=level, **of)
    publish(made)
    return made


def publish(
    instrument: Instrument, number: int = 1, indicators: list[dict[str, Any]] | None = None
) -> InstrumentVersion:
    asked = [{"title": each["code"], **each} for each in indicators or INDICATORS]
    body = {
        "title": instrument.title,
        "level": "puskesmas",
        "threshold": "met*100 >= 80*applicable",
        "domain": [{"code": "a", "title": "A", "indicator": asked}],
    }
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=number,
        body=body,
        valid_from=date(2023, 1, 1),
        published_at=AT,
        published_by="uji",
        digest=f"{instrument.pk.hex}{number:032}",
    )


def result(**found: "tuple[int, int, bool] | None") -> dict[str, Any]:
    """As `accept_assessment` writes it: of each indicator its pair, and whether it is met; none: it does not apply."""
    ones = {
        code: {"met": given[2] if given else None, "pair": [*given[:2]] if given else None}
        for code, given in found.items()
    }
    measures = {code: [*given[:2]] for code, given in found.items() if given}
    asked = [given for given in found.values() if given]
    met = sum(given[2] for given in asked)
    if asked:
        measures |= {
            "@met": [met, len(asked)],
            "@domain:a": [met, len(asked)],
            "@passed": [int(met * 100 >= 80 * len(asked)), 1],
        }
    return {"measures": measures, "indicators": ones, "domains": {}, "grade": ""}


def accepted(
    instrument: Instrument, body: Organisation, month: str, found: dict[str, Any], number: int = 1
) -> Assessment:
    """An assessment that was accepted; what books it is the caller's."""
    met, applicable = found["measures"].get("@met", [0, 0])
    return Assessment.objects.create(
        instrument=instrument,
        of_version=instrument.versions.get(number=number),
        organisation=body,
        region_path=body.region_path,
        on=date.fromisoformat(f"{month}-15"),
        month=month,
        state=State.FINAL,
        accepted_at=AT,
        accepted_by="uji",
        result=found,
        met=met,
        applicable=applicable,
        passed=bool(found["measures"]["@passed"][0]) if applicable else None,
    )
