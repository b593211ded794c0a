"""What the page of a kept entry shows."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _, ngettext

from mufakat.commitments.models import Commitment
from mufakat.core.dates import month_in_words
from mufakat.core.ids import new_id
from mufakat.indicators.access.assessments import visible_assessments
from mufakat.indicators.models import Assessment
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.models import Participant
from mufakat.offline import queries, rules
from mufakat.offline.forms import LeaveForm
from mufakat.offline.keeping import match_of
from mufakat.offline.models import Entry, Outcome


def told(entry: Entry) -> str:
    """What was typed, in one line: of an assessment with its questions."""
    if queries.assessment_in(entry):
        return " · ".join(f"{label}: {value}" for label, value in entry.shown) or entry.path
    return " · ".join(value for _label, value in entry.shown) or entry.path


def rows_of(user: Any, listed: Iterable[Entry]) -> list[dict[str, Any]]:
    """Kept entries, each with the session or the assessment that it is about, as its reader may know it."""
    entries = list(listed)
    keys = {entry.pk: queries.assessment_in(entry) for entry in entries}
    seen = visible_assessments(user).filter(pk__in=[key for key in keys.values() if key])
    known: dict[UUID | None, Assessment] = {
        each.pk: each for each in seen.select_related("instrument", "organisation")
    }
    return [
        {"entry": entry, "told": told(entry), "about": _thing(entry, known.get(keys[entry.pk]))}
        for entry in entries
    ]


def _thing(entry: Entry, assessment: Assessment | None) -> tuple[str, str] | None:
    """Its words and its address."""
    if entry.meeting:
        return entry.meeting.title, entry.meeting.get_absolute_url()
    return (assessment_words(assessment), assessment.get_absolute_url()) if assessment else None


def assessment_words(each: Assessment) -> str:
    return f"{each.instrument}, {each.organisation}, {month_in_words(each.month)}"


def of_entry(user: Any, entry: Entry) -> dict[str, Any]:
    """`taken` is the act by which it was written down after all; `mine` whether the reader wrote it."""
    taken = queries.taken_by(entry)
    is_conflict = entry.outcome == Outcome.CONFLICT
    title = _("Two texts") if is_conflict else _("Could not be written down")
    crumbs = [{"label": _("To be decided"), "url": "/luring/perlu-diputuskan/"}]
    return {
        "title": title,
        "entry": entry,
        "about": _about(user, entry),
        "about_url": next((row["about"][1] for row in rows_of(user, [entry]) if row["about"]), ""),
        "taken": taken,
        "is_open": taken is None and entry.left_at is None,
        "mine": entry.user_id == user.pk,
        "clock_off": _how_far(abs(entry.skew)) if rules.is_skewed(entry.skew) else "",
        "form": LeaveForm(),
        "act_id": new_id(),
        "crumbs": [*crumbs, {"label": title, "url": ""}],
    }


def _about(user: Any, entry: Entry) -> str:
    """What the address of a kept entry names beside its session: the promise, the person. Nothing that its reader could
    not read in that session: whoever writes the entry chooses the address."""
    meeting, match = entry.meeting, match_of(entry.path)
    if match and match.route.startswith("penilaian/"):
        seen = visible_assessments(user).filter(pk=str(match.kwargs.get("pk")))
        listed = seen.select_related("instrument", "organisation")
        return "".join(assessment_words(each) for each in listed)
    if meeting is None or not visible_meetings(user).filter(pk=meeting.pk).exists():
        return ""
    named: dict[str, Any] = match.kwargs if match else {}
    promises = Commitment.objects.filter(
        forum=meeting.forum_id, pk__in=[named.get("commitment")]
    ).values_list("what", flat=True)
    people = Participant.objects.filter(
        meeting=meeting, pk__in=[named.get("participant")]
    ).values_list("name", flat=True)
    return "".join((*promises[:1], *people[:1]))


def _how_far(seconds: int) -> str:
    """25 minutes, 3 hours, 365 days."""
    for unit, counted in ((86400, _days), (3600, _hours)):
        if seconds >= 2 * unit:
            return counted(round(seconds / unit))
    return _minutes(round(seconds / 60))


def _days(n: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def _minutes(n: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
