"""The region files against the decree's own numbers, and the loader on both databases."""

import re
from collections import Counter
from datetime import date

import pytest

from mufakat.directory.actions.reference import (
    RegionRow,
    load_regions,
    read_bps_codes,
    read_regions,
    read_successions,
)
from mufakat.directory.models import Region, RegionCode, RegionSuccession


@pytest.fixture(scope="module")
def rows() -> dict[str, RegionRow]:
    every = list(read_regions())
    by_code = {row.code: row for row in every}
    assert len(by_code) == len(every), "a code comes twice"
    return by_code


@pytest.fixture(scope="module")
def in_force(rows: dict[str, RegionRow]) -> dict[str, RegionRow]:
    return {code: row for code, row in rows.items() if row.valid_to is None}


def test_counts_are_those_of_the_decree(in_force: dict[str, RegionRow]) -> None:
    assert Counter(row.level for row in in_force.values()) == {
        0: 1,
        1: 38,
        2: 514,
        3: 7_285,
        4: 83_762,
    }
    villages = (code for code, row in in_force.items() if row.level == 4)
    assert Counter(code[9] for code in villages) == {"1": 8_496, "2": 75_252, "3": 14}


def test_kinds(in_force: dict[str, RegionRow]) -> None:
    assert Counter(row.kind for row in in_force.values()) == {
        "negara": 1,
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
        "kecamatan": 6_492,
        "distrik": 793,
        "kelurahan": 8_496,
        "desa": 67_200,
        "kampung": 7_142,
        "nagari": 910,
        "desa_adat": 14,
    }


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("32.73", "kota", "Bandung"),
        ("32.73.04", "kecamatan", "Bojongloa Kaler"),
        ("32.73.04.1003", "kelurahan", "Jamika"),
        ("32.73.04.1005", "kelurahan", "Suka Asih"),
        ("53.10", "kabupaten", "Manggarai"),
        ("53.01", "kabupaten", "Kupang"),
        ("53.08", "kabupaten", "Ende"),
        ("31.01", "kabupaten", "Administrasi Kepulauan Seribu"),
        ("31.71", "kota", "Administrasi Jakarta Pusat"),
        ("91.03", "kabupaten", "Jayapura"),
        ("91.03.01.3007", "desa_adat", "Yoboi"),
        ("13.05.01.2009", "nagari", "Balah Hilia Lubuk Alung"),
        # The five that were renamed between the two collections.
        ("12.12", "kabupaten", "Toba"),
        ("64.11", "kabupaten", "Mahakam Ulu"),
        ("71.09", "kabupaten", "Kep. Siau Tagulandang Biaro"),
        ("76.01", "kabupaten", "Pasangkayu"),
        ("81.03", "kabupaten", "Kepulauan Tanimbar"),
    ],
)
def test_known_places(rows: dict[str, RegionRow], code: str, kind: str, name: str) -> None:
    assert (rows[code].kind, rows[code].name) == (kind, name)


def test_codes_are_text(rows: dict[str, RegionRow]) -> None:
    assert "53.10" in rows
    assert "53.1" not in rows


def test_kabupaten_jayapura_has_19_distrik(rows: dict[str, RegionRow]) -> None:
    below = [row for row in rows.values() if row.parent_code == "91.03"]
    assert {row.kind for row in below} == {"distrik"}
    assert len(below) == 19


def test_west_sumatra_has_nagari_only_where_the_nagari_reaches(rows: dict[str, RegionRow]) -> None:
    kinds = {
        regency: {
            row.kind for row in rows.values() if row.code.startswith(regency) and row.level == 4
        }
        for regency in ("13.06.", "13.09.", "13.71.", "13.73.", "13.77.")
    }
    assert kinds == {
        "13.06.": {"nagari"},
        "13.09.": {"desa"},
        "13.71.": {"kelurahan"},
        "13.73.": {"desa", "kelurahan"},
        "13.77.": {"desa", "kelurahan"},
    }


@pytest.mark.parametrize(
    ("province", "timezone"),
    [
        ("11", "Asia/Jakarta"),
        ("61", "Asia/Jakarta"),
        ("62", "Asia/Jakarta"),
        ("63", "Asia/Makassar"),
        ("51", "Asia/Makassar"),
        ("53", "Asia/Makassar"),
        ("76", "Asia/Makassar"),
        ("81", "Asia/Jayapura"),
        ("96", "Asia/Jayapura"),
    ],
)
def test_timezones(rows: dict[str, RegionRow], province: str, timezone: str) -> None:
    below = (row for code, row in rows.items() if code.startswith(province))
    assert {row.timezone for row in below} == {timezone}


def test_every_parent_exists_and_is_the_path_above(rows: dict[str, RegionRow]) -> None:
    for row in rows.values():
        if row.parent_code is None:
            assert (row.code, row.path, row.level) == ("ID", "", 0)
            continue
        parent = rows[row.parent_code]
        assert parent.level == row.level - 1
        assert row.path == f"{row.code}."
        assert row.path.startswith(parent.path)


def test_names_are_clean(rows: dict[str, RegionRow]) -> None:
    for row in rows.values():
        assert re.fullmatch(r"[A-Z0-9][A-Za-z0-9 .,'()/\-]*", row.name), row
        assert row.name == " ".join(row.name.split()), row
        if row.level <= 3 and row.level != 0:
            assert not re.match(r"(Kabupaten|Kab\.|Kecamatan|Kec\.|Distrik|Provinsi)", row.name), (
                row
            )


def test_papua_was_split_into_26_successions(rows: dict[str, RegionRow]) -> None:
    successions = read_successions()
    assert len(successions) == 26
    assert Counter(row.on for row in successions) == {date(2022, 7, 25): 20, date(2022, 12, 8): 6}
    for row in successions:
        old, new = rows[row.old], rows[row.new]
        assert (old.kind, old.name, old.level) == (new.kind, new.name, 2)
        assert (old.valid_from, old.parent_code) == (None, row.old[:2])
        assert old.valid_to is not None
        assert (row.on - old.valid_to).days == 1
        assert new.valid_from == rows[row.new[:2]].valid_from == row.on
    assert rows["91.01"].valid_to == date(2022, 7, 24)
    assert rows["92.71"].valid_to == date(2022, 12, 7)
    assert rows["96.71.07.1001"].valid_from == date(2022, 12, 8)
    assert {row.valid_from for code, row in rows.items() if code[:2] in {"91", "92"}} == {None}


def test_bps_codes_are_not_those_of_kemendagri() -> None:
    codes = read_bps_codes()
    assert len(codes) == 34 + 514 + 26
    assert (codes["53.08"], codes["53.13"]) == ("5311", "5308")
    assert (codes["91"], codes["92"]) == ("94", "91")
    assert codes["93.01"] == codes["91.01"] == "9401"


@pytest.mark.long(20)
@pytest.mark.django_db
def test_loading_is_repeatable_and_updates_names() -> None:
    """The only test that writes all 91,626 rows: seconds, so everything about the tables is asked here."""
    answer = load_regions()
    assert answer == {
        "nation": 1,
        "province": 38,
        "regency": 514,
        "district": 7_285,
        "village": 83_762,
        "former": 26,
        "added": 91_626 + 574 + 26,
        "changed": 0,
        "kept": 0,
    }
    assert Region.objects.count() == 91_626
    assert Region.objects.filter(path__under="32.73.04.").count() == 1 + 5
    assert Region.objects.filter(path__under="").count() == 91_626
    assert RegionCode.objects.filter(system="bps").count() == 574
    assert RegionSuccession.objects.count() == 26
    jamika = Region.objects.get(code="32.73.04.1003")
    district = jamika.parent
    assert district is not None
    assert district.code == "32.73.04"
    assert Region.objects.get(code="53.10").name == "Manggarai"
    assert RegionSuccession.objects.get(old__code="91.01").new.code == "93.01"

    again = load_regions()
    assert (again["added"], again["changed"]) == (0, 0)

    # What a person has changed is not undone by the file.
    Region.objects.filter(pk=jamika.pk).update(name="Nama lama", timezone="Asia/Jayapura")
    Region.objects.filter(pk=district.pk).update(name="Kaler Baru", version=2)
    third = load_regions()
    assert (third["added"], third["changed"], third["kept"]) == (0, 1, 1)
    jamika.refresh_from_db()
    district.refresh_from_db()
    assert (jamika.name, jamika.timezone) == ("Jamika", "Asia/Jakarta")
    assert district.name == "Kaler Baru"

    # The database still hands out ids of its own.
    fresh = Region.objects.create(
        code="99",
        kind="provinsi",
        name="Contoh",
        path="99.",
        level=1,
        parent=Region.objects.get(code="ID"),
        timezone="Asia/Jakarta",
    )
    assert fresh.pk > jamika.pk
