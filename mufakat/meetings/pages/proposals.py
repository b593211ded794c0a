"""What the pages of proposals for the Musrenbang show."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.ids import parse_id
from mufakat.core.numbers import rupiah
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .frame import rights, under


def proposals_page(user: Any, meeting: Meeting) -> dict[str, Any]:
    found = list(meeting.proposals.select_related("region", "problem"))
    sources = queries.inputs_taken_in(meeting)
    return {
        **under(meeting, _("Proposals for the Musrenbang")),
        "meeting": meeting,
        "here": f"{meeting.get_absolute_url()}usulan/",
        "may": rights(user, meeting.forum),
        "writes": meeting.state in ("open", "ratified")
        and rules.reaches_musrenbang(meeting.forum.region.level),
        "proposals": found,
        "sources": sources,
        "finding": _finding(len(found), sum(p.amount_idr or 0 for p in found)),
    }


def _finding(n: int, total: int) -> str:
    if not n:
        return _("No proposal yet")
    words = ngettext("%(n)d proposal", "%(n)d proposals", n) % {"n": n}
    return f"{words}, {rupiah(total)}" if total else words


def proposal_begun(meeting: Meeting, asked: Mapping[str, str]) -> dict[str, Any]:
    """With what the form begins when it is made out of a problem (`masalah`)."""
    pk = parse_id(asked.get("masalah", ""))
    problem = meeting.problems.select_related("region").filter(pk=pk).first() if pk else None
    if problem is None:
        return {}
    return {"problem": problem.pk, "region": problem.region}
