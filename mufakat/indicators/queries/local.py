"""Local-area monitoring (PWS): a coverage place by place against its target, with this month and the last, so that who
is left behind is seen: villages in a kecamatan or of a Puskesmas; above, the regions one level below with the way down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.directory.models import Region, written_region
from mufakat.indicators.models import Cell
from mufakat.indicators.rules import Indicator, months
from mufakat.indicators.rules.local import Pair, course, left_over, standing_of

from .figures import Figure, rows_behind, rows_done, standing, standing_below
from .formulas import formulas_of
from .scopes import Scope, is_coverage

NO_TARGET = gettext_lazy("no target population")
NOT_ANSWERED = gettext_lazy("not answered")
NOT_ASSESSED = gettext_lazy("not assessed yet")
NOTHING = Pair()


def coverages(scope: Scope) -> list[Indicator]:
    found = scope.form.indicators if scope.form else ()
    return [each for each in found if is_coverage(each)]


class Pairs(NamedTuple):
    """Up to the month, in it, and in the month before it."""

    total: Pair
    now: Pair
    before: Pair


class Rows(NamedTuple):
    """The addresses of what is behind each of them."""

    total: str
    now: str
    before: str


@dataclass(frozen=True)
class Place:
    """`page` where the places below it stand, `reached` how many of its villages (of how many with a coverage) are at
    the target."""

    label: str
    target: int
    pairs: Pairs
    rows: Rows
    page: str = ""
    reached: Pair | None = None
    why: "Promise | str" = ""  # there is no coverage

    @property
    def total(self) -> Pair:
        return self.pairs.total

    @property
    def left(self) -> int:
        return left_over(self.total, self.target)

    @property
    def is_there(self) -> bool:
        return self.total.den > 0 and self.left == 0

    @property
    def way(self) -> str:
        return course(self.pairs.now, self.pairs.before)

    @property
    def stands(self) -> str:
        return standing_of(self.total, self.target, self.way)


def is_done(scope: Scope, key: str) -> bool:
    """Is it what was done month by month, added up since January? Else it stands from one assessment to the next."""
    return key in formulas_of(scope.instrument.pk).sums


def places(scope: Scope, each: Indicator) -> list[Place]:
    """In the order of their ranks: the highest coverage first, those without one last, with the reason."""
    by_village = scope.body is not None or scope.region.level >= 3
    found = villages(scope, each) if by_village else _regions(scope, each)
    return sorted(found, key=_highest_first)


def _highest_first(place: Place) -> tuple[bool, float, str]:
    total = place.total
    return not total.den, -total.num / total.den if total.den else 0, place.label


# -- Villages, out of what each body counts with --------------------------------------------------


def villages(scope: Scope, each: Indicator) -> list[Place]:
    """The villages of a region, or those in which bodies of a Puskesmas lie; last what lies in none of them."""
    before = months.following(scope.month, -1)
    spans = _spans(scope, each, scope.month)
    rows = list(spans.values_list("region_path", "measures", "assessment__result"))
    then = _by_path(each, _spans(scope, each, before, alone=True))
    now = _by_path(each, _spans(scope, each, scope.month, alone=True))
    paths = {path for path, _measures, _result in rows}
    inside = Q(path__in=paths)
    if scope.body is None:
        inside |= Q(path__under=scope.region.path)
    found, known = [], set()
    for region in Region.objects.filter(inside, level=4).order_by("code"):
        if region.path not in paths and not region.is_valid_on(scope.day):
            continue
        known.add(region.path)
        here = [row[1:] for row in rows if row[0] == region.path]
        pairs = Pairs(
            _summed(each, here), now.get(region.path, NOTHING), then.get(region.path, NOTHING)
        )
        found.append(_village(scope, each, region, pairs, [result for _m, result in here]))
    total = _summed(each, [row[1:] for row in rows if row[0] not in known])
    if total.den:
        found.append(_as_a_whole(scope, each, Pairs(total, _rest(now, known), _rest(then, known))))
    return found


def _spans(scope: Scope, each: Indicator, month: str, *, alone: bool = False) -> Any:
    """What stands in the month; of what was done, all of the year until then, or in that month `alone`."""
    found: Any
    if is_done(scope, each.key):
        since = month if alone else f"{month[:4]}-01"
        found = rows_done(scope.instrument, scope.region.path, since, month)
    else:
        found = rows_behind(scope.instrument, scope.region.path, month)
    return found.filter(organisation__path__under=scope.body.path) if scope.body else found


def _by_path(each: Indicator, spans: Any) -> dict[str, Pair]:
    found: dict[str, list[tuple[Any, Any]]] = {}
    for path, measures in spans.values_list("region_path", "measures"):
        found.setdefault(path, []).append((measures, None))
    return {path: _summed(each, rows) for path, rows in found.items()}


def _summed(each: Indicator, rows: list[tuple[Any, Any]]) -> Pair:
    pairs = [measures[each.key] for measures, _result in rows if each.key in measures]
    return Pair(sum(n for n, _d in pairs), sum(d for _n, d in pairs))


def _rest(found: Mapping[str, Pair], known: set[str]) -> Pair:
    left = [pair for path, pair in found.items() if path not in known]
    return Pair(sum(pair.num for pair in left), sum(pair.den for pair in left))


def _village(
    scope: Scope,
    each: Indicator,
    region: Region,
    pairs: Pairs,
    results: list[Any],
) -> Place:
    return Place(
        written_region(region.kind, region.name),
        each.target_percent,
        pairs,
        _rows(scope, each, wilayah=region.code),
        why="" if pairs.total.den else _why_not(each, results),
    )


def _why_not(each: Indicator, results: list[Mapping[str, Any]]) -> Promise:
    if not results:
        return NOT_ASSESSED
    said = [result["indicators"].get(each.code, {}).get("met") for result in results]
    return NO_TARGET if all(met is None for met in said) else NOT_ANSWERED


def _as_a_whole(scope: Scope, each: Indicator, pairs: Pairs) -> Place:
    """What lies in the region itself, in none of the places below it: so that the rows add up."""
    told = _("For %(region)s as a whole") % {"region": scope.body or scope.region}
    own = "" if scope.body else "sendiri"
    return Place(told, each.target_percent, pairs, _rows(scope, each, bagian=own))


def _rows(scope: Scope, each: Indicator, **where: str) -> Rows:
    of = {**where, "ukuran": each.key}
    alone = {"hanya": "bulan"} if is_done(scope, each.key) else {}
    before = months.following(scope.month, -1)
    return Rows(
        scope.asked("fasilitas/", **of),
        scope.asked("fasilitas/", **of, **alone),
        scope.asked("fasilitas/", **of, **alone, bulan=before),
    )


# -- Regions above the villages, out of the cells -------------------------------------------------


def _regions(scope: Scope, each: Indicator) -> list[Place]:
    path, month = scope.region.path, scope.month
    before = months.following(month, -1)
    done = is_done(scope, each.key)

    def asked(until: str, *, alone: bool) -> tuple[dict[str, Figure], Figure]:
        since = until if alone and done else None
        below = standing_below(scope.instrument, path, each.key, until, since)
        return below, standing(scope.instrument, path, until, since).get(each.key, Figure())

    told = asked(month, alone=False), asked(month, alone=True), asked(before, alone=True)
    reached = _reached(scope, each) if scope.region.level == 2 else {}
    found = []
    for region in Region.objects.filter(parent=scope.region).exclude(code="ID").order_by("code"):
        if region.path not in told[0][0] and not region.is_valid_on(scope.day):
            continue
        pairs = Pairs(*(Pair(*below.get(region.path, Figure())[:2]) for below, _whole in told))
        found.append(
            Place(
                written_region(region.kind, region.name),
                each.target_percent,
                pairs,
                _rows(scope, each, wilayah=region.code),
                page=scope.asked("pws/", wilayah=region.code, ukuran=each.key),
                reached=reached.get(region.path),
                why="" if pairs.total.den else NOT_ASSESSED,
            )
        )
    rest = Pairs(*(_left(below, whole) for below, whole in told))
    if rest.total.den:
        found.append(_as_a_whole(scope, each, rest))
    return found


def _left(below: Mapping[str, Figure], whole: Figure) -> Pair:
    num = whole.numerator - sum(figure.numerator for figure in below.values())
    return Pair(num, whole.denominator - sum(figure.denominator for figure in below.values()))


def _reached(scope: Scope, each: Indicator) -> dict[str, Pair]:
    """Of each kecamatan how many of its villages are at the target, of those with a coverage."""
    paths = Region.objects.filter(parent=scope.region).values_list("path", flat=True)
    cells = Cell.objects.filter(
        instrument=scope.instrument,
        parent_path__in=list(paths),
        measure=each.key,
        month__lte=scope.month,
    )
    if is_done(scope, each.key):
        cells = cells.filter(month__gte=f"{scope.month[:4]}-01")
    sums: dict[str, Any] = {"num": Sum("numerator"), "den": Sum("denominator")}
    rows: Any = cells.order_by().values("parent_path", "region_path").annotate(**sums)
    found: dict[str, list[bool]] = {}
    for row in rows:
        if row["den"]:
            at_target = not left_over(Pair(row["num"], row["den"]), each.target_percent)
            found.setdefault(row["parent_path"], []).append(at_target)
    return {path: Pair(sum(told), len(told)) for path, told in found.items()}
