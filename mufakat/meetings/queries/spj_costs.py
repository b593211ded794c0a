"""What a session cost, and what its rate table says."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.numbers import rupiah
from mufakat.meetings import rules
from mufakat.meetings.models import Expense, Meeting

from .calendar import budget_year
from .kinds import in_language
from .spj_reference import rate_table
from .spj_set import CostLine


def costs_of(meeting: Meeting) -> list[CostLine]:
    """The lines of the recap in the order in which they were written, each with the receipt that stands."""
    rows = meeting.expenses.filter(withdrawn_at=None).order_by("at", "id")
    return [_line(row) for row in rows.prefetch_related("receipts")]


def _line(row: Expense) -> CostLine:
    standing = [file for file in row.receipts.all() if file.withdrawn_at is None]
    return CostLine(
        id=row.pk,
        title=row.title,
        unit=row.unit,
        people=row.people,
        quantity=row.quantity,
        rate_idr=row.rate_idr,
        amount_idr=row.amount_idr,
        ceiling_idr=row.ceiling_idr,
        recipient=row.recipient,
        spent_on=row.spent_on,
        paper=row.paper,
        receipt=next(iter(sorted(standing, key=lambda file: file.is_waiting)), None),
    )


def unproven_in(meeting: Meeting) -> list[CostLine]:
    """The lines that still need a receipt."""
    return [line for line in costs_of(meeting) if line.receipt is None]


def rates_of(meeting: Meeting) -> dict[str, Any] | None:
    """The rate table of the district and the year of a session."""
    return rate_table(rules.district_in(meeting.forum.region_path), budget_year(meeting))


def rate_item(meeting: Meeting, code: str) -> dict[str, Any] | None:
    """An item of the rate table of a session; None if it is not in it."""
    table = rates_of(meeting)
    return next((row for row in table["item"] if row["code"] == code), None) if table else None


def rate_choices(meeting: Meeting) -> list[dict[str, Any]]:
    """Every item of the table, with title and unit in the reader's language."""
    table = rates_of(meeting)
    return [
        row | {"title": in_language(row, "title"), "unit": in_language(row, "unit")}
        for row in (table["item"] if table else ())
    ]


def rate_in_words(row: dict[str, Any]) -> str:
    """ "Transpor lokal peserta, at most Rp110.000 a person-trip"."""
    words = {"title": row["title"], "rate": rupiah(row["rate_idr"]), "unit": row["unit"]}
    return _("%(title)s, at most %(rate)s for one %(unit)s") % words
