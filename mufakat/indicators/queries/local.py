"""Local-area monitoring (PWS): a coverage place by place against its target, with this month and the last, so that who
is left behind is seen: villages in a kecamatan or of a Puskesmas; above, the regions one level below with the way down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.directory.models import Region, written_region
from mufakat.indicators.models import Cell
from mufakat.indicators.rules import Indicator, months
from mufakat.indicators.rules.local import Pair, course, left_over, standing_of

from .figures import Figure, standing, standing_below
from .local_rows import Told, is_done, is_of_parts, told_in, told_of
from .scopes import Scope, is_coverage, why_no_coverage

NO_TARGET = gettext_lazy("no target population")
NOT_ANSWERED = gettext_lazy("not answered")
NOT_ASSESSED = gettext_lazy("not assessed yet")
NOTHING = Pair()


def coverages(scope: Scope) -> list[Indicator]:
    form = scope.form
    return [each for each in form.indicators if is_coverage(form, each)] if form else []


def not_offered(scope: Scope) -> list[tuple[str, str]]:
    """The other numbers of the instrument, each with the reason."""
    form = scope.form
    if form is None:
        return []
    told = [(each.title, why_no_coverage(form, each)) for each in form.indicators]
    return [(title, why) for title, why in told if why]


def first_choice(scope: Scope, choices: list[Indicator]) -> Indicator | None:
    """The first that has figures in this place; else the first."""
    if scope.body:
        spans = scope.rows()
        of_body = spans.filter(organisation__path__under=scope.body.path)
        known = {key for told in of_body.values_list("measures", flat=True) for key in told}
    else:
        found = standing(scope.instrument, scope.region.path, scope.month, sums=scope.sums)
        known = {key for key, figure in found.items() if figure.denominator}
    first = next((each for each in choices if each.key in known), None)
    return first or (choices[0] if choices else None)


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
    """The villages of a region, or those in which bodies of a Puskesmas lie; last what lies in none of them. A unit
    counts where its Puskesmas is; a village of another region in which a body of it lies has its row, too."""
    rows, now, before = told_in(scope, each)
    paths = {row.path for row in rows}
    inside = Q(path__in=paths)
    if scope.body is None:
        inside |= Q(path__under=scope.region.path)
    found, known = [], set()
    for region in Region.objects.filter(inside, level=4).order_by("code"):
        if region.path not in paths and not region.is_valid_on(scope.day):
            continue
        known.add(region.path)
        here = [row for row in rows if row.path == region.path]
        pairs = Pairs(*(_in(those, {region.path}) for those in (rows, now, before)))
        found.append(_village(scope, each, region, pairs, here))
    rest = Pairs(*(_summed(r for r in t if r.path not in known) for t in (rows, now, before)))
    if rest.total.den:
        found.append(_as_a_whole(scope, each, rest, _village_rows(scope, each, "-")))
    return found


def _in(rows: list[Told], paths: set[str]) -> Pair:
    return _summed(row for row in rows if row.path in paths)


def _summed(rows: Iterable[Told]) -> Pair:
    pairs = [row.pair for row in rows]
    return Pair(sum(pair.num for pair in pairs), sum(pair.den for pair in pairs))


def _village(
    scope: Scope, each: Indicator, region: Region, pairs: Pairs, here: list[Told]
) -> Place:
    return Place(
        written_region(region.kind, region.name),
        each.target_percent,
        pairs,
        _village_rows(scope, each, region.code),
        why="" if pairs.total.den else _why_not(here),
    )


def _why_not(here: list[Told]) -> Promise:
    if not here:
        return NOT_ASSESSED
    return NO_TARGET if all(row.met is None for row in here) else NOT_ANSWERED


def _village_rows(scope: Scope, each: Indicator, village: str) -> Rows:
    """`village`: its code, or "-" for what lies in none. Bodies of a unit have a list of their own: the unit lies
    elsewhere."""
    if is_of_parts(scope):
        return _rows(scope, each, "pws/baris/", desa=village)
    if village != "-":
        return _rows(scope, each, wilayah=village)
    return _rows(scope, each, bagian="" if scope.body else "sendiri")


def _as_a_whole(scope: Scope, each: Indicator, pairs: Pairs, rows: Rows) -> Place:
    """What lies in the region itself, in none of the places below it: so that the rows add up."""
    told = _("For %(region)s as a whole") % {"region": scope.body or scope.region}
    return Place(told, each.target_percent, pairs, rows)


def _rows(scope: Scope, each: Indicator, page: str = "fasilitas/", **where: str) -> Rows:
    """The rows behind the coverage, behind this month, behind the last."""
    of = {**where, "ukuran": each.key}
    alone = {"hanya": "bulan"} if is_done(scope, each.key) else {}
    before = months.following(scope.month, -1)
    return Rows(
        scope.asked(page, **of),
        scope.asked(page, **of, **alone),
        scope.asked(page, **of, **alone, bulan=before),
    )


# -- Regions above the villages, out of the cells -------------------------------------------------


def _regions(scope: Scope, each: Indicator) -> list[Place]:
    path, month = scope.region.path, scope.month
    before = months.following(month, -1)
    done = is_done(scope, each.key)

    def asked(until: str, *, alone: bool) -> tuple[dict[str, Figure], Figure]:
        since = until if alone else None
        below = standing_below(scope.instrument, path, each.key, until, since, scope.sums)
        whole = standing(scope.instrument, path, until, since, scope.sums)
        return below, whole.get(each.key, Figure())

    total = asked(month, alone=False)
    now = asked(month, alone=True) if done else total
    told = total, now, asked(before, alone=done)
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
        found.append(_as_a_whole(scope, each, rest, _rows(scope, each, bagian="sendiri")))
    return found


def _left(below: Mapping[str, Figure], whole: Figure) -> Pair:
    num = whole.numerator - sum(figure.numerator for figure in below.values())
    return Pair(num, whole.denominator - sum(figure.denominator for figure in below.values()))


def _reached(scope: Scope, each: Indicator) -> dict[str, Pair]:
    """Of each kecamatan how many of its villages are at the target, of those with a coverage."""
    of_villages = _told_villages if is_of_parts(scope) else _counted_villages
    found: dict[str, list[bool]] = {}
    for (above, _village), pair in of_villages(scope, each).items():
        if pair.den:
            found.setdefault(above, []).append(not left_over(pair, each.target_percent))
    return {path: Pair(sum(told), len(told)) for path, told in found.items()}


def _counted_villages(scope: Scope, each: Indicator) -> dict[tuple[str, str], Pair]:
    """By kecamatan and village, out of the cells."""
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
    return {(r["parent_path"], r["region_path"]): Pair(r["num"], r["den"]) for r in rows}


def _told_villages(scope: Scope, each: Indicator) -> dict[tuple[str, str], Pair]:
    """By the kecamatan in which the unit counts and the village in which its bodies lie, as the page below tells."""
    depth = scope.region.level + 1
    found: dict[tuple[str, str], Pair] = {}
    for row in told_of(scope, each):
        at = _above(row.unit_path, depth), row.path
        had = found.get(at, NOTHING)
        found[at] = Pair(had.num + row.pair.num, had.den + row.pair.den)
    return {at: pair for at, pair in found.items() if at[1].count(".") == 4}


def _above(path: str, level: int) -> str:
    return "".join(f"{step}." for step in path.split(".")[:level])
