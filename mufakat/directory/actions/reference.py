"""Loads the regions of Indonesia from `directory/reference/`. Reference data, not an act: nobody decided it here."""

import csv
import io
import logging
import lzma
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from mufakat.directory.models import Region, RegionCode, RegionSuccession

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
DECREE = "Kepmendagri 300.2.2-2138/2025"
BPS = "bps"
NATION = "ID"
LEVELS = ("nation", "province", "regency", "district", "village")
BATCH = 5_000

logger = logging.getLogger(__name__)


class RegionRow(NamedTuple):
    """One region as the reference says it is; the parent is given by its code."""

    code: str
    parent_code: str | None
    kind: str
    name: str
    path: str
    level: int
    timezone: str
    valid_from: date | None
    valid_to: date | None
    source: str


class ProvinceRow(NamedTuple):
    timezone: str
    district_kind: str
    village_kind: str
    valid_from: date | None


class SuccessionRow(NamedTuple):
    old: str
    new: str
    on: date
    source: str
    old_name: str


FIELDS = tuple(name for name in RegionRow._fields if name not in {"code", "parent_code"})
COLUMNS = ("parent_id", *FIELDS)


def load_regions() -> dict[str, int]:
    """Brings the tables to the state of the reference files; a second run changes nothing.

    Answers the number of regions in force by level ("province": 38 …), of those of the past ("former") and of
    the rows that this run has "added" and "changed". What a person has changed since (version above 1) stays
    as that person left it and is counted as "kept". A region that the files do not name is left alone.
    """
    rows = sorted(read_regions(), key=lambda row: row.level)
    with transaction.atomic():
        ids, done = _write_regions(rows)
        done["added"] += _write_bps_codes(ids) + _write_successions(ids)
    counts = Counter("former" if row.valid_to else LEVELS[row.level] for row in rows)
    answer = {**counts, **done}
    logger.info("Regions of %s loaded: %s", DECREE, answer)
    return answer


def read_regions() -> Iterator[RegionRow]:
    """Every region of the reference, with the nation and with the 26 regencies as they were before the splits."""
    provinces = read_provinces()
    yield RegionRow(NATION, None, "negara", "Indonesia", "", 0, "Asia/Jakarta", None, None, DECREE)
    packed = lzma.decompress((REFERENCE / "regions.csv.xz").read_bytes()).decode()
    for code, name, kind in list(csv.reader(io.StringIO(packed)))[1:]:
        yield _row(code, name, kind, provinces[code[:2]])
    for old in read_successions():
        row = _row(old.old, old.old_name, "", provinces[old.old[:2]])
        yield row._replace(valid_to=old.on - timedelta(days=1), source=old.source)


def read_provinces() -> dict[str, ProvinceRow]:
    return {
        row["code"]: ProvinceRow(
            row["timezone"],
            row["district_kind"],
            row["village_kind"],
            _date_or_none(row["valid_from"]),
        )
        for row in _read_csv("provinces.csv")
    }


def read_successions() -> list[SuccessionRow]:
    return [
        SuccessionRow(
            row["old"], row["new"], date.fromisoformat(row["on"]), row["source"], row["old_name"]
        )
        for row in _read_csv("succession.csv")
    ]


def read_bps_codes() -> dict[str, str]:
    """BPS code of 2020 by Kemendagri code: provinces, regencies, and these again under their codes of before 2022."""
    codes = {row["code"]: row["bps_2020"] for row in _read_csv("provinces.csv") if row["bps_2020"]}
    codes |= {row["code"]: row["bps_2020"] for row in _read_csv("regencies-bps.csv")}
    return codes | {row.old: codes[row.new] for row in read_successions()}


def _row(code: str, name: str, kind: str, province: ProvinceRow) -> RegionRow:
    level = code.count(".") + 1
    parent = code.rpartition(".")[0] or NATION
    kind = kind or _kind(code, level, province)
    return RegionRow(
        code,
        parent,
        kind,
        name,
        f"{code}.",
        level,
        province.timezone,
        province.valid_from,
        None,
        DECREE,
    )


def _kind(code: str, level: int, province: ProvinceRow) -> str:
    """What the digits say (Kepmendagri): regency 71 and up is a kota; village 1… kelurahan, 2… desa, 3… desa adat."""
    if level == 1:
        return "provinsi"
    if level == 2:
        return "kota" if code[3:] >= "71" else "kabupaten"
    if level == 3:
        return province.district_kind
    return {"1": "kelurahan", "2": province.village_kind, "3": "desa_adat"}[code[9]]


def _write_regions(rows: list[RegionRow]) -> tuple[dict[str, int], dict[str, int]]:
    """Level by level, so that every parent has its id before its children come: ids by code, and what was done."""
    there: dict[str, tuple[int, list[Any]]] = {
        code: (version, values)
        for code, version, *values in Region.objects.values_list(
            "code", "version", "parent_id", *FIELDS
        )
    }
    ids: dict[str, int] = dict(Region.objects.values_list("code", "id"))
    done = {"added": 0, "changed": 0, "kept": 0}
    for level in range(len(LEVELS)):
        new: list[Region] = []
        changed: list[Region] = []
        for row in rows:
            if row.level != level:
                continue
            parent = ids[row.parent_code] if row.parent_code else None
            values = [parent, *(getattr(row, name) for name in FIELDS)]
            version, before = there.get(row.code, (0, []))
            if values == before:
                continue
            if version > 1:
                logger.warning("Region %s was changed by a person and is kept", row.code)
                done["kept"] += 1
                continue
            region = Region(code=row.code, **dict(zip(COLUMNS, values, strict=True)))
            (changed if version else new).append(region)
        Region.objects.bulk_create(
            changed,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=COLUMNS,
        )
        ids |= {region.code: region.pk for region in Region.objects.bulk_create(new, BATCH)}
        done["added"] += len(new)
        done["changed"] += len(changed)
    return ids, done


def _write_bps_codes(ids: dict[str, int]) -> int:
    there = set(RegionCode.objects.filter(system=BPS).values_list("region_id", "code"))
    new = [
        RegionCode(region_id=ids[code], system=BPS, code=bps)
        for code, bps in read_bps_codes().items()
        if (ids[code], bps) not in there
    ]
    RegionCode.objects.bulk_create(new, BATCH)
    return len(new)


def _write_successions(ids: dict[str, int]) -> int:
    there = set(RegionSuccession.objects.values_list("old_id", "new_id"))
    new = [
        RegionSuccession(old_id=ids[row.old], new_id=ids[row.new], on=row.on, source=row.source)
        for row in read_successions()
        if (ids[row.old], ids[row.new]) not in there
    ]
    RegionSuccession.objects.bulk_create(new, BATCH)
    return len(new)


def _read_csv(file: str) -> list[dict[str, str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _date_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
