"""What is right about the accountability file of a session (SPJ): which parts it needs, which are there, until when."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from mufakat.core.periods import Tribulan

SOON = 3  # days before its deadline an incomplete file is spoken of
Reference = Mapping[str, Any]
Counts = Mapping[str, int]


def district_in(path: str) -> str:
    """The Kemendagri code of the kabupaten or kota in a region's path ("32.73.04." → "32.73"); empty above it."""
    steps = path.split(".")[:-1]
    return ".".join(steps[:2]) if len(steps) >= 2 else ""


def holds_for(rows: Iterable[Reference], district: str, year: int, kind: str = "") -> Any:
    """The row that holds for a district, a budget year and a kind: the district's own before the nation's, then the
    newest year that is not after it. None where there is none."""
    fitting = [
        row
        for row in rows
        if row["year"] <= year
        and (not kind or kind in row["kinds"])
        and ("district" not in row or row["district"]["code"] == district)
    ]
    return max(fitting, key=lambda row: ("district" in row, row["year"]), default=None)


def parts_needed(rule: Reference | None, counts: Counts, *, paid: bool) -> dict[str, bool]:
    """The parts of a file in the order of the rule, and whether each must be there. What is spent on must be proven;
    what somebody put in stands in the file, asked for or not."""
    if rule is None:
        return {}
    found = dict.fromkeys(rule["required"], True)
    found |= dict.fromkeys(rule["if_paid"], paid or counts.get("costs", 0) > 0)
    found |= {part: counts.get(f"spent:{part}", 0) > 0 for part in rule["if_spent"]}
    put_in = (kind.partition(":") for kind in counts)
    return {part: False for kind, _sign, part in put_in if kind in ("file", "waiting")} | found


def is_there(part: str, made: str, counts: Counts) -> bool:
    """Is this part in the file? `made`: the paper of the house that it is, empty for what is put in."""

    def n(name: str) -> int:
        return counts.get(name, 0)

    if made == "minutes":
        return n("ratified") > 0  # a scan of minutes that nobody ratified is none
    if n(f"spent:{part}"):
        return n(f"unproven:{part}") == 0
    if n(f"file:{part}"):
        return True
    if made == "attendance":
        return 0 < n("present") <= n("signed")
    return bool(made) and n(made) > 0


def deadline(due: Reference | None, last_day: date | None) -> date | None:
    """So many days after the session, or after the month or the tribulan in which it ended."""
    if due is None or last_day is None:
        return None
    ends = {"session": last_day, "month": _end_of_month(last_day)}
    end = ends.get(due["after"]) or Tribulan.of(last_day).last_day
    return end + timedelta(days=due["days"])


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def is_due_soon(until: date | None, on: date) -> bool:
    return until is not None and 0 <= (until - on).days <= SOON
