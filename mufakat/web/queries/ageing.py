"""How late the open promises are, and how often they were carried on."""

from datetime import date
from typing import Any

from mufakat.commitments import queries as promises
from mufakat.commitments.rules import AGES
from mufakat.core.charts import stacked
from mufakat.directory.queries import sector_title

from .figures import Scope, asked_for


def ageing_page(scope: Scope, on: date) -> dict[str, Any]:
    """Counts by step of lateness, in all, by sector and by forum, each with the address of its rows."""
    by_sector = promises.ages_by_sector(scope.promises, on)
    all_open = sum(sum(row.values()) for row in by_sector.values())
    by_forum = {} if scope.forum else promises.ages_by_forum(scope.promises, on)
    return {
        "ages": [
            {"age": age, "n": sum(row[age] for row in by_sector.values()), "url": _url(scope, keadaan=age)}
            for age in AGES
        ],
        "all": all_open,
        "by_sector": _rows(
            scope, [(sector_title(s), {"sektor": s}, counts) for s, counts in by_sector.items()]
        ),
        "by_forum": _rows(
            scope, [(name, {"forum": str(pk)}, n) for (pk, name), n in by_forum.items()]
        ),
        "carried": [
            {"sessions": n, "n": count, "url": _url(scope, keadaan="open", dibawa=n)}
            for n, count in promises.sessions_carried(scope.promises, all_open).items()
        ],
        "most": promises.MOST_CARRIED,
    }  # fmt: skip


FILLS = {"due": "continued", "late30": "waiting", "late90": "partly", "late91": "late"}


def _rows(scope: Scope, named: list[tuple[str, dict[str, str], dict[str, int]]]) -> list[Any]:
    """Those with most late promises first; the later, the heavier."""
    ordered = sorted(named, key=lambda row: ([-row[2][age] for age in reversed(AGES)], row[0]))
    return [
        (
            label,
            sum(counts.values()),
            f"{_url(scope, **of)}&keadaan=",  # and then the step, or open
            list(counts.items()),
            stacked([(FILLS[age], n) for age, n in counts.items()]),
        )
        for label, of, counts in ordered
    ]


def _url(scope: Scope, **more: Any) -> str:
    return f"/komitmen/?{asked_for(scope.rows | more)}"
