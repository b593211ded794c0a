"""Who told what of a coverage, and in which village: of a plain instrument each body where it counts, of a composite
one each body of the unit where it lay on the day of the assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mufakat.directory.lineage import lay_on
from mufakat.directory.models import Organisation
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.rules import Indicator, months
from mufakat.indicators.rules.instrument import MANY
from mufakat.indicators.rules.local import Pair
from mufakat.indicators.rules.scoring import one_of

from .figures import rows_done
from .places import stays_of
from .scopes import Scope
from .versions import form_of

ASKED = ("region_path", "measures", "month", "organisation__name", "assessment_id")
OF_ONE = (*ASKED, "assessment__result")
OF_PARTS = (
    *(*ASKED, "assessment__on", "assessment__month", "assessment__of_version"),
    *("assessment__parts", "assessment__answers"),
)


@dataclass(frozen=True)
class Told:
    """`path` where it lay, `unit_path` where its unit counts; `met` is nothing where it does not apply."""

    path: str
    unit_path: str
    pair: Pair
    met: bool | None
    name: str
    unit: str
    assessment: Any


def is_done(scope: Scope, key: str) -> bool:
    """Is it what was done month by month, added up since January? Else it stands from one assessment to the next."""
    return key in scope.sums


def is_of_parts(scope: Scope) -> bool:
    return scope.instrument.level in MANY


def told_in(scope: Scope, each: Indicator) -> tuple[list[Told], list[Told], list[Told]]:
    """Up to the month, in it alone, in the one before it alone: the questions are as many for one body as for all."""
    before = months.following(scope.month, -1)
    whole = _spans(scope, each, scope.month)
    alone = _spans(scope, each, scope.month, alone=True) if is_done(scope, each.key) else None
    asked = [
        whole,
        _spans(scope, each, before, alone=True),
        *([alone] if alone is not None else []),
    ]
    read = _of_parts if is_of_parts(scope) else _of_one
    found = read(scope, each, asked)
    return found[0], found[2] if len(found) > 2 else found[0], found[1]


def told_of(scope: Scope, each: Indicator, *, alone: bool = False) -> list[Told]:
    """Those behind one number."""
    spans = _spans(scope, each, scope.month, alone=alone)
    return (_of_parts if is_of_parts(scope) else _of_one)(scope, each, [spans])[0]


def _spans(scope: Scope, each: Indicator, month: str, *, alone: bool = False) -> Any:
    """What stands in the month; of what was done, all of the year until then, or in that month `alone`."""
    found: Any
    if is_done(scope, each.key):
        since = month if alone else f"{month[:4]}-01"
        found = rows_done(scope.instrument, scope.region.path, since, month)
    else:
        found = scope.rows(month)
    return found.filter(organisation__path__under=scope.body.path) if scope.body else found


def _of_one(_scope: Scope, each: Indicator, asked: Sequence[Any]) -> list[list[Told]]:
    found = []
    for spans in asked:
        rows = []
        for path, measures, _month, name, key, result in spans.values_list(*OF_ONE):
            pair = Pair(*measures.get(each.key, (0, 0)))
            met = result["indicators"].get(each.code, {}).get("met")
            rows.append(Told(path, path, pair, met, name, name, key))
        found.append(rows)
    return found


def _of_parts(scope: Scope, each: Indicator, asked: Sequence[Any]) -> list[list[Told]]:
    """The answers of the frozen parts, read as the version of the assessment asks: what they add up to is what the unit
    counts with."""
    rows = [list(spans.values_list(*OF_PARTS)) for spans in asked]
    versions = InstrumentVersion.objects.in_bulk({row[7] for those in rows for row in those})
    forms = {pk: form_of(version) for pk, version in versions.items()}
    keys = {part["id"] for those in rows for row in those for part in row[8]}
    bodies = Organisation.objects.filter(pk__in=keys)
    stays = stays_of(list(bodies))
    done = is_done(scope, each.key)

    def parts_of(row: Sequence[Any]) -> list[Told]:
        path, _measures, month, unit, key, on, told_month, version, parts, answers = row
        question = next((one for one in forms[version].indicators if one.key == each.key), None)
        if question is None or not question.is_asked(on) or (done and month != told_month):
            return []
        given = answers.get(question.code, {})
        found = []
        for part in parts:
            if part["kind"] != question.part:
                continue
            one = one_of(question, given.get(part["id"]))
            where = _lay(stays, part["id"], on) or path
            pair = Pair(*(one.pair or (0, 0)))
            found.append(Told(where, path, pair, one.met, part.get("name", ""), unit, key))
        return found

    return [[told for row in those for told in parts_of(row)] for those in rows]


def _lay(stays: dict[str, Any], key: str, on: date) -> str:
    return lay_on(stays[key], on) if key in stays else ""
