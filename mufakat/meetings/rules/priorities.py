"""Putting problems in order: totals by exact arithmetic, ties told as ties. Nothing here is rounded.

USG: urgency, seriousness and growth from 1 to 5, added up (S22, S23) or multiplied (S24: 5×5×5 = 125, 4×3×3 = 36).
Hanlon: (A + B) × C ÷ 3 × PEARL, A by classes of what was measured (S25). CARL: four factors multiplied. Without
scores: the order that the assembly agreed on.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

Number = int | Fraction
Scores = dict[str, Number]


def sturges(n: int) -> int:
    """How many classes n values fall into: 1 + 3.3·log10(n), to the nearest whole number (40 → 6).

    By whole numbers alone: 3.3·log10(n) ≥ N − 1.5 is n³³ ≥ 10^(10N − 15).
    """
    classes = 1
    while n**33 >= 10 ** (10 * (classes + 1) - 15):
        classes += 1
    return classes


def magnitudes(values: Sequence[Fraction]) -> list[Fraction]:
    """Hanlon's A of each value: the number of its class, of N between the smallest and the largest, times 10 ÷ N."""
    if not values:
        return []
    classes, low, high = sturges(len(values)), min(values), max(values)
    if low == high:
        return [Fraction(10)] * len(values)
    width = (high - low) / classes
    return [Fraction(10, classes) * _class_of(v - low, width, classes) for v in values]


def _class_of(above: Fraction, width: Fraction, classes: int) -> int:
    """From 1; what lies on a border belongs to the class below it."""
    return min(classes, max(1, -(-above // width)))


def combined(formula: str, scores: Sequence[Number]) -> Number:
    """What the scores of one rater for one problem come to, in the order of the criteria.

    For `hanlon` the first three are A, B, C; all that follow are yes or no (1 or 0), and one no ends it.
    """
    if formula == "hanlon":
        a, b, c, *pearl = scores
        return Fraction((a + b) * c * prod(pearl), 3)
    return prod(scores) if formula == "product" else sum(scores)


def ranks(totals: Sequence[Number], *, smallest_first: bool = False) -> list[tuple[int, int]]:
    """The places of each total: (2, 2) alone on the second, (2, 3) one of two that share the second and third."""
    found = []
    for total in totals:
        better = sum((t < total) if smallest_first else (t > total) for t in totals)
        found.append((better + 1, better + totals.count(total)))
    return found


Place = tuple[int, int]


def shared_places(places: Mapping[str, Sequence[int]]) -> list[list[str]]:
    """The problems of each place that several share, the best place first."""
    found: dict[Place, list[str]] = {}
    for problem, (first, last) in sorted(places.items(), key=lambda each: list(each[1])):
        if first != last:
            found.setdefault((first, last), []).append(problem)
    return list(found.values())


def standing(rounds: Sequence[Mapping[str, Sequence[int]]]) -> dict[str, list[int]]:
    """The places after rounds in the order in which they were closed. A round over just those that share a place parts
    these among themselves; any other puts all of its problems in order anew, and alone counts."""
    now: dict[str, list[int]] = {}
    for places in rounds:
        ordered = {problem: list(place) for problem, place in places.items()}
        if any(set(tied) == ordered.keys() for tied in shared_places(now)):
            above = min(now[problem][0] for problem in ordered) - 1
            now |= {problem: [above + n for n in place] for problem, place in ordered.items()}
        else:
            now = ordered
    return now


def is_complete(given: Mapping[tuple[Any, str], int], problems: Sequence[Any], keys: Any) -> bool:
    """Has a rater scored every problem by every criterion? Only then he counts: half a list would tilt the sum."""
    return given.keys() >= {(problem, key) for problem in problems for key in keys}


def tally(
    rule: Mapping[str, Any],
    problems: Sequence[tuple[str, str, Fraction | None]],
    raters: Sequence[tuple[str, str]],
    given: Mapping[str, Mapping[tuple[str, str], int]],
) -> dict[str, Any]:
    """What a round comes to, best first. `problems` are id, text and measured share; `raters` id and label; `given` by
    rater. Numbers of the answer are fractions spelt as text ("37/2"): exact, and fit to be frozen."""
    keys = [c["key"] for c in rule["criteria"]]
    asked = [c["key"] for c in rule["criteria"] if not c["measured"]]
    ids = [pk for pk, _, _ in problems]
    counted = [r for r in raters if is_complete(given.get(r[0], {}), ids, asked)]
    measured = _measured(rule, problems)
    lists = [given[rater] for rater, _ in counted]
    scores = {pk: _scores(lists, [(pk, key) for key in asked]) for pk in ids}
    totals: dict[str, list[Number]] = {
        pk: [
            combined(rule["formula"], _in_order(keys, asked, values, measured[pk]))
            for values in scores[pk]
        ]
        for pk in ids
    }
    sums: list[Number] = [sum(totals[pk]) for pk in ids]  # whole ones stay whole: adding is cheap
    places = ranks(sums, smallest_first=rule["formula"] == "order")
    rows = [
        {
            "problem": pk,
            "text": text,
            "rank": list(place),
            "total": str(total),
            "mean": str(Fraction(total) / len(counted)) if counted else "",
            "low": str(min(totals[pk], default="")),
            "high": str(max(totals[pk], default="")),
            "measured": {key: str(value) for key, value in measured[pk].items()},
            "criteria": {key: _range(scores[pk], n) for n, key in enumerate(asked)},
        }
        for (pk, text, _), total, place in zip(problems, sums, places, strict=True)
    ]
    return {
        "rows": sorted(rows, key=lambda row: row["rank"]) if counted else rows,
        "counted": [label for _, label in counted],
        "unfinished": [label for pk, label in raters if (pk, label) not in counted],
    }


def _measured(
    rule: Mapping[str, Any], problems: Sequence[tuple[str, str, Fraction | None]]
) -> dict[str, Scores]:
    """The criterion that is reckoned from what was measured, of each problem; nothing where raters score it."""
    keys = [c["key"] for c in rule["criteria"] if c["measured"]]
    shares = [share for _, _, share in problems if share is not None]
    worst = magnitudes(shares) if keys and len(shares) == len(problems) else []
    return {
        pk: dict.fromkeys(keys, worst[place]) if worst else {}
        for place, (pk, _, _) in enumerate(problems)
    }


def _scores(
    lists: Sequence[Mapping[tuple[str, str], int]], cells: Sequence[tuple[str, str]]
) -> list[list[int]]:
    return [[each[cell] for cell in cells] for each in lists]


def _in_order(
    keys: Sequence[str], asked: Sequence[str], values: Sequence[int], measured: Scores
) -> Sequence[Number]:
    """The scores of one rater in the order of the criteria, what was measured among them."""
    if not measured:
        return values
    given = dict(zip(asked, values, strict=True))
    return [measured[key] if key in measured else given[key] for key in keys]


def _range(scores: Sequence[Sequence[int]], criterion: int) -> list[int]:
    values = [each[criterion] for each in scores]
    return [min(values), max(values)] if values else []
