"""What a snapshot holds: the figures of a day, and every row that they are made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mufakat.directory.models import Region, written_region
from mufakat.directory.queries.stays import regions_at
from mufakat.indicators.models import Snapshot
from mufakat.indicators.rules import PASSED, months

from . import questions
from .dashboards import NOTHING, counts_bodies, gaps_of
from .figures import Figure, standing, standing_below, trend
from .owing import not_assessed
from .questions import Asked, titled
from .scopes import Scope

MONTHS = 12  # of the trend


def frozen(scope: Scope) -> dict[str, Any]:
    """Plain values only: names and titles as they are today, so that nothing has to be looked up later."""
    found = summary(scope)
    return found | {"rows": rows_of(scope, found["measures"])}


def summary(scope: Scope) -> dict[str, Any]:
    """All of it but the rows."""
    version: Any = scope.version
    found = standing(scope.instrument, scope.region.path, scope.month, sums=scope.sums)
    return {
        "instrument": {"code": scope.instrument.code, "title": scope.instrument.title},
        "version": version.number,
        "version_digest": version.digest,
        "threshold": scope.form.threshold if scope.form else "",
        "level": scope.instrument.level,
        "region": {"code": scope.region.code, "name": str(scope.region)},
        "as_of": scope.day.isoformat(),
        "month": scope.month,
        "whole": _pair(found.get(PASSED)),
        "versions": questions.assessed_with(scope),
        "domains": _named(scope, questions.domains(scope, found), found),
        "indicators": _named(scope, questions.indicators(scope, found), found),
        "regions": _regions(scope, found.get(PASSED, NOTHING)),
        "trend": _trend(scope),
        "gaps": _gaps(scope),
        "measures": sorted(found),  # each row has its pairs in this order
        "unassessed": _unassessed(scope),
    }


def _trend(scope: Scope) -> list[list[Any]]:
    asked = months.months_until(scope.month, MONTHS)
    figures = trend(scope.instrument, scope.region.path, PASSED, asked)
    return [[month, *_pair(figure)] for month, figure in zip(asked, figures, strict=True)]


def _gaps(scope: Scope) -> dict[str, Any] | None:
    """Nothing where it cannot be counted; a row is the title, how many it lifts alone, how many lack it."""
    found = gaps_of(scope)
    if found is None:
        return None
    return {
        "bodies": found["bodies"],
        "others": found["others"],
        "best": found["best"],
        "rows": [[row["label"], row["num"], row["den"]] for row in found["rows"]],
    }


def _unassessed(scope: Scope) -> list[dict[str, str]]:
    """With the region in which each lay on the day."""
    found = not_assessed(scope.instrument, scope.region.path, scope.day, scope.month, scope.lay)
    columns = ("pk", "name", "region__kind", "region__name", "lay", "region_path")
    rows = list(found.values_list(*columns))
    others = {path for *_told, path, today in rows if path != today}
    named = {region.path: str(region) for region in Region.objects.filter(path__in=others)}
    return [
        {"id": str(pk), "name": name, "region": named.get(path) or written_region(kind, region)}
        for pk, name, kind, region, path, _today in rows
    ]


def _pair(figure: Any) -> list[int]:
    return [figure.numerator, figure.denominator] if figure else [0, 0]


def _named(
    scope: Scope, asked: Sequence[Asked], found: Mapping[str, Figure]
) -> list[dict[str, Any]]:
    """`version` and `sites` of what only an older version asked; `bodies`: its pair counts bodies that meet it."""
    rows = []
    for each in asked:
        figure = found.get(each.measure, NOTHING)
        row: dict[str, Any] = {"code": each.code, "key": each.measure, "title": each.title}
        row["pair"] = _pair(figure)
        if each.version:
            sites = 0 if each.measure in scope.sums else figure.sites
            row |= {"version": each.version, "sites": sites}
        if each.indicator:
            row["bodies"] = counts_bodies(each.indicator)
        rows.append(row)
    return rows


def part_title(each: Mapping[str, Any], counted: str = "") -> str:
    """What a row of `domains` and `indicators` is called; with `counted` also of how many of them it is."""
    sites = each.get("sites", 0) if counted else 0
    return titled(each["title"], each.get("version", 0), sites, counted)


def _regions(scope: Scope, whole: Figure) -> list[dict[str, Any]]:
    """Those directly below, and last, without a code, what lies in none of them: they add up to the whole."""
    found = standing_below(scope.instrument, scope.region.path, PASSED, scope.month)
    named = Region.objects.filter(path__in=list(found)).order_by("code")
    rows: list[dict[str, Any]] = [
        {"code": each.code, "name": str(each), "pair": _pair(found[each.path])} for each in named
    ]
    own = [n - sum(row["pair"][i] for row in rows) for i, n in enumerate(_pair(whole))]
    if rows and own[1]:
        rows.append({"code": "", "name": str(scope.region), "pair": own})
    return rows


def region_title(region: Mapping[str, Any]) -> str:
    """What a row of `regions` is called."""
    if region["code"]:
        return str(region["name"])
    return _("For %(region)s as a whole") % {"region": region["name"]}


def rows_of(scope: Scope, measures: list[str]) -> list[dict[str, Any]]:
    """One of each body, with the region where it counts and the assessment that it counts with; `lacking` are places in
    `measures`."""
    at = {measure: place for place, measure in enumerate(measures)}
    rows = scope.rows().select_related("organisation__region", "assessment")
    spans = list(rows.order_by("region_path", "organisation__name", "organisation_id"))
    lay = regions_at((span.region_path, span.organisation) for span in spans)
    return [
        {
            "id": str(span.organisation_id),
            "name": span.organisation.name,
            "region": str(lay.get(span.region_path, span.organisation.region)),
            "region_path": span.region_path,
            "assessment": str(span.assessment_id),
            "on": span.assessment.on.isoformat(),
            "met": span.met,
            "applicable": span.applicable,
            "passed": span.passed,
            "lacking": [at[key] for key in span.lacking.split() if key in at],
            "pairs": [span.measures.get(measure) for measure in measures],
        }
        for span in spans
    ]


def snapshot_on(code: str, region: Region, day: Any) -> Snapshot | None:
    """The one of exactly this day: another day was never frozen, and no other stands for it."""
    found = Snapshot.objects.filter(code=code, region=region, as_of=day)
    return found.select_related("instrument", "of_version", "region").first()
