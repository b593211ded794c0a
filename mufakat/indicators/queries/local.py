"""Local-area monitoring (PWS): a coverage village by village against its target, so that who is left behind is seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mufakat.directory.models import Organisation, Region, written_region
from mufakat.indicators.rules import Indicator

from .figures import rows_behind, rows_done
from .formulas import formulas_of
from .scopes import Scope

NO_TARGET = _("no target population")
NOT_ANSWERED = _("not answered")
NOT_ASSESSED = _("not assessed yet")


def coverages(scope: Scope) -> list[Indicator]:
    """The indicators that are a coverage: a number out of a number, added up over places."""
    found = scope.form.indicators if scope.form else ()
    return [each for each in found if each.kind == "number" and each.across_places == "sum"]


@dataclass(frozen=True)
class Village:
    label: str
    code: str
    num: int
    den: int
    left: int  # so many more people would reach the target
    url: str
    why: "Promise | str" = ""  # there is no coverage

    @property
    def reached(self) -> bool:
        return self.den > 0 and self.left == 0


def villages(scope: Scope, each: Indicator, body: Organisation | None) -> list[Village]:
    """The villages of a kecamatan, or those in which bodies of a Puskesmas lie: furthest behind first, those without a
    coverage last, with the reason."""
    spans = _spans(scope, each, body)
    rows = list(spans.values_list("region_path", "measures", "assessment__result"))
    paths = {path for path, _measures, _result in rows}
    known = Region.objects.filter(level=4)
    inside = Q(path__in=paths)
    if body is None:
        inside |= Q(path__under=scope.region.path)
    named = known.filter(inside).order_by("code")
    found = []
    for region in named:
        if region.path not in paths and not region.is_valid_on(scope.day):
            continue
        here = [row[1:] for row in rows if row[0] == region.path]
        found.append(_village(scope, each, region, here))
    return sorted(found, key=_behind_first)


def _spans(scope: Scope, each: Indicator, body: Organisation | None) -> Any:
    """What stands in the month; of what was done, all of the year until then."""
    found: Any
    if each.key in formulas_of(scope.instrument.pk).sums:
        since = f"{scope.month[:4]}-01"
        found = rows_done(scope.instrument, scope.region.path, since, scope.month)
    else:
        found = rows_behind(scope.instrument, scope.region.path, scope.month)
    return found.filter(organisation__path__under=body.path) if body else found


def _village(scope: Scope, each: Indicator, region: Region, rows: list[tuple[Any, Any]]) -> Village:
    pairs = [measures[each.key] for measures, _result in rows if each.key in measures]
    num, den = sum(n for n, _d in pairs), sum(d for _n, d in pairs)
    needed = -(-each.target_percent * den // 100)  # whole people: rounded up
    return Village(
        label=written_region(region.kind, region.name),
        code=region.code,
        num=num,
        den=den,
        left=max(0, needed - num),
        url=scope.asked("fasilitas/", wilayah=region.code, ukuran=each.key),
        why="" if den else _why_not(each, [result for _measures, result in rows]),
    )


def _why_not(each: Indicator, results: list[Mapping[str, Any]]) -> Promise:
    if not results:
        return NOT_ASSESSED
    said = [result["indicators"].get(each.code, {}).get("met") for result in results]
    return NO_TARGET if all(met is None for met in said) else NOT_ANSWERED


def _behind_first(village: Village) -> tuple[bool, float, str]:
    return not village.den, village.num / village.den if village.den else 0, village.label
