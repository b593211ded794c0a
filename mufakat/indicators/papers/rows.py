"""The rows of a report as a table for a spreadsheet (CSV): every body with what it counts with, and those not assessed.

Plain numbers, a numerator and a denominator in columns of their own: what is added up from them is right.
"""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from django.utils.translation import override

from mufakat.indicators.rules import Form

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would count what begins like this
STATES = {True: "memenuhi", False: "di bawah ambang", None: "tidak ada yang berlaku"}


def rows_csv(body: Mapping[str, Any], form: Form) -> bytes:
    """For Excel as it is set up here: semicolons, and the mark that says it is UTF-8."""
    made = StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    with override("id"):
        writer.writerows([_safe(cell) for cell in row] for row in _table(body, form))
    return made.getvalue().encode("utf-8-sig")


def _table(body: Mapping[str, Any], form: Form) -> Iterator[list[Any]]:
    named = {each.key: f"{each.code} {each.title}" for each in form.indicators}
    shown = [(at, key) for at, key in enumerate(body["measures"]) if key in named]
    head = ["Fasilitas", "Wilayah", "Kode wilayah (Kemendagri)", "Dinilai pada", "Keadaan per"]
    head += ["Ambang", "Indikator terpenuhi", "Indikator berlaku"]
    for _at, key in shown:
        head += [named[key], f"dari ({key})"]
    yield head
    for row in body["rows"]:
        told = [
            row["name"],
            row["region"],
            row["region_path"].rstrip("."),
            row["on"],
            body["as_of"],
        ]
        told += [STATES[row["passed"]], row["met"], row["applicable"]]
        for at, _key in shown:
            told += row["pairs"][at] or ["", ""]
        yield told
    for row in body["unassessed"]:
        yield [row["name"], row.get("region", ""), "", "", body["as_of"], "belum dinilai"]


def _safe(cell: Any) -> Any:
    """What somebody typed is text, never a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
