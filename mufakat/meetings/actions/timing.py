"""The time of the agenda: begin a step, end it and go on."""

from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import AgendaItem, Meeting

from .lock import lock


def begin_agenda(act: OpenAct, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The step begins now; the one under way ends. One that had ended goes on."""
    lock(meeting)
    rules.keeps_time(meeting.state)
    slots = queries.slots_of(meeting)
    rules.can_begin(next(s for s in slots if s.id == item.pk))
    before = rules.running(slots)
    if before:
        _end(act, meeting, meeting.agenda.get(pk=before.id))
    return _begin(act, meeting, item)


def end_agenda(act: OpenAct, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The step ends now, and the next one that has not been begun begins: one tap. Returns the step now under way, or
    the ended one when it was the last."""
    lock(meeting)
    rules.keeps_time(meeting.state)
    slots = queries.slots_of(meeting)
    rules.can_end(next(s for s in slots if s.id == item.pk))
    _end(act, meeting, item)
    following = rules.after(slots, item.pk)
    return _begin(act, meeting, meeting.agenda.get(pk=following.id)) if following else item


def _begin(act: OpenAct, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    item.refresh_from_db(fields=["begun_at", "ended_at"])
    at = item.begun_at or act.tapped_at
    told = {"item": item.title}
    about = [meeting]
    act.change(item, "agenda.begun", base=None, about=about, told=told, begun_at=at, ended_at=None)
    return item


def _end(act: OpenAct, meeting: Meeting, item: AgendaItem) -> None:
    """Not before it began, should the server's clock have been set back."""
    item.refresh_from_db(fields=["begun_at"])
    at = max(act.tapped_at, item.begun_at or act.at)
    told = {"item": item.title}
    act.change(item, "agenda.ended", base=None, about=[meeting], told=told, ended_at=at)
