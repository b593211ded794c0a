"""From answers to a score, in whole numbers. Not applicable is never 0 and never 100: it counts nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from . import thresholds
from .instrument import Domain, Form, Indicator

PASSED = "@passed"  # measure: bodies that pass / bodies where something was applicable
WHOLE = "@met"  # measure: indicators met / applicable
DOMAIN = "@domain:"  # measure, with the code of the domain: indicators met / applicable in it

Answer = Mapping[str, Any]
Answers = Mapping[str, Mapping[str, Answer]]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A body that answers: its id, its kind (puskesmas, pustu, posyandu …), its name."""

    id: str
    kind: str
    name: str = ""


@dataclass(frozen=True)
class One:
    """What one answer, or an indicator, comes to: `met` is nothing where it does not apply; then there is no `pair`.
    A missing answer is asked for and not met; a pair that nobody knows is left out."""

    met: bool | None
    pair: Pair | None = None
    share: Fraction | None = None  # 0 to 1, for weighted indices
    is_missing: bool = False


@dataclass(frozen=True)
class Tally:
    """Of a domain or the whole. `index` is the weighted mean of the shares of what applies, if anything does."""

    met: int
    applicable: int
    missing: int
    index: Fraction | None
    must_met: int = 0
    must_applicable: int = 0


@dataclass(frozen=True)
class Scored:
    """`measures` is what is rolled up: {measure: (numerator, denominator)}."""

    indicators: Mapping[str, One]
    domains: Mapping[str, Tally]
    whole: Tally
    passed: bool | None
    grade: str
    measures: Mapping[str, Pair] = field(default_factory=dict)


NOT_APPLICABLE = One(met=None)


def score(form: Form, answers: Answers, parts: Sequence[Part]) -> Scored:
    """Every indicator over its parts, then domains, the whole, threshold, grade and measures."""
    ones = {
        each.code: combined(each, answers.get(each.code, {}), parts) for each in form.indicators
    }
    domains = {domain.code: _tally(domain.indicators, ones) for domain in form.domains}
    whole = _whole(form.domains, domains)
    values = _values(whole, domains)
    nothing = whole.applicable == 0
    grade = next(
        (g.code for g in form.grades if not nothing and thresholds.holds(g.rule, values)), ""
    )
    passed = None if nothing else thresholds.holds(form.threshold, values)
    measures: dict[str, Pair] = {
        form.by_code[code].key: pair for code, one in ones.items() if (pair := one.pair)
    }
    for code, tally in domains.items():
        if tally.applicable:
            measures[DOMAIN + code] = (tally.met, tally.applicable)
    if passed is not None:
        measures[WHOLE] = (whole.met, whole.applicable)
        measures[PASSED] = (int(passed), 1)
    return Scored(ones, domains, whole, passed, grade, measures)


def combined(indicator: Indicator, given: Mapping[str, Answer], parts: Sequence[Part]) -> One:
    """An indicator over the parts of its kind. Without such a part (a Pustu without Posyandu) it does not apply."""
    ones = [one_of(indicator, given.get(part.id)) for part in parts if part.kind == indicator.part]
    asked = [one for one in ones if one.met is not None]
    if not asked:
        return NOT_APPLICABLE
    missing = any(one.is_missing for one in asked)
    if len(asked) == 1:
        return asked[0]
    met = sum(bool(one.met) for one in asked)
    if indicator.combine == "pool":
        pairs = [one.pair for one in asked if one.pair]
        if not pairs:
            return One(met=False, is_missing=missing)
        pair = (sum(n for n, _d in pairs), sum(d for _n, d in pairs))
        reached = not missing and pair[0] * 100 >= indicator.target_percent * pair[1]
        return One(reached, pair, min(Fraction(1), Fraction(*pair)), missing)
    if indicator.combine == "share":
        enough = met * 100 >= indicator.share_percent * len(asked)
        return One(enough, (met, len(asked)), Fraction(met, len(asked)), missing)
    holds = met == len(asked) if indicator.combine == "all" else met > 0
    return One(holds, (int(holds), 1), Fraction(int(holds)), missing and not holds)


def one_of(indicator: Indicator, answer: Answer | None) -> One:
    """One answer of one body. Zero in the denominator: there is nobody to reach, it does not apply."""
    if answer and answer.get("na"):
        return NOT_APPLICABLE if indicator.may_not_apply else _missing(indicator)
    if not answer:
        return _missing(indicator)
    match indicator.kind:
        case "yes_no":
            yes = answer.get("yes")
            return (
                _missing(indicator) if yes is None else One(yes, (int(yes), 1), Fraction(int(yes)))
            )
        case "number":
            return _number(indicator, answer)
        case "scale":
            points = next((b.points for b in indicator.bands if b.code == answer.get("band")), None)
        case _:
            points = _points(indicator, answer.get("value"))
    if points is None:
        return _missing(indicator)
    most = indicator.most
    return One(points >= indicator.met_at, (points, most), Fraction(points, most or 1))


def _number(indicator: Indicator, answer: Answer) -> One:
    numerator, denominator = answer.get("num"), answer.get("den")
    if denominator == 0:
        return NOT_APPLICABLE
    if numerator is None or denominator is None:
        return _missing(indicator)
    met = numerator * 100 >= indicator.target_percent * denominator
    return One(met, (numerator, denominator), min(Fraction(1), Fraction(numerator, denominator)))


def _points(indicator: Indicator, value: Any) -> int | None:
    """The points of the stretch in which a value lies."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    for band in indicator.bands:
        above = not band.least or number >= Decimal(band.least)
        if above and (not band.below or number < Decimal(band.below)):
            return band.points
    return None


def _missing(indicator: Indicator) -> One:
    """Asked for, not answered: not met. Of a number nobody knows the denominator, so it has no pair."""
    pair = None if indicator.kind == "number" else (0, indicator.most)
    return One(False, pair, Fraction(0), is_missing=True)


def _tally(indicators: Sequence[Indicator], ones: Mapping[str, One]) -> Tally:
    asked = [(each, ones[each.code]) for each in indicators if ones[each.code].met is not None]
    weight = sum(each.weight for each, _one in asked)
    gained = sum((each.weight * (one.share or Fraction(0)) for each, one in asked), Fraction(0))
    return Tally(
        met=sum(bool(one.met) for _each, one in asked),
        applicable=len(asked),
        missing=sum(one.is_missing for _each, one in asked),
        index=gained / weight if weight else None,
        must_met=sum(bool(one.met) for each, one in asked if each.must),
        must_applicable=sum(each.must for each, _one in asked),
    )


def _whole(domains: Sequence[Domain], tallies: Mapping[str, Tally]) -> Tally:
    """All indicators together; the index is the mean of the domains by their weights."""
    own = [(domain.weight, tallies[domain.code]) for domain in domains]
    counted = [(weight, tally.index) for weight, tally in own if tally.index is not None]
    weight = sum(weight for weight, _index in counted)
    gained = sum((weight * index for weight, index in counted), Fraction(0))
    return Tally(
        met=sum(tally.met for _weight, tally in own),
        applicable=sum(tally.applicable for _weight, tally in own),
        missing=sum(tally.missing for _weight, tally in own),
        index=gained / weight if weight else None,
        must_met=sum(tally.must_met for _weight, tally in own),
        must_applicable=sum(tally.must_applicable for _weight, tally in own),
    )


def names(form: Form) -> set[str]:
    """What a threshold rule of this form may ask for."""
    return set(_values(_EMPTY, {domain.code: _EMPTY for domain in form.domains}))


_EMPTY = Tally(0, 0, 0, None)


def _values(whole: Tally, domains: Mapping[str, Tally]) -> dict[str, thresholds.Number]:
    """`met`, `applicable`, `missing`, `index` (0 to 1), `must_met`, `must_applicable`; of a domain with its code
    before: `sdm__met`, `sdm__index` …"""
    values = dict(_of(whole))
    for code, tally in domains.items():
        values |= {f"{code}__{name}": value for name, value in _of(tally)}
    return values


def _of(tally: Tally) -> list[tuple[str, thresholds.Number]]:
    return [
        ("met", tally.met),
        ("applicable", tally.applicable),
        ("missing", tally.missing),
        ("index", tally.index if tally.index is not None else 0),
        ("must_met", tally.must_met),
        ("must_applicable", tally.must_applicable),
    ]
