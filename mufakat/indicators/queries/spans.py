"""What bodies count with, from when until when: as it follows from what was accepted, and as it is kept."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from mufakat.directory.models import Organisation
from mufakat.indicators.models import Assessment, Instrument, SiteSpan, State
from mufakat.indicators.rollup.formulas import Formulas
from mufakat.indicators.rollup.spans import ALWAYS, Found, Term, month_after, spans, stands_in
from mufakat.programmes.models import CoeUnit

from .formulas import formulas_of
from .network import COE
from .places import places_of

ASKED = (
    *("organisation_id", "month", "pk", "of_version_id", "result"),
    *("met", "applicable", "passed", "unit__pustu"),
)
TOLD = (
    *("month", "until", "region_path", "assessment_id", "of_version_id", "measures"),
    *("met", "applicable", "passed", "lacking"),
)


def spans_found(instrument: Instrument, keys: Sequence[Any]) -> dict[Any, list[SiteSpan]]:
    """The spans of these bodies as they ought to be, by body, not kept; where nothing was accepted there are none."""
    formulas = formulas_of(instrument.pk)
    accepted = Assessment.objects.filter(
        instrument=instrument, organisation__in=keys, state=State.FINAL
    )
    rows = accepted.order_by("organisation_id", "month").values_list(*ASKED)
    founds = {
        key: [_found(row, formulas) for row in those]
        for key, those in groupby(rows.iterator(chunk_size=500), key=lambda row: row[0])
    }
    bodies = list(Organisation.objects.filter(pk__in=founds))
    places, terms = places_of(bodies), _terms_of(instrument, bodies)
    made: dict[Any, list[SiteSpan]] = {}
    for body in bodies:
        gone = month_after(body.valid_to)
        stands = {pustu: stands_in(those, gone) for pustu, those in terms[body.pk].items()}
        made[body.pk] = [
            SiteSpan(
                instrument_id=instrument.pk,
                organisation_id=body.pk,
                assessment_id=span.found.assessment,
                of_version_id=span.found.version,
                region_path=span.region_path,
                month=span.month,
                until=span.until,
                measures={key: list(pair) for key, pair in span.measures.items()},
                met=span.found.met,
                applicable=span.found.applicable,
                passed=span.found.passed,
                lacking=span.found.lacking,
            )
            for span in spans(founds[body.pk], places[body.pk], stands, formulas.sums)
        ]
    return made


def _terms_of(
    instrument: Instrument, bodies: Sequence[Organisation]
) -> dict[Any, dict[Any, list[Term]]]:
    """From when to when each of these bodies is one that the instrument is of: always, or while it is a centre of
    excellence, of whatever programme: it is asked once, and counts once. By the Pustu of the centre: with another one
    it is another centre, of which nothing was found yet."""
    if instrument.level != COE:
        return {body.pk: {None: [ALWAYS]} for body in bodies}
    found: dict[Any, dict[Any, list[Term]]] = {body.pk: {None: []} for body in bodies}
    units = CoeUnit.objects.filter(puskesmas__in=found)
    for key, pustu, *term in units.values_list("puskesmas", "pustu", "valid_from", "valid_to"):
        for of in (None, pustu):
            found[key].setdefault(of, []).append((term[0], term[1]))
    return found


def _found(row: Sequence[Any], formulas: Formulas) -> Found:
    _body, month, key, version, result, met, applicable, passed, pustu = row
    lacking = " ".join(formulas.lacking(version, result))
    booked = formulas.booked(version, result)
    return Found(month, key, booked, met or 0, applicable or 0, passed, lacking, version, pustu)


def spans_kept(instrument: Instrument, keys: Sequence[Any]) -> dict[Any, list[SiteSpan]]:
    """The spans of these bodies as they are kept, by body."""
    rows = SiteSpan.objects.filter(instrument=instrument, organisation__in=keys)
    found: dict[Any, list[SiteSpan]] = {}
    for row in rows.order_by("organisation_id", "month"):
        found.setdefault(row.organisation_id, []).append(row)
    return found


def unlike(
    kept: Iterable[SiteSpan], found: Iterable[SiteSpan]
) -> tuple[list[SiteSpan], list[SiteSpan]]:
    """Of the spans of one body: which of the kept are not found so, and which of the found are not kept so."""
    before, now = {row.month: row for row in kept}, {row.month: row for row in found}
    same = {m for m, row in now.items() if m in before and _said(row) == _said(before[m])}
    return (
        [row for month, row in before.items() if month not in same],
        [row for month, row in now.items() if month not in same],
    )


def _said(row: SiteSpan) -> list[Any]:
    """What a span says, without its key."""
    return [getattr(row, name) for name in TOLD]


def bodies_in_turn(instrument: Instrument, at_once: int) -> Iterator[list[Any]]:
    """The keys of the bodies with something accepted, some at a time, neighbours together."""
    accepted = Assessment.objects.filter(instrument=instrument, state=State.FINAL)
    found = Organisation.objects.filter(pk__in=accepted.values("organisation"))
    keys = list(found.order_by("region_path", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), at_once):
        yield keys[start : start + at_once]
