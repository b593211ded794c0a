"""What screens, files and the API ask about sessions."""

from .calendar import (
    budget_year as budget_year,
    calendar_of as calendar_of,
    earlier_unratified as earlier_unratified,
    figures_of as figures_of,
    gaps as gaps,
    is_last_ratified as is_last_ratified,
    obstacles as obstacles,
    previous_meeting as previous_meeting,
    unfinished_of as unfinished_of,
    years_of as years_of,
)
from .minutes import (
    addendum_of as addendum_of,
    last_minutes as last_minutes,
    last_reopening as last_reopening,
    late_entries as late_entries,
    minutes_of as minutes_of,
    stands_in_minutes as stands_in_minutes,
)
from .officers import (
    officers_of as officers_of,
)
from .protocols import (
    in_language as in_language,
    kind_title as kind_title,
    kinds as kinds,
    meets_by_tribulan as meets_by_tribulan,
    protocol as protocol,
)
from .session import (
    Entry as Entry,
    Made as Made,
    agenda_of as agenda_of,
    attendance_by_sector as attendance_by_sector,
    attendance_figures as attendance_figures,
    entries_of as entries_of,
    hosts_of as hosts_of,
    made_in as made_in,
)
from .table import (
    Given as Given,
    Line as Line,
    ReportCard as ReportCard,
    Reported as Reported,
    carried_into as carried_into,
    judged_later as judged_later,
    promises_touched_by as promises_touched_by,
    report_card as report_card,
    waiting_for_verdict as waiting_for_verdict,
)
