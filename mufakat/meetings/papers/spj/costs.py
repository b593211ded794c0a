"""The recap of costs: each line beside the rate table of its year, and the sum in figures and words."""

from typing import Any

from mufakat.commitments.queries import funding_title
from mufakat.core import dates
from mufakat.core.numbers import grouped
from mufakat.meetings.papers.amounts import rupiah_in_words
from mufakat.meetings.queries.spj_set import CostLine, SessionFileSet

from .frame import frame_facts, signed_facts

Facts = dict[str, Any]


def costs_facts(found: SessionFileSet) -> Facts | None:
    if not found.costs:
        return None
    meeting = found.meeting
    days = [line.spent_on for line in found.costs if line.spent_on]
    return {
        **frame_facts(meeting, "Rincian biaya"),
        "lines": [_line(line) for line in found.costs],
        "total": grouped(found.total_idr),
        "in_words": rupiah_in_words(found.total_idr),
        "funding": funding_title(meeting.funding_source) if meeting.funding_source else "",
        "source": found.rates_source,
        **signed_facts(
            meeting,
            "rincian_biaya",
            max(days, default=None) or meeting.ends_on or meeting.starts_on,
        ),
    }


def _line(line: CostLine) -> Facts:
    over = f"Rp{grouped(line.over_idr)} di atas standar" if line.over_idr else ""
    return {
        "title": line.title,
        "recipient": line.recipient,
        "spent": dates.short_date(line.spent_on) if line.spent_on else "",
        "receipt": f"Bukti: {line.receipt}" if line.receipt else "",
        "over": over,
        "people": grouped(line.people),
        "quantity": grouped(line.quantity),
        "unit": line.unit,
        "rate": grouped(line.rate_idr),
        "ceiling": "–" if line.ceiling_idr is None else grouped(line.ceiling_idr),
        "amount": grouped(line.amount_idr),
    }
