"""The bodies behind a figure, each with what it counts with."""

from collections.abc import Iterable, Sequence
from typing import Any, overload

from django.db.models import BigIntegerField, F, FloatField, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Contains

from mufakat.directory.models import Organisation, Region
from mufakat.directory.queries.stays import regions_at
from mufakat.indicators.models import SiteSpan
from mufakat.indicators.rules import DOMAIN, gaps

from .dashboards import sites_of
from .figures import rows_done
from .owing import not_assessed
from .questions import asked_as
from .scopes import Scope


class Behind(Sequence[SiteSpan]):
    """Rows in an order that is known by their keys alone: those of a page are read when it is shown. A database that
    sorts ten thousand rows with all they say, and that of three tables beside them, takes half a second."""

    def __init__(self, keys: "QuerySet[Any, Any] | list[Any]") -> None:
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys) if isinstance(self.keys, list) else self.keys.count()

    @overload
    def __getitem__(self, place: int) -> SiteSpan: ...
    @overload
    def __getitem__(self, place: slice) -> list[SiteSpan]: ...
    def __getitem__(self, place: int | slice) -> SiteSpan | list[SiteSpan]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        keys = list(self.keys[place])
        rows = SiteSpan.objects.select_related("organisation__region", "assessment")
        read = rows.defer("assessment__answers", "assessment__result").in_bulk(keys)
        return [read[key] for key in keys]


def sites(
    scope: Scope,
    *,
    measure: str = "",
    result: str = "",
    lacking: str = "",
    lifting: Sequence[str] = (),
    own: bool = False,
    alone: bool = False,
) -> Behind:
    """What stands behind a number: of the threshold, of a measure, of those below that lack an indicator (by its key),
    of those below that would pass with all of `lifting` met. `own`: what lies in the region itself; `alone`: what was
    done in this month, without those before. `result` "tercapai": those that meet it, "belum": those that do not,
    "tanpa": those to which nothing applies. Lowest first, then by region."""
    found = _rows(scope, measure, alone=alone)
    if scope.body:
        found = found.filter(organisation__path__under=scope.body.path)
    if own:
        found = found.filter(region_path=scope.region.path)
    if lacking:
        found = found.filter(_lacks(lacking), passed=False)
    if measure:
        return Behind(_of_measure(found, measure, result))
    found = found.filter(passed__isnull=result == "tanpa")
    if result in ("tercapai", "belum"):
        found = found.filter(passed=result == "tercapai")
    found = found.order_by("passed", "met", "region_path", "id")
    if lifting:
        return Behind(_lifted(scope, found, lifting))
    return Behind(found.values_list("pk", flat=True))


def _lifted(scope: Scope, found: "QuerySet[SiteSpan]", keys: Sequence[str]) -> list[Any]:
    """The spans of the bodies below that these would lift: as in the list of gaps, of the version of the day."""
    form, version = scope.form, scope.version
    if form is None or version is None or not gaps.can_count(form):
        return []
    below = found.filter(passed=False, of_version=version)
    lifted = gaps.lifted_by(form, sites_of(form, version, below)[0], keys)
    return [
        pk for pk, holds in zip(below.values_list("pk", flat=True), lifted, strict=True) if holds
    ]


def _rows(scope: Scope, measure: str, *, alone: bool) -> "QuerySet[SiteSpan]":
    """What stands in the month; of what was done, all of the year until then."""
    if measure in scope.sums:
        since = scope.month if alone else f"{scope.month[:4]}-01"
        return rows_done(scope.instrument, scope.region.path, since, scope.month)
    return scope.rows()


def _of_measure(found: "QuerySet[SiteSpan]", measure: str, result: str) -> list[Any]:
    """The keys of those that count in a measure, read once. Who meets an indicator is whose assessment says so; a
    domain is met by who meets all of it."""
    pair = KeyTransform(measure, "measures")  # by its name: `a__b` is one code, not a way into it
    num, den = (Cast(KeyTextTransform(n, pair), BigIntegerField()) for n in (0, 1))
    told = found.annotate(num=num, den=den).filter(den__gt=0)
    if result in ("tercapai", "belum"):
        below = Q(num__lt=F("den")) if measure.startswith(DOMAIN) else _lacks(measure)
        told = told.filter(below if result == "belum" else ~below)
    rate = Cast("num", FloatField()) / F("den")
    return list(told.order_by(rate, "region_path", "pk").values_list("pk", flat=True))


def _lacks(key: str) -> Q:
    """Whose assessment says that it does not meet this."""
    spaced = Concat(Value(" "), F("lacking"), Value(" "), output_field=TextField())
    return Q(Contains(spaced, Value(f" {key} ")))


def unassessed(scope: Scope) -> "QuerySet[Organisation]":
    """Those that the instrument asks for and of which nothing counts."""
    found = not_assessed(scope.instrument, scope.region.path, scope.day, scope.month, scope.lay)
    if scope.body:
        found = found.filter(path__under=scope.body.path)
    return found.select_related("region")


def regions_of(rows: Iterable[Any]) -> dict[str, Region]:
    """By path, the regions in which these count, or lay on the day: who moved since stands where it stood."""
    return regions_at(
        (row.region_path, row.organisation) if isinstance(row, SiteSpan) else (row.lay, row)
        for row in rows
    )


def lacking_title(scope: Scope, key: str) -> str:
    """What an indicator is called; empty if the instrument knows none of this name."""
    asked = asked_as(scope, key)
    return asked.title if asked and asked.indicator else ""
