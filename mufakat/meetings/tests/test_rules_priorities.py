"""Putting problems in order, by table: exact numbers, ties as ties, and the examples of the manuals."""

from fractions import Fraction
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import queries, rules

USG = ("U", "S", "G")


@pytest.mark.parametrize(
    ("formula", "scores", "total"),
    [
        ("sum", (5, 5, 5), 15),
        ("sum", (5, 4, 4), 13),
        ("sum", (4, 4, 4), 12),
        ("product", (5, 5, 5), 125),  # S24
        ("product", (4, 3, 3), 36),
        ("product", (3, 2, 2), 12),
        ("order", (3, 0, 0), 3),
    ],
)
def test_usg(formula: str, scores: tuple[int, ...], total: int) -> None:
    assert rules.combined(formula, [Fraction(n) for n in scores]) == total


@pytest.mark.parametrize(
    ("a", "b", "c", "pearl", "total"),
    [
        (Fraction(10), 8, 6, (1, 1, 1, 1, 1), Fraction(36)),
        (Fraction(10, 6), 7, 4, (1, 1, 1, 1, 1), Fraction(104, 9)),
        (Fraction(10), 10, 10, (1, 1, 0, 1, 1), Fraction(0)),  # one no of PEARL
    ],
)
def test_hanlon(a: Fraction, b: int, c: int, pearl: tuple[int, ...], total: Fraction) -> None:
    assert rules.combined("hanlon", [a, *map(Fraction, (b, c, *pearl))]) == total


@pytest.mark.parametrize(
    ("n", "classes"), [(1, 1), (2, 2), (3, 3), (5, 3), (10, 4), (40, 6), (100, 8), (1000, 11)]
)
def test_sturges(n: int, classes: int) -> None:
    assert rules.sturges(n) == classes


def test_magnitudes_of_forty_values() -> None:
    """40 values: six classes, worth 1.67 to 10 (S25)."""
    found = rules.magnitudes([Fraction(n) for n in range(40)])
    assert found[0] == Fraction(10, 6) and found[39] == 10
    assert sorted(set(found)) == [Fraction(10, 6) * n for n in range(1, 7)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], []), ([7], [10]), ([3, 3, 3], [10, 10, 10]), ([0, 1], [5, 10]), ([0, 1, 2], None)],
)
def test_magnitudes_of_few(values: list[int], expected: list[int] | None) -> None:
    found = rules.magnitudes([Fraction(n) for n in values])
    # 0, 1, 2: three classes of 2/3; 1 lies in the second.
    assert found == (expected if expected is not None else [Fraction(10, 3), Fraction(20, 3), 10])


@pytest.mark.parametrize(
    ("totals", "smallest_first", "places"),
    [
        ([15, 13, 12], False, [(1, 1), (2, 2), (3, 3)]),
        ([13, 15, 13], False, [(2, 3), (1, 1), (2, 3)]),
        ([9, 9, 9], False, [(1, 3)] * 3),
        ([1, 2, 2], True, [(1, 1), (2, 3), (2, 3)]),
        ([], False, []),
    ],
)
def test_ranks(totals: list[int], smallest_first: bool, places: list[tuple[int, int]]) -> None:
    found = rules.ranks([Fraction(n) for n in totals], smallest_first=smallest_first)
    assert found == places


def rule(code: str, *, measured: bool = False) -> dict[str, Any]:
    found = queries.method(code)
    for criterion in found["criteria"]:
        criterion["measured"] = criterion["measured"] and measured
    return found


PROBLEMS: list[tuple[str, str, Fraction | None]] = [
    ("a", "Gizi", Fraction(1, 4)),
    ("b", "TBC", Fraction(3, 4)),
]


def given(*values: int, keys: tuple[str, ...] = USG) -> dict[tuple[str, str], int]:
    """Of problem a, then of b."""
    cells = [(problem, key) for problem in "ab" for key in keys]
    return dict(zip(cells, values, strict=False))


def test_the_tally_adds_the_raters_up_and_tells_their_spread() -> None:
    raters = [("1", "Siti (KUA)"), ("2", "Siti (Kelurahan)"), ("3", "Budi")]
    scores = {"1": given(5, 4, 4, 3, 3, 3), "2": given(2, 2, 2, 5, 5, 5), "3": given(5, 5, 5)}
    found = rules.tally(rule("usg-jumlah"), PROBLEMS, raters, scores)
    first, second = found["rows"]
    assert (first["problem"], first["total"], first["mean"]) == ("b", "24", "12")
    assert (first["low"], first["high"], first["criteria"]) == (
        "9",
        "15",
        {"U": [3, 5], "S": [3, 5], "G": [3, 5]},
    )
    assert (second["total"], second["mean"], second["rank"]) == ("19", "19/2", [2, 2])
    assert found["counted"] == ["Siti (KUA)", "Siti (Kelurahan)"]
    assert found["unfinished"] == ["Budi"]  # half a list counts for nothing


def test_sum_and_product_put_the_same_scores_in_another_order() -> None:
    scores = {"1": given(5, 5, 1, 4, 3, 3)}
    orders = {}
    for code in ("usg-jumlah", "usg-kali"):
        found = rules.tally(rule(code), PROBLEMS, [("1", "Ani")], scores)
        orders[code] = [(row["problem"], row["total"]) for row in found["rows"]]
    assert orders == {
        "usg-jumlah": [("a", "11"), ("b", "10")],
        "usg-kali": [("b", "36"), ("a", "25")],
    }


def test_hanlon_reckons_the_magnitude_from_what_was_measured() -> None:
    keys = ("B", "C", "P", "E", "AC", "R", "L")
    scores = {"1": given(*((6, 3, 1, 1, 1, 1, 1) * 2), keys=keys)}
    found = rules.tally(rule("hanlon", measured=True), PROBLEMS, [("1", "Ani")], scores)
    assert [(r["problem"], r["total"], r["measured"]) for r in found["rows"]] == [
        ("b", "16", {"A": "10"}),
        ("a", "11", {"A": "5"}),
    ]


def test_without_scores_the_smallest_number_is_first() -> None:
    found = rules.tally(
        rule("musyawarah"), PROBLEMS, [("1", "Rapat")], {"1": given(2, 1, keys=("N",))}
    )
    assert [row["problem"] for row in found["rows"]] == ["b", "a"]


def test_nobody_has_finished() -> None:
    found = rules.tally(rule("carl"), PROBLEMS, [("1", "Ani")], {})
    assert (found["counted"], found["unfinished"]) == ([], ["Ani"])
    assert [row["problem"] for row in found["rows"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("fraction", "written"),
    [
        ("", "–"),
        ("12", "12"),
        ("37/2", "18,5"),
        ("104/9", "11,56"),
        ("1/200", "0,01"),
        ("5/4", "1,25"),
    ],
)
def test_a_figure_is_rounded_once_for_the_eye(fraction: str, written: str) -> None:
    assert queries.figure(fraction) == written


# -- Raters and rounds --------------------------------------------------------------------------

SITI = [("Siti Aminah", "KUA")]


@pytest.mark.parametrize(
    ("name", "detail", "others", "code"),
    [
        ("Siti Aminah", "Kelurahan", SITI, ""),
        ("Siti Aminah", "", SITI, "rater.same_name"),
        ("siti aminah ", "kua", SITI, "rater.same_name"),
        ("S\u0456t\u0456 \uff21minah", "K\u0420", [("Siti Aminah", "KP")], "rater.same_name"),
        ("Siti\u200b Aminah", "K\u200bUA", SITI, "rater.same_name"),
        ("Siti Aminah", "\u200b", SITI, "rater.same_name"),
        ("Siti Aminah", "", [("Siti Aminah", "")], "rater.same_name"),
        ("Siti Aminah", "KUA", [("Siti Aminah", "")], ""),
        ("Siti Amina", "", SITI, ""),
    ],
)
def test_two_of_one_name(name: str, detail: str, others: Any, code: str) -> None:
    if not code:
        rules.rater_is_told_apart(name, detail, others)
        return
    with pytest.raises(RuleBroken, match=code.replace(".", r"\.")) as broken:
        rules.rater_is_told_apart(name, detail, others)
    assert broken.value.field == "detail"


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        ({("p", "U"): 5, ("p", "S"): None}, ""),
        ({}, "score.nothing"),
        ({("p", "U"): 6}, "score.off_scale"),
        ({("p", "U"): 0}, "score.off_scale"),
        ({("q", "U"): 3}, "score.elsewhere"),
        ({("p", "X"): 3}, "score.elsewhere"),
    ],
)
def test_scores_fit_the_round(scores: Any, code: str) -> None:
    if not code:
        rules.scores_fit(scores, {"p"}, {"U": (1, 5), "S": (1, 5)})
        return
    with pytest.raises(RuleBroken, match=code.replace(".", r"\.")):
        rules.scores_fit(scores, {"p"}, {"U": (1, 5), "S": (1, 5)})


@pytest.mark.parametrize(
    ("finished", "unfinished", "confirmed", "code"),
    [
        (2, [], False, ""),
        (2, ["Budi"], True, ""),
        (2, ["Budi"], False, "round.unfinished"),
        (0, ["Budi"], True, "round.nobody"),
    ],
)
def test_closing(finished: int, unfinished: list[str], confirmed: bool, code: str) -> None:
    if not code:
        rules.can_close(finished, unfinished, confirmed)
        return
    with pytest.raises(RuleBroken, match=code.replace(".", r"\.")) as broken:
        rules.can_close(finished, unfinished, confirmed)
    assert ("Budi" in str(broken.value.message)) == (code == "round.unfinished")


@pytest.mark.parametrize("count", [0, 1, 31])
def test_a_round_has_two_to_thirty_problems(count: int) -> None:
    rules.round_has_problems(2)
    rules.round_has_problems(30)
    with pytest.raises(RuleBroken):
        rules.round_has_problems(count)


FIRST = {"a": [1, 1], "b": [2, 3], "c": [2, 3], "d": [4, 4]}


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        ([], FIRST),
        ([{"b": [2, 2], "c": [1, 1]}], {"a": [1, 1], "b": [3, 3], "c": [2, 2], "d": [4, 4]}),
        ([{"b": [1, 2], "c": [1, 2]}], FIRST),
        ([{"b": [1, 1]}], {"b": [1, 1]}),  # not the whole tie: a list of its own
        ([{"a": [2, 2], "d": [1, 1]}], {"a": [2, 2], "d": [1, 1]}),
        (
            [{"b": [1, 2], "c": [1, 2]}, {"c": [1, 1], "b": [2, 2]}],
            {"a": [1, 1], "b": [3, 3], "c": [2, 2], "d": [4, 4]},
        ),
    ],
)
def test_a_round_over_a_tie_parts_it_and_leaves_the_others(
    later: list[dict[str, list[int]]], stands: dict[str, list[int]]
) -> None:
    assert rules.standing([FIRST, *later]) == stands


def test_shared_places_are_told_from_the_best() -> None:
    assert rules.shared_places({"x": [4, 5], **FIRST, "y": [4, 5]}) == [["b", "c"], ["x", "y"]]
