"""What the page of the joint commitment shows."""

from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .frame import rights, under


def sheet_page(user: Any, meeting: Meeting) -> dict[str, Any]:
    sheet = queries.sheet_of(meeting)
    signed: list[Any] = []
    waiting: list[Any] = []
    if sheet:
        found = sheet.signatures.select_related("participant")
        signed = sorted(found, key=lambda s: (s.participant.sector, s.participant.name))
        there = meeting.participants.filter(present=True).order_by("sector", "name")
        waiting = list(there.exclude(pk__in=[s.participant_id for s in signed]))
    return {
        **under(meeting, _("Joint commitment")),
        "meeting": meeting,
        "here": f"{meeting.get_absolute_url()}komitmen-bersama/",
        "may": rights(user, meeting.forum),
        "sheet": sheet,
        "signed": [
            (s, sector_title(s.participant.sector), rules.path_of(s.strokes)) for s in signed
        ],
        "waiting": [(p, sector_title(p.sector)) for p in waiting] if sheet else [],
        "finding": ngettext(
            "%(n)d signature of %(all)d present", "%(n)d signatures of %(all)d present", len(signed)
        )
        % {"n": len(signed), "all": len(signed) + len(waiting)},
    }
