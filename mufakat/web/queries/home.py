"""What waits for me, what I promised, what comes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from mufakat.commitments import queries as promises
from mufakat.core.asked import AskedThings
from mufakat.core.periods import Tribulan
from mufakat.directory.access import can, forums_where
from mufakat.meetings.models import Meeting, MeetingState
from mufakat.offline.queries import waiting_where

from .above import from_forums
from .assessing import from_assessments
from .late import late_elsewhere, mine_open
from .learning import from_learning
from .mentoring import to_visit
from .preparing import steps_of

SOON = timedelta(days=14)
PREPARED = timedelta(days=30)  # so long before it a session asks for its invitations
AHEAD = timedelta(days=120)
COMING = 8


def home_page(user: Any, on: date) -> dict[str, Any]:
    """What waits for me, what I promised, what comes."""
    midnight = timezone.make_aware(datetime.combine(on, time.min))
    mine = mine_open(user)
    late = late_elsewhere(user, mine, on)
    done = promises.reported_done([c.id for c in (*mine, *(c for c, _forum in late))])
    owed = [c for c in mine if c.id not in done]
    to_do = _TO_DO(where=_may_write(user), until=midnight + AHEAD)
    visible = forums_where(user, "meeting.see", "forum__")
    waiting = [
        *_from_meetings(user, to_do, on),
        *from_forums(user, midnight),
        *_from_promises(owed, on),
        *from_assessments(user, on),
        *_to_check(user, mine),
        *_from_devices(user),
        *from_learning(user),
        *to_visit(user, on),
    ]
    return {
        "on": on,
        "waiting": waiting,
        "things": sum(task.get("n", 1) for task in waiting),  # a line may stand for several
        "mine": mine,
        "coming": _coming(visible, midnight),
        "late": late,
        "done": done,
    }


def _may_write(user: Any) -> Q:
    """Where the user has a step to take on the way of a session."""
    found = Q()
    for verb in ("meeting.ratify", "note.record", "meeting.change", "meeting.open"):
        found |= forums_where(user, verb, "forum__")
    return found


def _to_do(where: Any, until: Any) -> QuerySet[Meeting]:
    undated, near = Q(starts_at__isnull=True), Q(starts_at__lte=until)
    return (
        Meeting.objects.filter(
            where, Q(state="open") | Q(state="planned") & (undated | near)
        ).order_by(F("starts_at").asc(nulls_last=True), "cycle__year", "tribulan")
    )[:40]


_TO_DO = AskedThings(
    Meeting, _to_do, "forum", "forum__region", "cycle", where=Q, until=DateTimeField()
)
_COMING = AskedThings(
    Meeting,
    lambda where, state, midnight: (
        Meeting.objects.filter(where, state=state)
        .filter(starts_at__gte=midnight)
        .order_by("starts_at")
    )[:COMING],
    *("forum", "forum__region", "cycle"),
    where=Q,
    state=CharField(),
    midnight=DateTimeField(),
)


def _coming(where: Q, midnight: datetime) -> list[Meeting]:
    """The next sessions, from today on. Asked for each state: so the index has them in order."""
    states = MeetingState.OPEN, MeetingState.PLANNED
    found = [m for state in states for m in _COMING(where=where, state=state, midnight=midnight)]
    near = [m for m in found if m.starts_at and m.starts_at <= midnight + AHEAD]
    return sorted(near, key=lambda m: (m.starts_at, m.pk))[:COMING]


def _from_meetings(user: Any, meetings: list[Meeting], on: date) -> list[dict[str, Any]]:
    """The next step of each session, for whoever may take it."""
    tasks = []
    now = Tribulan.of(on)
    ahead = [m for m in meetings if m.starts_on and on < m.starts_on <= on + PREPARED]
    inviting = steps_of(m for m in ahead if can(user, "attendance.record", m.forum))
    for meeting in meetings:
        words = action = ""
        if meeting.state == "open" and can(user, "meeting.ratify", meeting.forum):
            words, action = _("Read and ratify the minutes"), _("Open the minutes")
        elif meeting.state == "open" and can(user, "note.record", meeting.forum):
            words, action = _("The minutes are not ratified yet"), _("Go on writing")
        elif meeting.starts_at is None and can(user, "meeting.change", meeting.forum):
            quarter = Tribulan(meeting.cycle.year, meeting.tribulan or 1) if meeting.cycle else now
            if quarter <= now.next:
                words, action = _("The session has no date yet"), _("Set day and place")
        elif (
            meeting.starts_on
            and meeting.starts_on <= on
            and can(user, "meeting.open", meeting.forum)
        ):
            words, action = (
                _("The session is today or past, and not opened"),
                _("Prepare the opening"),
            )
        url = meeting.get_absolute_url()
        if not words and meeting.pk in inviting:
            words, action, url = inviting[meeting.pk]
        if words:
            task = {"title": meeting.title, "text": words, "url": url, "action": action}
            tasks.append({**task, "forum": str(meeting.forum), "due": None})
    return tasks


def _from_promises(mine: list[promises.Promised], on: date) -> list[dict[str, Any]]:
    """My promises that are late or nearly due."""
    return [
        {
            "title": c.what,
            "text": _("Your promise is due; say how it stands"),
            "forum": "",
            "url": f"{c.url}kabar/catat/",
            "action": _("Report"),
            "due": c.due_on,
        }
        for c in mine
        if c.due_on <= on + SOON
    ]


def _to_check(user: Any, mine: list[promises.Promised]) -> list[dict[str, Any]]:
    """Promises of others that were reported as done, for whoever may look at their proof as a second person."""
    own = {c.id for c in mine}
    return [
        {
            "title": each.what,
            "text": _("Reported as done; a second person is to look at the proof"),
            "forum": each.forum,
            "url": f"/komitmen/{each.pk}/periksa/",
            "action": _("Look at the proof"),
            "due": None,
        }
        for each in promises.to_check(user)
        if each.pk not in own
    ]


def _from_devices(user: Any) -> list[dict[str, Any]]:
    """What devices sent and could not be written down by itself."""
    return [
        {
            "title": title or _("Written without network"),
            "text": ngettext(
                "%(n)d entry from a device waits for a decision",
                "%(n)d entries from devices wait for a decision",
                n,
            )
            % {"n": n},
            "forum": "",
            "url": "/luring/perlu-diputuskan/",
            "action": _("Decide"),
            "due": None,
        }
        for title, n in waiting_where(user)
    ]
