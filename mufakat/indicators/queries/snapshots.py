"""What a snapshot holds: the figures of a day, and every row that they are made of."""

from typing import Any

from mufakat.directory.models import Region
from mufakat.indicators.models import Snapshot
from mufakat.indicators.rules import DOMAIN, PASSED

from .figures import rows_behind, standing, standing_below
from .owing import not_assessed
from .scopes import Scope


def frozen(scope: Scope) -> dict[str, Any]:
    """Plain values only: names and titles as they are today, so that nothing has to be looked up later."""
    version: Any = scope.version
    found = standing(scope.instrument, scope.region.path, scope.month)
    measures = sorted(found)
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
        "domains": _named(scope, found, domains=True),
        "indicators": _named(scope, found, domains=False),
        "regions": _regions(scope),
        "measures": measures,  # each row has its pairs in this order
        "rows": _rows(scope, measures),
        "unassessed": [
            {"id": str(pk), "name": name}
            for pk, name in not_assessed(
                scope.instrument, scope.region.path, scope.day, scope.month
            ).values_list("pk", "name")
        ],
    }


def _pair(figure: Any) -> list[int]:
    return [figure.numerator, figure.denominator] if figure else [0, 0]


def _named(scope: Scope, found: dict[str, Any], *, domains: bool) -> list[dict[str, Any]]:
    if scope.form is None:
        return []
    if domains:
        measures = [(each.code, DOMAIN + each.code, each.title) for each in scope.form.domains]
    else:
        measures = [(each.code, each.key, each.title) for each in scope.form.indicators]
    return [
        {"code": code, "key": measure, "title": title, "pair": _pair(found.get(measure))}
        for code, measure, title in measures
    ]


def _regions(scope: Scope) -> list[dict[str, Any]]:
    found = standing_below(scope.instrument, scope.region.path, PASSED, scope.month)
    named = Region.objects.filter(path__in=list(found)).order_by("code")
    return [
        {"code": each.code, "name": str(each), "pair": _pair(found[each.path])} for each in named
    ]


def _rows(scope: Scope, measures: list[str]) -> list[dict[str, Any]]:
    """One of each body, with the assessment that it counts with."""
    spans = rows_behind(scope.instrument, scope.region.path, scope.month)
    named = spans.select_related("organisation__region", "assessment")
    return [
        {
            "id": str(span.organisation_id),
            "name": span.organisation.name,
            "region": str(span.organisation.region),
            "region_path": span.region_path,
            "assessment": str(span.assessment_id),
            "on": span.assessment.on.isoformat(),
            "met": span.met,
            "applicable": span.applicable,
            "passed": span.passed,
            "pairs": [span.measures.get(measure) for measure in measures],
        }
        for span in named.order_by("region_path", "organisation__name", "organisation_id")
    ]


def snapshot_on(code: str, region: Region, day: Any) -> Snapshot | None:
    """The one of exactly this day: another day was never frozen, and no other stands for it."""
    found = Snapshot.objects.filter(code=code, region=region, as_of=day)
    return found.select_related("instrument", "of_version", "region").first()
