"""What a session of the demonstration says, its seed text says too; or it is marked as invented, where people read it.

The words of the seed texts stand here, so that what is called a fact is checked by them and not by itself.
"""

import tomllib
from datetime import datetime
from typing import Any

import pytest

from mufakat.site.demo.stage import DATA, Row

LOKMIN = "bojongloa_kaler_2023"
BOK = "Sumber pendanaan untuk kegiatan ini berasal dari anggaran BOK (DAK NON FISIK)"
QUARTERS = "tribulan I untuk lokakarya mini tribulanan pertama, dan tribulan II, III, IV sebagai"
QUARTER = {"kind": QUARTERS, "funding_source": BOK, "region": "Kecamatan Bojongloa Kaler"}
# Session → its fields that its seed text says, in its words.
SAID: dict[str, dict[str, str]] = {
    "bogor_2015/workshop": {
        "title": "WORKSHOP PENYUSUNAN PEDOMAN IMPLEMENTASI KLASTER KESEHATAN",
        "tanggal": "tanggal 27 – 29 Juli 2015",
        "kind": "Workshop",
        "place": "dilaksanakan di Puslitbang Gizi dan Makanan, Bogor",
        "hosts": "PPKK mengadakan Workshop",
    },
    "fgd_2024/fgd": {
        "tanggal": "pada tanggal 20 - 21 Mei 2024",
        "kind": "Focus Group Discussion (FGD) bersama dengan mitra",
        "place": "di Horison Ultima Suites & Residence Rasuna",
        "hosts": "Pusat Krisis Kesehatan menyelenggarakan",
    },
    "jayapura_2024/rakor": {
        "title": "Rapat Koordinasi Lintas Program dan Lintas Sektor terkait Integrasi Layanan Primer "
        "di Kabupaten Jayapura",
        "tanggal": "pada tanggal 30 Mei 2024",
        "kind": "Rapat Koordinasi",
        "place": "di Hotel Horex Sentani",
        "region": "lintas program dan lintas sektor yang ada di Kabupaten Jayapura",
        "hosts": "Dinas Kesehatan melalui Bidang Pelayanan Kesehatan",
    },
    "ende_2024/workshop": {
        "tanggal": "Selasa (3/9/2024)",
        "kind": "menggelar work shop",
        "place": "di Aula Hotel Grand Wisata, Ende",
        "region": "Kabupaten Ende",
        "hosts": "USAID MOMENTUM",
    },
    **{f"{LOKMIN}/tribulan_{n}": QUARTER for n in (1, 2, 4)},
    f"{LOKMIN}/tribulan_3": QUARTER
    | {
        "tanggal": "pada Jum'at (29/9)",
        "hosts": "UPT Puskesmas Citarip dan Puskesmas Sukapakir adakan Lokakarya Mini",
    },
}
HELD_BY = {"key", "forum", "year", "tribulan", "protocol", "writer", "timezone"}
MARKS = {"invented", "invented_fields", "facts", "source"}
# The words by which an opening note names what is invented, one of them.
NAMED: dict[str, tuple[str, ...]] = {
    "title": ("judul",),
    "jam": ("jam",),
    "place": ("tempat",),
    "region": ("wilayah",),
}
NAMED |= {"chair": ("orang", "moderator"), "notulis": ("orang", "notulis")}
WHOLE = "Isi seluruh notulen ini contoh"


def sessions() -> dict[str, Row]:
    """Every file with a session, by its folder and name."""
    files = {f"{p.parent.name}/{p.stem}": p for p in sorted(DATA.glob("*/*.toml"))}
    read = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in files.items()}
    return {name: data for name, data in read.items() if "meeting" in data}


SESSIONS = sessions()
TOLD = sorted(name for name, data in SESSIONS.items() if not data["meeting"].get("invented"))


def says(row: Row) -> set[str]:
    """The fields that are not empty; day and hour are two of them."""
    filled = {name for name, value in row.items() if value not in ("", [], None)}
    times = {"starts_at", "ends_at"}
    return (filled - HELD_BY - MARKS - times) | ({"tanggal", "jam"} if filled & times else set())


def complaints(name: str, row: Row) -> list[str]:
    said, invented = set(SAID[name]), set(row["invented_fields"])
    wrong = [f"{field}: neither said nor marked" for field in says(row) - said - invented]
    wrong += [f"{field}: both said and marked" for field in said & invented]
    wrong += [f"{field}: marked, but empty" for field in invented - says(row)]
    if set(row["facts"]) != said:
        wrong.append("facts are not what is said")
    return sorted(wrong)


def test_there_is_a_seed_behind_each_that_is_not_invented() -> None:
    assert sorted(SAID) == TOLD


@pytest.mark.parametrize("name", TOLD)
def test_every_field_is_said_or_marked(name: str) -> None:
    row = SESSIONS[name]["meeting"]
    assert complaints(name, row) == []
    # The complaints see it: a funding that nobody named, a fact that is none.
    assert complaints(name, row | {"invented_fields": []}) != []
    assert complaints(name, row | {"facts": [*row["facts"], "chair"]}) != []


@pytest.mark.parametrize("name", TOLD)
def test_what_is_called_a_fact_is_in_the_words_of_the_seed(name: str) -> None:
    row, said = SESSIONS[name]["meeting"], SAID[name]
    for field in {"title", "place"} & set(said):
        assert row[field].casefold() in said[field].casefold()
    if "tanggal" in said:
        for day in (datetime.fromisoformat(row[at]).day for at in ("starts_at", "ends_at")):
            assert str(day) in said["tanggal"]
    if "funding_source" in said:
        assert row["funding_source"].upper() in said["funding_source"]


@pytest.mark.parametrize("name", TOLD)
def test_the_minutes_name_what_is_invented(name: str) -> None:
    """In a note of the opening; the paper has no other place for it."""
    notes = [note["text"] for note in SESSIONS[name]["note"][:4]]
    if not notes[0].startswith(WHOLE):
        sentences = [each.casefold() for text in notes for each in text.split(". ")]
        told = next(each for each in sentences if "contoh" in each)
        invented = SESSIONS[name]["meeting"]["invented_fields"]
        assert [f for f in invented if not any(word in told for word in NAMED[f])] == [], told


def test_what_is_invented_whole_says_so_in_its_title() -> None:
    for name in set(SESSIONS) - set(TOLD):
        assert "(contoh rekaan)" in SESSIONS[name]["meeting"]["title"], name


def test_everybody_who_came_is_told_by_a_seed_or_invented() -> None:
    for name, data in SESSIONS.items():
        for row in data.get("participant", []):
            marked = row.get("invented") is True
            told = "seed" in row.get("source", "") + row.get("note", "")
            assert marked != told, (name, row)


def test_no_name_breaks_off() -> None:
    """“Perwakilan RSUD di”: a name made by cutting another short."""
    ends = {"di", "dari", "dan", "wilayah", "cabang", "kabupaten", "kecamatan", "kota"}
    for path in DATA.glob("*/*.toml"):
        for name in _names(tomllib.loads(path.read_text(encoding="utf-8"))):
            assert name.removesuffix("(contoh rekaan)").split()[-1].casefold() not in ends, name


def _names(data: Any) -> list[str]:
    if isinstance(data, list):
        return [name for row in data for name in _names(row)]
    if not isinstance(data, dict):
        return []
    own = [data["name"]] if data.get("name") else []
    return own + [name for value in data.values() for name in _names(value)]
