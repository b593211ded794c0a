"""What the terms of reference of a session begin with, out of its plan, its list and its rate table. The paper is
Indonesian, whatever language its writer uses."""

from collections import Counter
from typing import Any

from django.utils.translation import override

from mufakat.commitments.queries import funding_title
from mufakat.core.numbers import rupiah
from mufakat.directory.queries import sector_title
from mufakat.meetings.models import Meeting

from .kinds import kind_title, protocol
from .spj_costs import rate_choices

EACH = "orang-kali"  # the unit of what everybody who is invited costs


def terms_to_begin_with(meeting: Meeting) -> dict[str, Any]:
    """Background, aims, target and costs, to be read and corrected."""
    with override("id"):
        sectors = Counter(
            meeting.participants.filter(invited=True).values_list("sector", flat=True)
        )
        lines, total = _costs(meeting, sectors.total())
        return {
            "background": _background(meeting),
            "aims": _aims(meeting),
            "target": _target(sectors),
            "costs": "\n".join(lines),
            "total_idr": total or None,
        }


def _background(meeting: Meeting) -> str:
    hosts = ", ".join(host.name for host in meeting.hosts.order_by("name"))
    by = f"{meeting.forum} bersama {hosts}" if hosts else str(meeting.forum)
    told = [f"{meeting.title} ({kind_title(meeting.kind)}) diselenggarakan oleh {by}."]
    if source := protocol(meeting.kind).get("source"):
        told.append(f"Dasar: {source}.")
    if meeting.funding_source:
        told.append(f"Biaya: {funding_title(meeting.funding_source)}.")
    return " ".join(told)[:4000]


def _aims(meeting: Meeting) -> str:
    steps = meeting.agenda.filter(phase__in=("process", "output")).order_by("position")
    titles = steps.values_list("title", flat=True)
    return "\n".join(f"{n}. {title}" for n, title in enumerate(titles, 1))[:4000]


def _target(sectors: Counter[str]) -> str:
    if not sectors:
        return ""
    named = "; ".join(f"{sector_title(sector)} {n}" for sector, n in sorted(sectors.items()))
    return f"{sectors.total()} orang: {named}."[:2000]


def _costs(meeting: Meeting, people: int) -> tuple[list[str], int]:
    """A line for each item that everybody costs, and their sum."""
    lines, total = [], 0
    for row in rate_choices(meeting):
        if row["unit_id"] == EACH and people:
            amount = people * row["rate_idr"]
            total += amount
            of = f"{people} orang × {rupiah(row['rate_idr'])} = {rupiah(amount)}"
            lines.append(f"{row['title_id']}: {of}")
    return lines, total
