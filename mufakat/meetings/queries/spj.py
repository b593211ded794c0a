"""The accountability file of a session (SPJ): its parts in their order, what is there, and who supplies the rest."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mufakat.meetings import rules
from mufakat.meetings.models import Meeting, SessionFile, Terms

from .calendar import budget_year
from .spj_costs import costs_of
from .spj_counts import spj_counts
from .spj_held import files_in, held_file, house_paper
from .spj_reference import part_label, rate_table, spj_parts, spj_rule
from .spj_set import Part, SessionFileSet
from .spj_supply import lack_of, supplier_of, where_supplied

Counts = Mapping[str, int]


def file_of(meeting: Meeting, on: date) -> SessionFileSet:
    """The file of a session as it stands on a day, with all that is there."""
    counts = spj_counts([meeting])[meeting.pk]
    found = outline(meeting, on, counts)
    files = files_in(meeting)
    terms = Terms.objects.filter(meeting=meeting).first() if counts.get("terms") else None
    parts = [_filled(part, meeting, counts, files, terms) for part in found.parts]
    costs = costs_of(meeting) if counts.get("costs") else []
    return SessionFileSet(**vars(found) | {"parts": parts, "costs": costs, "terms": terms})


def outline(meeting: Meeting, on: date, counts: Counts) -> SessionFileSet:
    """The same without what is there: asks nothing, for pages that show many sessions."""
    district, year = rules.district_in(meeting.forum.region_path), budget_year(meeting)
    rule, table = spj_rule(meeting.kind, district, year), rate_table(district, year)
    needed = rules.parts_needed(rule, counts, paid=bool(meeting.funding_source))
    return SessionFileSet(
        meeting=meeting,
        on=on,
        year=year,
        district=district,
        source=rule["source"] if rule else "",
        rates_source=table["source"] if table else "",
        deadline=rules.deadline(rule["due"] if rule else None, meeting.ends_on),
        parts=[
            _part(code, meeting, counts, needed[code]) for code in spj_parts() if code in needed
        ],
    )


def _part(code: str, meeting: Meeting, counts: Counts, required: bool) -> Part:
    row = spj_parts()[code]
    made = row.get("made", "")
    present = rules.is_there(code, made, counts)
    url, label = where_supplied(code, made, meeting)
    return Part(
        code=code,
        label=part_label(code),
        required=required,
        present=present,
        supplier=supplier_of(row["supplier"], meeting),
        lacks="" if present else lack_of(code, made, counts),
        supply_url=url,
        supply_label=label,
    )


def _filled(
    part: Part,
    meeting: Meeting,
    counts: Counts,
    files: Mapping[str, list[SessionFile]],
    terms: Any,
) -> Part:
    held = house_paper(spj_parts()[part.code].get("made", ""), meeting, counts, terms)
    held = [*held, *(held_file(row) for row in files.get(part.code, ()))]
    return Part(**vars(part) | {"held": held})
