"""The bodies behind a figure, each with what it counts with."""

from typing import Any

from django.db.models import F, IntegerField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from mufakat.indicators.models import SiteSpan
from mufakat.indicators.rules import DOMAIN

from .figures import rows_behind
from .scopes import Scope


def sites(
    scope: Scope, *, measure: str = "", result: str = "", lacking: str = "", own: bool = False
) -> "QuerySet[Any]":
    """What stands behind a number: of the threshold, of a measure, of those below that lack an indicator (by its code).
    `result` "tercapai": those that meet it, "belum": those that do not. Lowest first."""
    found = rows_behind(scope.instrument, scope.region.path, scope.month)
    if own:
        found = found.filter(region_path=scope.region.path)
    if lacking:
        key = f"assessment__result__indicators__{lacking}__met"
        found = found.filter(passed=False, **{key: False})
    named = found.select_related("organisation__region", "assessment")
    if measure:
        return _of_measure(named, measure, result)
    if result == "tanpa":
        return named.filter(passed=None).order_by("organisation__name", "id")
    named = named.filter(passed__isnull=False)
    if result:
        named = named.filter(passed=result == "tercapai")
    return named.order_by("passed", "met", "organisation__name", "id")


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


def measure_title(scope: Scope, measure: str) -> str:
    """What a measure is called; empty if the instrument knows none of this name."""
    if scope.form is None:
        return ""
    named = {each.key: each.title for each in scope.form.indicators}
    named |= {DOMAIN + each.code: each.title for each in scope.form.domains}
    return named.get(measure, "")


def lacking_title(scope: Scope, code: str) -> str:
    return scope.form.by_code[code].title if scope.form and code in scope.form.by_code else ""


