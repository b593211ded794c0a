"""What is right about the reference data of the accountability file. Found when they are read, by a developer."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mufakat.core.periods import YEARS

MADE = (
    *("", "letter", "terms", "agenda", "attendance", "minutes", "promises", "sheet"),
    *("proposals", "costs"),
)
SUPPLIERS = ("notulis", "registrar", "chair", "speaker", "treasurer")
AFTER = ("session", "month", "tribulan")
SYSTEMS = ("kemendagri",)
LISTS = ("required", "if_paid", "if_spent")
Row = Mapping[str, Any]


def faults_in_spj(
    spj: Mapping[str, Any], *, papers: Collection[str], kinds: Collection[str]
) -> list[str]:
    """Codes that nobody knows, two rows for one thing, a kind for which nothing holds, sums that are none."""
    parts = {row["code"] for row in spj["part"]}
    found = [*_of_parts(spj["part"], papers)]
    for rule in spj["rule"]:
        found += _of_rule(rule, parts, kinds)
    for table in spj["rates"]:
        found += _of_table(table, parts)
    found += _twice((kind, _where(r), r["year"]) for r in spj["rule"] for kind in r["kinds"])
    found += _twice((_where(table), table["year"]) for table in spj["rates"])
    national = {kind for r in spj["rule"] if "district" not in r for kind in r["kinds"]}
    found += [f"{kind}: no rule holds for the nation" for kind in kinds if kind not in national]
    return found


def _of_parts(rows: Collection[Row], papers: Collection[str]) -> Iterator[str]:
    for row in rows:
        if row["code"] not in papers:
            yield f"unknown paper: {row['code']}"
        if row.get("made", "") not in MADE:
            yield f"{row['code']}: unknown made: {row['made']}"
        if row["supplier"] not in SUPPLIERS:
            yield f"{row['code']}: unknown supplier: {row['supplier']}"
    yield from _twice(row["code"] for row in rows)


def _of_rule(rule: Row, parts: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    name = f"rule {rule['year']} {_where(rule)} {'/'.join(rule['kinds'])}"
    listed = [part for each in LISTS for part in rule[each]]
    yield from (f"{name}: unknown part: {part}" for part in listed if part not in parts)
    yield from (f"{name}: {said}" for said in _twice(listed))
    yield from (f"{name}: unknown kind: {kind}" for kind in rule["kinds"] if kind not in kinds)
    if rule["due"]["after"] not in AFTER or not 0 <= rule["due"]["days"] <= 366:
        yield f"{name}: no deadline"
    yield from _of_time_and_place(name, rule)


def _of_table(table: Row, parts: Collection[str]) -> Iterator[str]:
    name = f"rates {table['year']} {_where(table)}"
    for item in table["item"]:
        if item["paper"] not in parts:
            yield f"{name}: unknown part: {item['paper']}"
        if type(item["rate_idr"]) is not int or item["rate_idr"] <= 0:
            yield f"{name}: {item['code']} has no whole rupiah"
    yield from (f"{name}: {said}" for said in _twice(item["code"] for item in table["item"]))
    yield from _of_time_and_place(name, table)


def _of_time_and_place(name: str, row: Row) -> Iterator[str]:
    if not YEARS[0] <= row["year"] <= YEARS[1]:
        yield f"{name}: no year"
    if "district" in row and row["district"]["system"] not in SYSTEMS:
        yield f"{name}: unknown system: {row['district']['system']}"
    if not row["source"]:
        yield f"{name}: no source"


def _where(row: Row) -> str:
    return row["district"]["code"] if "district" in row else ""


def _twice(keys: Any) -> list[str]:
    return [f"twice: {key}" for key, n in Counter(keys).items() if n > 1]
