"""What screens, files and the API ask about sessions."""

from .calendar import (
    budget_year,
    calendar_of,
    earlier_unratified,
    figures_of,
    is_last_ratified,
    obstacles,
    previous_meeting,
    years_of,
)
from .minutes import addendum_of, last_minutes, late_entries, minutes_of
from .protocols import in_language, kind_title, kinds, protocol
from .session import (
    Entry,
    Made,
    agenda_of,
    attendance_by_sector,
    attendance_figures,
    entries_of,
    hosts_of,
    made_in,
)
from .table import (
    Given,
    Line,
    ReportCard,
    Reported,
    carried_into,
    promises_touched_by,
    report_card,
    waiting_for_verdict,
)

__all__ = [
    "Entry",
    "Given",
    "Line",
    "Made",
    "ReportCard",
    "Reported",
    "addendum_of",
    "agenda_of",
    "attendance_by_sector",
    "attendance_figures",
    "budget_year",
    "calendar_of",
    "carried_into",
    "earlier_unratified",
    "entries_of",
    "figures_of",
    "hosts_of",
    "in_language",
    "is_last_ratified",
    "kind_title",
    "kinds",
    "last_minutes",
    "late_entries",
    "made_in",
    "minutes_of",
    "obstacles",
    "previous_meeting",
    "promises_touched_by",
    "protocol",
    "report_card",
    "waiting_for_verdict",
    "years_of",
]
