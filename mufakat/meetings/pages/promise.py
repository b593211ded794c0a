"""With what the form of a promise begins when it is made out of a problem or a decision."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.ids import parse_id
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting


def promise_begun(meeting: Meeting, asked: Mapping[str, str]) -> dict[str, Any]:
    """`masalah` or `keputusan` name what it is made out of; what is not there begins with nothing."""
    begun: dict[str, Any] = {}
    if pk := parse_id(asked.get("masalah", "")):
        problem = meeting.problems.select_related("region").filter(pk=pk).first()
        if problem:
            what = _("Solve: %(problem)s") % {"problem": rules.without_stop(problem.text)}
            begun = {"problem": problem.pk, "what": what[:500], "region": problem.region}
    elif pk := parse_id(asked.get("keputusan", "")):
        decision = meeting.decisions.filter(pk=pk).first()
        if decision:
            begun = {"decision": decision.pk, "what": " ".join(decision.text.split())[:500]}
    if begun:
        on = meeting.starts_on or clock.today(meeting.zone)
        begun["due_on"] = rules.due_by_next_tribulan(on, queries.budget_year(meeting))
        begun["agenda_item"] = meeting.agenda.filter(role="commitments").first()
    return begun
