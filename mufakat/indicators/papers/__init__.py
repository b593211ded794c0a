"""The report of a region on paper, and its rows as a table: of live figures or of a frozen copy, one way for both.

`facts.py` writes the words (the paper is Indonesian, whatever language its reader uses), `reference/laporan.typ` sets
the page, `rows.py` makes the table.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from mufakat.core.typesetting import PAPERS, typeset_all

from .facts import Report as Report, report_facts

REFERENCE = Path(__file__).parent.parent / "reference"


def report_pdf(report: Report, *, paper: str = "a4") -> bytes:
    """Tagged PDF/A-2a and PDF/UA-1; the same figures give the same bytes. Raises ValueError for a paper that is not in
    PAPERS."""
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, not {paper}")
    with override("id"):
        facts = report_facts(report)
    width, height = PAPERS[paper]
    order = ("laporan.typ", facts | {"width": width, "height": height})
    return typeset_all([order], _day_of(report.body), root=REFERENCE)[0]


def _day_of(body: Mapping[str, Any]) -> int:
    day = date.fromisoformat(body["as_of"])
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
