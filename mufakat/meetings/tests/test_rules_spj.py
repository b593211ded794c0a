"""The accountability file by table, without a database: which parts, which are there, until when, at what rate."""

import copy
from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import queries, rules

DUE = {
    name: {"after": name, "days": days}
    for name, days in {"session": 7, "month": 5, "tribulan": 5}.items()
}
RULE: dict[str, Any] = {
    "required": ["undangan", "notulen"],
    "if_paid": ["rincian_biaya"],
    "if_spent": ["konsumsi"],
}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("32.73.04.", "32.73"),
        ("32.73.", "32.73"),
        ("32.", ""),
        ("", ""),
        ("53.10.01.2001.", "53.10"),
    ],
)
def test_the_district_stands_in_the_path(path: str, code: str) -> None:
    assert rules.district_in(path) == code


@pytest.mark.parametrize(
    ("after", "last_day", "until"),
    [
        ("month", date(2023, 9, 29), date(2023, 10, 5)),
        ("month", date(2023, 12, 31), date(2024, 1, 5)),
        ("month", date(2024, 2, 1), date(2024, 3, 5)),
        ("session", date(2024, 2, 27), date(2024, 3, 5)),
        ("tribulan", date(2023, 7, 1), date(2023, 10, 5)),
        ("tribulan", date(2023, 12, 31), date(2024, 1, 5)),
    ],
)
def test_the_deadline(after: str, last_day: date, until: date) -> None:
    assert rules.deadline(DUE[after], last_day) == until
    assert rules.deadline(DUE[after], None) is None and rules.deadline(None, last_day) is None


def test_the_deadline_is_near_for_three_days_and_on_its_day() -> None:
    until = date(2023, 10, 5)
    near = [day for day in range(1, 9) if rules.is_due_soon(until, date(2023, 10, day))]
    assert near == [2, 3, 4, 5] and not rules.is_due_soon(None, until)


@pytest.mark.parametrize(
    ("district", "year", "kind", "found"),
    [
        ("32.73", 2022, "LM-TR", None),
        ("32.73", 2023, "LM-TR", "nation 2023"),
        ("32.73", 2025, "LM-TR", "nation 2025"),
        ("53.10", 2023, "LM-TR", "nation 2023"),
        ("53.10", 2024, "LM-TR", "district 2024"),
        ("53.10", 2026, "LM-TR", "district 2024"),  # its own holds on, though the nation's is newer
        ("53.1", 2026, "LM-TR", "nation 2025"),  # a code is text
        ("53.10", 2026, "SMD", None),
    ],
)
def test_which_rule_holds(district: str, year: int, kind: str, found: str | None) -> None:
    rows: list[dict[str, Any]] = [
        {"year": 2023, "kinds": ["LM-TR"], "name": "nation 2023"},
        {"year": 2025, "kinds": ["LM-TR"], "name": "nation 2025"},
        {"year": 2024, "kinds": ["LM-TR"], "name": "district 2024", "district": {"code": "53.10"}},
    ]
    row = rules.holds_for(rows, district, year, kind)
    assert (row["name"] if row else None) == found


@pytest.mark.parametrize(
    ("counts", "paid", "needed"),
    [
        ({}, False, ["undangan", "notulen"]),
        ({}, True, ["undangan", "notulen", "rincian_biaya"]),
        ({"costs": 1}, False, ["undangan", "notulen", "rincian_biaya"]),
        ({"spent:konsumsi": 1, "costs": 1}, True, [*RULE["required"], "rincian_biaya", "konsumsi"]),
        ({"file:laporan": 2}, False, ["undangan", "notulen"]),
    ],
)
def test_which_parts_must_be_there(counts: dict[str, int], paid: bool, needed: list[str]) -> None:
    found = rules.parts_needed(RULE, counts, paid=paid)
    assert [part for part, required in found.items() if required] == needed
    assert ("laporan" in found) == ("file:laporan" in counts)
    assert rules.parts_needed(None, counts, paid=paid) == {}


@pytest.mark.parametrize(
    ("part", "made", "counts", "there"),
    [
        ("undangan", "letter", {}, False),
        ("undangan", "letter", {"letter": 1}, True),
        ("undangan", "letter", {"file:undangan": 1}, True),
        ("notulen", "minutes", {"file:notulen": 1}, False),
        ("notulen", "minutes", {"ratified": 1}, True),
        ("daftar_hadir", "attendance", {"present": 38, "signed": 37}, False),
        ("daftar_hadir", "attendance", {"present": 38, "signed": 38}, True),
        ("daftar_hadir", "attendance", {"present": 0, "signed": 0}, False),
        ("daftar_hadir", "attendance", {"present": 38, "file:daftar_hadir": 1}, True),
        ("materi", "", {}, False),
        ("materi", "", {"waiting:materi": 1}, False),
        ("materi", "", {"file:materi": 1}, True),
        ("konsumsi", "", {"file:konsumsi": 3, "spent:konsumsi": 2, "unproven:konsumsi": 1}, False),
        ("konsumsi", "", {"file:konsumsi": 1, "spent:konsumsi": 2}, True),
        ("rincian_biaya", "costs", {"costs": 1}, True),
    ],
)
def test_which_part_is_there(part: str, made: str, counts: dict[str, int], there: bool) -> None:
    assert rules.is_there(part, made, counts) is there


@pytest.mark.parametrize(
    ("numbers", "amount"),
    [
        ((46, 1, 110_000), 5_060_000),
        ((1, 1, 1), 1),
        ((9_999, 999, 1_000_000_000), 9_989_001_000_000_000),
    ],
)
def test_an_amount_is_whole(numbers: tuple[int, int, int], amount: int) -> None:
    assert rules.expense_counts(*numbers) == amount


@pytest.mark.parametrize(
    "numbers",
    [(0, 1, 1), (1, 0, 1), (1, 1, 0), (10_000, 1, 1), (1, 1000, 1), (1, 1, 1_000_000_001)],
)
def test_a_number_that_nobody_means(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(RuleBroken, match=r"expense\.no_number"):
        rules.expense_counts(*numbers)


TODAY = date(2026, 6, 26)


@pytest.mark.parametrize(
    ("photo", "taken_on", "place", "code"),
    [
        (True, None, "Aula", "file.no_day"),
        (True, TODAY, "  ", "file.no_place"),
        (True, date(2026, 6, 27), "Aula", "file.day_ahead"),
        (False, date(2026, 6, 27), "", "file.day_ahead"),
    ],
)
def test_a_photo_says_when_and_where(
    photo: bool, taken_on: date | None, place: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        rules.photo_says_where(photo, taken_on, place, TODAY)
    rules.photo_says_where(True, TODAY, "Aula", TODAY)
    rules.photo_says_where(False, None, "", TODAY)


# -- The reference data -----------------------------------------------------------------------


def _faults(spj: dict[str, Any]) -> list[str]:
    kinds = [kind for kind, _title in queries.kinds()]
    papers = queries.paper_titles()
    return rules.faults_in_spj(spj, papers=papers, kinds=kinds)


def test_the_reference_has_no_fault_and_serves_every_kind() -> None:
    spj = queries.spj_reference()
    assert _faults(spj) == []
    for kind, _title in queries.kinds():
        assert rules.holds_for(spj["rule"], "", 2026, kind)["source"]
    assert all(table["example"] for table in spj["rates"])  # no decree is at hand: said on pages


@pytest.mark.parametrize(
    ("path", "wrong", "said"),
    [
        (("part", 0, "code"), "undanganx", "unknown paper: undanganx"),
        (("part", 0, "made"), "x", "undangan: unknown made: x"),
        (("part", 0, "supplier"), "x", "undangan: unknown supplier: x"),
        (("rule", 0, "required", 0), "x", "unknown part: x"),
        (("rule", 0, "required", 0), "kak", "twice: kak"),
        (("rule", 0, "kinds", 0), "LM-X", "unknown kind: LM-X"),
        (("rule", 0, "kinds", 0), "LM-X", "LM-T1: no rule holds for the nation"),
        (("rule", 0, "kinds", 0), "LM-BR", "twice: ('LM-BR', '', 2015)"),
        (("rule", 0, "due"), {"after": "x", "days": 5}, "no deadline"),
        (("rule", 0, "due"), {"after": "month", "days": -1}, "no deadline"),
        (("rule", 0, "year"), 20155, "no year"),
        (("rule", 0, "source"), "", "no source"),
        (("rule", 0, "district"), {"system": "bps", "code": "5308"}, "unknown system: bps"),
        (("rates", 0, "item", 0, "rate_idr"), 1.5, "transpor has no whole rupiah"),
        (("rates", 0, "item", 0, "rate_idr"), 0, "transpor has no whole rupiah"),
        (("rates", 0, "item", 0, "paper"), "x", "unknown part: x"),
        (("rates", 0, "item", 0, "code"), "makan", "twice: makan"),
        (("rates", 1, "year"), 1, "no year"),
    ],
)
def test_a_fault_in_the_reference_is_found(path: tuple[Any, ...], wrong: Any, said: str) -> None:
    spj = copy.deepcopy(queries.spj_reference())
    *way, last = path
    place: Any = spj
    for step in way:
        place = place[step]
    place[last] = wrong
    assert any(said in fault for fault in _faults(spj)), _faults(spj)
