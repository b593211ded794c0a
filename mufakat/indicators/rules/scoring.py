"""From answers to a score, in whole numbers. Not applicable is never 0 and never 100: it counts nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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


def score(form: Form, answers: Answers, parts: Sequence[Part], on: date | None = None) -> Scored:
    """Every indicator over its parts, then domains, the whole, threshold, grade and measures. `on` is the day of the
    assessment: what was switched off before it does not apply."""
    asked = [each for each in form.indicators if on is None or each.is_asked(on)]
    counted = {each.code: combined(each, answers.get(each.code, {}), parts) for each in asked}
    ones = {each.code: counted.get(each.code, NOT_APPLICABLE) for each in form.indicators}
    domains = {domain.code: _tally(domain.indicators, ones) for domain in form.domains}
    whole = _whole(form.domains, domains)
    values = _values(whole, domains)
    nothing = whole.applicable == 0
    grade = next(
        (g.code for g in form.grades if not nothing and thresholds.holds(g.rule, values)), ""
    )
    passed = None if nothing else thresholds.holds(form.threshold, values)
    return Scored(
        ones, domains, whole, passed, grade, _measures(form, ones, domains, whole, passed)
    )


def _measures(
    form: Form,
    ones: Mapping[str, One],
    domains: Mapping[str, Tally],
    whole: Tally,
    passed: bool | None,
) -> dict[str, Pair]:
    """What is rolled up. Where nothing applies there is no pair, and what is not scored has none."""
    measures: dict[str, Pair] = {}
    for domain in form.domains:
        if not domain.scored:
            continue
        for each in domain.indicators:
            if pair := ones[each.code].pair:
                measures[each.key] = pair
        tally = domains[domain.code]
        if tally.applicable:
            measures[DOMAIN + domain.code] = (tally.met, tally.applicable)
    if whole.applicable:
        measures[WHOLE] = (whole.met, whole.applicable)
    if passed is not None:
        measures[PASSED] = (int(passed), 1)
    return measures


def combined(indicator: Indicator, given: Mapping[str, Answer], parts: Sequence[Part]) -> One:
    """An indicator over the parts of its kind. Without such a part (a Pustu without Posyandu) it does not apply.

    What its pair counts follows from the indicator, not from how many parts there happen to be: of one body its points
    or its numbers, of several the unit (any, all), its bodies (share), or what they reach together (pool)."""
    ones = [one_of(indicator, given.get(part.id)) for part in parts if part.kind == indicator.part]
    asked = [one for one in ones if one.met is not None]
    if not asked:
        return NOT_APPLICABLE
    if len(ones) == 1 and not indicator.is_of_many:
        return asked[0]
    missing = any(one.is_missing for one in asked)
    met = sum(bool(one.met) for one in asked)
    if indicator.combine == "pool":
        return _pooled(indicator, asked, missing)
    if indicator.combine == "share":
        enough = met * 100 >= indicator.share_percent * len(asked)
        return One(enough, (met, len(asked)), Fraction(met, len(asked)), missing)
    holds = met == len(asked) if indicator.combine == "all" else met > 0
    return One(holds, (int(holds), 1), Fraction(int(holds)), missing and not holds)


def _pooled(indicator: Indicator, asked: Sequence[One], missing: bool) -> One:
    """Numerators and denominators of all bodies added. Who did not answer is in neither; so it is not met yet."""
    pairs = [one.pair for one in asked if one.pair]
    if not pairs:
        return One(met=False, share=Fraction(0), is_missing=missing)
    pair = (sum(n for n, _d in pairs), sum(d for _n, d in pairs))
    reached = not missing and pair[0] * 100 >= indicator.target_percent * pair[1]
    return One(reached, pair, min(Fraction(1), Fraction(*pair)), missing)


def one_of(indicator: Indicator, answer: Answer | None) -> One:
    """One answer of one body. Zero in the denominator: there is nobody to reach, it does not apply. An answer that is
    none (a text for a number) counts as missing."""
    if not answer:
        return _missing(indicator)
    if answer.get("na"):
        return NOT_APPLICABLE if indicator.may_not_apply else _missing(indicator)
    match indicator.kind:
        case "yes_no":
            yes = answer.get("yes")
            if not isinstance(yes, bool):
                return _missing(indicator)
            return One(yes, (int(yes), 1), Fraction(int(yes)))
        case "number":
            return _number(indicator, answer.get("num"), answer.get("den"))
        case "scale":
            points = next((b.points for b in indicator.bands if b.code == answer.get("band")), None)
        case _:
            points = points_of(indicator, answer.get("value"))
    if points is None:
        return _missing(indicator)
    most = indicator.most
    return One(points >= indicator.met_at, (points, most), Fraction(points, most or 1))


def _number(indicator: Indicator, numerator: Any, denominator: Any) -> One:
    if not _is_count(denominator) or not _is_count(numerator):
        nobody = denominator == 0 and numerator is None and _is_count(denominator)
        return NOT_APPLICABLE if nobody else _missing(indicator)
    if denominator == 0:  # some of nobody is no answer
        return _missing(indicator) if numerator else NOT_APPLICABLE
    met = numerator * 100 >= indicator.target_percent * denominator
    return One(met, (numerator, denominator), min(Fraction(1), Fraction(numerator, denominator)))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def points_of(indicator: Indicator, value: Any) -> int | None:
    """The points of the stretch in which a value lies."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite():
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
    """All scored domains together: sums, and the mean of their indices by their weights."""
    own = [(domain.weight, tallies[domain.code]) for domain in domains if domain.scored]
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


def can_pass(form: Form) -> bool:
    """Does a body pass by which every question is met, and in full?"""
    full = {each.code: One(True, (1, 1), Fraction(1)) for each in form.indicators}
    domains = {domain.code: _tally(domain.indicators, full) for domain in form.domains}
    return bool(thresholds.holds(form.threshold, _values(_whole(form.domains, domains), domains)))


def names(domains: Iterable[str]) -> set[str]:
    """What a threshold rule may ask for in an instrument of these domains."""
    return set(_values(_EMPTY, dict.fromkeys(domains, _EMPTY)))


_EMPTY = Tally(0, 0, 0, None)


def _values(whole: Tally, domains: Mapping[str, Tally]) -> dict[str, thresholds.Value]:
    """`met`, `applicable`, `missing`, `index` (0 to 1), `must_met`, `must_applicable`; of a domain with its code
    before: `sdm__met`, `sdm__index` … An index is nothing where nothing applies."""
    values: dict[str, thresholds.Value] = dict(_of(whole))
    for code, tally in domains.items():
        values |= {f"{code}__{name}": value for name, value in _of(tally)}
    return values


def _of(tally: Tally) -> list[tuple[str, thresholds.Value]]:
    return [
        ("met", tally.met),
        ("applicable", tally.applicable),
        ("missing", tally.missing),
        ("index", tally.index),
        ("must_met", tally.must_met),
        ("must_applicable", tally.must_applicable),
    ]
