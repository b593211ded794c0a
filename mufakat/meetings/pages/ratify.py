"""What the chair is about to sign."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mufakat.commitments.models import Answer
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.dates import at, clock as hour, day_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, ProposalState
from mufakat.meetings.queries.kept import count_kept

from .escalations import proposals_of
from .frame import rights, under
from .rows import turnout_words
from .stopped import stopped_by

MET = rules.Turnout._fields


def ratify_page(user: Any, meeting: Meeting, gaps: Sequence[str]) -> dict[str, Any]:
    """What the chair is about to sign, in figures, and what stands against it."""
    figures = queries.figures_of([meeting])[meeting.pk]
    kinds = Counter(entry.kind for entry in queries.entries_of(meeting))
    verdicts = [f"{figures[name]} {Answer(name).label}" for name in VERDICTS if figures[name]]
    return {
        **under(meeting, _("Ratify the minutes")),
        **proposals_of(meeting),
        "may": rights(user, meeting.forum),
        "meeting": meeting,
        "here": meeting.get_absolute_url(),
        "obstacles": queries.obstacles(meeting),
        "gaps": gaps,
        "too_early": _too_early(meeting),
        "at_the_door": queries.count_waiting_checkins(meeting),
        "from_devices": count_kept(meeting),
        "undecided": meeting.proposals.filter(state=ProposalState.WAITING).count(),
        "signed": [
            (_("Attendance"), turnout_words(rules.Turnout(*(figures[n] for n in MET)))),
            (_("Notes"), meeting.notes.filter(late_at=None).count()),
            (_("Decisions"), kinds["decision"]),
            (_("New promises"), figures["made"]),
            *worked_out(meeting),
            (_("Verdicts on earlier promises"), ", ".join(verdicts) or "0"),
            *_answered_below(meeting),
        ],
    }


def reopen_page(meeting: Meeting) -> dict[str, Any]:
    """Before minutes are opened again; or why these are not, told before a reason is typed."""
    title, ended = _("Reopen the minutes"), meeting.forum.valid_to is not None
    shown = {**under(meeting, title), "submit": title}
    if not shown["stopped"]:
        last = queries.is_last_ratified(meeting)
        hint = _("The ratified minutes stay as they are; the new ones become a further edition.")
        shown |= stopped_by(lambda: rules.can_reopen(meeting.state, last, "…", ended)) or {
            "hint": hint
        }
    return shown


def _answered_below(meeting: Meeting) -> list[tuple[str, int]]:
    n = meeting.heard.count()
    return [(_("Matters from below, answered or deferred"), n)] * bool(n)


def _too_early(meeting: Meeting) -> str:
    """A session that is planned to go on: minutes are locked once, so the chair is asked to look at the clock."""
    now = clock.now()
    if meeting.ends_at is None or now >= meeting.ends_at or meeting.edition:
        return ""
    zone = meeting.timezone
    same_day = day_of(now, zone) == day_of(meeting.ends_at, zone)
    spelt = hour if same_day else at
    return _("The session is planned until %(end)s; it is now %(now)s.") % {
        "end": spelt(meeting.ends_at, zone),
        "now": spelt(now, zone),
    }


def worked_out(meeting: Meeting) -> list[tuple[str, int]]:
    """Of what was worked out only what there is: most sessions have none of it."""
    counts = queries.work_of(meeting).counts
    told = (
        (_("Groups"), counts["group"], counts["group"]),
        (_("Problems"), counts["problem"], counts["problem"]),
        (_("Proposals for the Musrenbang"), counts["proposal"], counts["proposal"]),
        (_("Signatures of the joint commitment"), counts["sheet"], counts["signature"]),
    )
    return [(label, n) for label, there, n in told if there]
