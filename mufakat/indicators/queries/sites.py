"""The bodies behind a figure, each with what it counts with."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from mufakat.directory.models import Organisation
from mufakat.indicators.models import SiteSpan
from mufakat.indicators.rules import DOMAIN, gaps

from .dashboards import sites_of
from .figures import rows_behind, rows_done
from .formulas import formulas_of
from .owing import not_assessed
from .scopes import Scope


def sites(
    scope: Scope,
    *,
    measure: str = "",
    result: str = "",
    lacking: str = "",
    lifting: Sequence[str] = (),
    own: bool = False,
    alone: bool = False,
) -> "QuerySet[Any]":
    """What stands behind a number: of the threshold, of a measure, of those below that lack an indicator (by its key).
    of those below that would pass with all of `lifting` met. `own`: what lies in the region itself; `alone`: what was
    done in this month, without those before. `result` "tercapai": those that meet it, "belum": those that do not.
    Lowest first."""
    found = _rows(scope, measure, alone=alone)
    if scope.body:
        found = found.filter(organisation__path__under=scope.body.path)
    if own:
        found = found.filter(region_path=scope.region.path)
    if lacking:
        found = found.filter(passed=False).annotate(
            in_spaces=Concat(Value(" "), F("lacking"), Value(" "), output_field=TextField())
        )
        found = found.filter(in_spaces__contains=f" {lacking} ")
    if lifting:
        found = found.filter(pk__in=_lifted(scope, lifting))
    named = found.select_related("organisation__region", "assessment")
    if measure:
        return _of_measure(named, measure, result)
    if result == "tanpa":
        return named.filter(passed=None).order_by("organisation__name", "id")
    named = named.filter(passed__isnull=False)
    if result:
        named = named.filter(passed=result == "tercapai")
    return named.order_by("passed", "met", "organisation__name", "id")


def _lifted(scope: Scope, keys: Sequence[str]) -> list[Any]:
    """The spans of the bodies below that these would lift: as in the list of gaps, of the version of the day."""
    form, version = scope.form, scope.version
    if form is None or version is None or not gaps.can_count(form):
        return []
    rows = rows_behind(scope.instrument, scope.region.path, scope.month)
    below = rows.filter(passed=False, assessment__of_version=version).order_by("pk")
    found = zip(below.values_list("pk", flat=True), sites_of(form, below), strict=True)
    return [pk for pk, site in found if gaps.is_lifted(form, site, keys)]


def _rows(scope: Scope, measure: str, *, alone: bool) -> "QuerySet[SiteSpan]":
    """What stands in the month; of what was done, all of the year until then."""
    if measure in formulas_of(scope.instrument.pk).sums:
        since = scope.month if alone else f"{scope.month[:4]}-01"
        return rows_done(scope.instrument, scope.region.path, since, scope.month)
    return rows_behind(scope.instrument, scope.region.path, scope.month)


def _of_measure(found: "QuerySet[SiteSpan]", measure: str, result: str) -> "QuerySet[Any]":
    counted = found.filter(measures__has_key=measure).annotate(
        num=Cast(KT(f"measures__{measure}__0"), IntegerField()),
        den=Cast(KT(f"measures__{measure}__1"), IntegerField()),
    )
    if result == "tercapai":
        counted = counted.filter(num__gte=F("den"))
    elif result == "belum":
        counted = counted.filter(num__lt=F("den"))
    return counted.order_by(F("num") * 1.0 / F("den"), "organisation__name", "id")


def unassessed(scope: Scope) -> "QuerySet[Organisation]":
    """Those that the instrument asks for and of which nothing counts."""
    found = not_assessed(scope.instrument, scope.region.path, scope.day, scope.month)
    if scope.body:
        found = found.filter(path__under=scope.body.path)
    return found.select_related("region")


def measure_title(scope: Scope, measure: str) -> str:
    """What a measure is called; empty if the instrument knows none of this name."""
    if scope.form is None:
        return ""
    named = {each.key: each.title for each in scope.form.indicators}
    named |= {DOMAIN + each.code: each.title for each in scope.form.domains}
    return named.get(measure, "")


def lacking_title(scope: Scope, key: str) -> str:
    found = scope.form.indicators if scope.form else ()
    return next((each.title for each in found if each.key == key), "")
