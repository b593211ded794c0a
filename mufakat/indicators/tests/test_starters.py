"""The starter instruments: whole, loaded once, never changed under the scores that stand on them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.indicators import computed, rules
from mufakat.indicators.actions.reference import REFERENCE, load_instruments, read_starters
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import Part, score, versions

CODES = {
    *("coe", "pkp-manajemen", "hsi", "emt-type-1-mobile", "emt-type-1-fixed", "emt-type-2"),
    *("emt-type-3", "kapasitas-kabkota", "psc-119", "ccpm"),
}
STARTERS = {each.code: each for each in read_starters()}


def form(code: str) -> rules.Form:
    return rules.read(STARTERS[code].body)


def all_answered(code: str, level: int) -> Any:
    """Every question answered at its worst (0) or best (1)."""
    parts = [Part(kind, kind) for kind in ("puskesmas", "pustu", "posyandu")]
    if len(form(code).part_kinds) == 1:
        parts = [Part("x", form(code).part_kinds[0])]
    answers: dict[str, Any] = {}
    for each in form(code).indicators:
        bands = sorted(each.bands, key=lambda band: band.points)
        band = bands[-level] if bands else None
        said: dict[str, Any] = {"yes": bool(level), "num": level * 10, "den": 10}
        if band:
            said |= {"band": band.code, "value": band.least or "-1"}
        answers[each.code] = {part.id: said for part in parts if part.kind == each.part}
    return score(form(code), answers, parts)


def test_they_are_all_there_and_say_what_they_are() -> None:
    assert set(STARTERS) == CODES
    for each in STARTERS.values():
        assert "(starter)" in each.source and "periksa" in each.source
        assert "Disusun 23 November 2026" in each.source
    assert "bukan instrumen MOMENTUM" in STARTERS["coe"].source


def test_the_centre_of_excellence() -> None:
    asked = form("coe")
    codes = ["infrastruktur", "kebijakan", "sdm", "bahan_alat", "model_pelayanan"]
    assert [domain.code for domain in asked.domains] == codes
    assert len(asked.indicators) == 33 and asked.threshold == "met*100 >= 80*applicable"
    assert set(asked.part_kinds) == {"puskesmas", "pustu", "posyandu"}
    used = {each.combine for each in asked.indicators if each.part == "posyandu"}
    assert used == {"any", "all", "share", "pool"}


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_best_passes_and_the_worst_does_not(code: str) -> None:
    best, worst = all_answered(code, 1), all_answered(code, 0)
    assert best.passed is True and worst.passed is False
    assert best.whole.missing == worst.whole.missing == 0
    grades = [grade.code for grade in form(code).grades]
    if grades:
        assert (best.grade, worst.grade) == (grades[0], grades[-1])


@pytest.mark.parametrize(
    ("held", "points"),
    [(0, 0), (1, 4), (4, 4), (5, 7), (8, 7), (9, 10), (12, 10)],
)
def test_monthly_lokmin_give_points(held: int, points: int) -> None:
    asked = form("pkp-manajemen").by_code["lokmin-bulanan"]
    assert rules.scoring.points_of(asked, held) == points


@pytest.mark.parametrize(("held", "points"), [(0, 0), (1, 4), (2, 7), (3, 7), (4, 10)])
def test_quarterly_lokmin_give_points(held: int, points: int) -> None:
    asked = form("pkp-manajemen").by_code["lokmin-tribulanan"]
    assert rules.scoring.points_of(asked, held) == points


@pytest.mark.parametrize(
    ("points", "grade"), [((10, 10, 10, 7, 7, 7), "baik"), ((10, 10, 10, 7, 7, 4), "cukup")]
)
def test_grades_of_management(points: tuple[int, ...], grade: str) -> None:
    """51 of 60 is 8.5: good; 48 of 60 is 8.0: enough."""
    asked = form("pkp-manajemen")
    answers: dict[str, Any] = {}
    order = ["rencana-lima-tahunan", "rpk", "ruk", "lokmin-bulanan", "lokmin-tribulanan", "pkp"]
    for code, given in zip(order, points, strict=True):
        each = asked.by_code[code]
        band = next(band for band in each.bands if band.points == given)
        answers[code] = {"x": {"band": band.code, "value": band.least}}
    assert score(asked, answers, [Part("x", "puskesmas")]).grade == grade


def test_hospital_hazards_are_asked_and_not_scored() -> None:
    asked = form("hsi")
    assert not asked.domains[0].scored and asked.domains[1].weight == 50
    weights = [each.weight for each in asked.domains[1].indicators]
    assert weights[:3] == [625, 1250, 625] and sum(weights[3:]) == 7500
    best = all_answered("hsi", 1)
    assert best.whole.applicable == sum(len(d.indicators) for d in asked.domains[1:])


@pytest.mark.parametrize("code", ["hsi", "ccpm"])
def test_a_second_version_asks_for_evidence_and_nothing_else(code: str) -> None:
    first, second = [rules.read(each.body) for each in read_starters() if each.code == code][:2]
    assert not any(each.evidence for each in first.indicators)
    assert all(each.evidence for each in second.indicators)
    goes_on = {each.code: each.code for each in first.indicators}
    found = versions.differences(first, second, goes_on)
    assert {each.fields for each in found} == {("evidence",)}
    assert (first.threshold, first.grades) == (second.threshold, second.grades)


def test_the_levels_of_a_hospital_say_that_they_are_levels_of_safety() -> None:
    _first, second, third = (
        rules.read(each.body) for each in read_starters() if each.code == "hsi"
    )
    goes_on = {each.code: each.code for each in second.indicators}
    found = [each for each in versions.differences(second, third, goes_on) if each.fields]
    assert {each.fields for each in found} == {("bands",)}
    judged = [each for domain in third.domains[1:] for each in domain.indicators]
    assert len(found) == len([each for each in judged if each.kind == "scale"])
    assert {band.title for each in judged for band in each.bands} == {
        *("Keamanan rendah", "Keamanan sedang", "Keamanan tinggi")
    }
    assert not any(versions.counted_otherwise(second.by_code[e.code], e) for e in judged)


def test_every_source_of_a_computed_answer_is_known() -> None:
    asked = {each.computed for code in CODES for each in form(code).indicators if each.computed}
    assert asked == {"lokmin_bulanan", "lokmin_tribulanan"} <= computed.names()


# -- Loading ------------------------------------------------------------------------------------

SECOND = """
code = "mini"
number = 2
valid_from = "2025-01-01"
source = "Instrumen awal (starter), versi 2. Contoh, periksa."
title = "Mini, baru"
level = "puskesmas"
threshold = "met*100 >= 80*applicable"
[mapping]
b = "c"
[[domain]]
code = "d"
title = "D"
[[domain.indicator]]
code = "a"
title = "A"
kind = "yes_no"
[[domain.indicator]]
code = "c"
title = "C"
kind = "yes_no"
"""
FIRST = SECOND.replace("number = 2", "number = 1").replace("2025", "2024")
FIRST = FIRST.replace('[mapping]\nb = "c"\n', "").replace('code = "c"', 'code = "b"')


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.django_db
def test_loaded_once_and_the_same_again() -> None:
    assert load_instruments() == {"added": 13, "before": 0}
    assert load_instruments() == {"added": 0, "before": 13}
    coe = Instrument.objects.get(code="coe")
    version = coe.versions.get()
    assert coe.is_starter and coe.keeper is None and version.is_published
    assert known.form_of(version).by_code["sk-klaster"].key == "sk-klaster"


@pytest.mark.django_db
def test_a_new_number_is_a_new_version_with_its_map(tmp_path: Path) -> None:
    load_instruments(put(tmp_path, one=FIRST))
    assert load_instruments(put(tmp_path, two=SECOND)) == {"added": 1, "before": 1}
    old, new = InstrumentVersion.objects.order_by("number")
    assert new.mapping == {"a": "a", "b": "c"} and new.instrument.title == "Mini, baru"
    assert known.form_of(new).by_code["c"].key == "b"
    assert known.version_on(old.instrument, new.valid_from) == new  # type: ignore[arg-type]
    day = old.valid_from
    assert day and known.version_on(old.instrument, day) == old
    assert known.version_on(old.instrument, day.replace(year=2023)) is None
    assert load_instruments(tmp_path) == {"added": 0, "before": 2}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"one": FIRST.replace('title = "A"', 'title = "B"')}, "instrument.starter_refused"),
        ({"one": FIRST.replace("2024-01-01", "2024-02-01")}, "instrument.starter_refused"),
        ({"two": SECOND.replace("number = 2", "number = 3")}, "instrument.starter_refused"),
        ({"two": SECOND.replace('b = "c"', "")}, "version.map_missing"),
        ({"two": SECOND.replace('b = "c"', 'b = "x"')}, "version.map_unknown"),
        ({"two": SECOND.replace('b = "c"', 'b = "a"')}, "version.map_twice"),
        ({"two": SECOND.replace("2025-01-01", "2024-01-01")}, "version.begins_too_early"),
    ],
)
def test_what_is_published_is_not_changed_by_a_file(
    tmp_path: Path, files: dict[str, str], code: str
) -> None:
    load_instruments(put(tmp_path, one=FIRST))
    before = list(InstrumentVersion.objects.values())
    with pytest.raises(RuleBroken) as broken:
        load_instruments(put(tmp_path, **files))
    assert broken.value.code == code and str(broken.value.message)
    assert list(InstrumentVersion.objects.values()) == before


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('kind = "yes_no"', 'kind = "ya"'),
        ("80*applicable", "80*semua"),
        ("number = 1", 'number = "satu"'),
        ('source = "', 'sumber = "'),
        ('valid_from = "2024-01-01"', ""),
    ],
)
def test_a_file_with_a_fault_stops_the_start(tmp_path: Path, was: str, now: str) -> None:
    with pytest.raises(ValueError, match=r"one\.toml: "):
        read_starters(put(tmp_path, one=FIRST.replace(was, now)))


def test_files_are_toml_of_their_name() -> None:
    for file in REFERENCE.glob("*.toml"):
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        assert file.stem == f"{read['code']}-{read['number']}"
