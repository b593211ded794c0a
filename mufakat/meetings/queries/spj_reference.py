"""Reference data of the accountability file: its parts, what is asked of each kind of session, the rate tables."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from mufakat.meetings import rules

from .kinds import REFERENCE, in_language, kinds, paper_titles

Row = dict[str, Any]


def read_spj(file: Path) -> Row:
    """The reference data of a file. A fault stops the start: a part that nobody can supply would be asked for."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    codes = [kind for kind, _title in kinds()]
    if faults := rules.faults_in_spj(found, papers=paper_titles(), kinds=codes):
        raise ValueError("; ".join(faults))
    return found


@cache
def spj_reference() -> Row:
    return read_spj(REFERENCE / "spj.toml")


@cache
def spj_parts() -> dict[str, Row]:
    """Every part by its code, in their order."""
    return {row["code"]: row for row in spj_reference()["part"]}


def spj_rule(kind: str, district: str, year: int) -> Row | None:
    """What is asked of this kind of session in this district and year."""
    found: Row | None = rules.holds_for(spj_reference()["rule"], district, year, kind)
    return found


def rate_table(district: str, year: int) -> Row | None:
    found: Row | None = rules.holds_for(spj_reference()["rates"], district, year)
    return found


def part_label(code: str) -> str:
    """The title of a part in the reader's language."""
    paper = paper_titles().get(code)
    return in_language(paper, "title") if paper else code
