"""How the invited were reached for the last sessions of a forum."""

from typing import Any

from mufakat.core.rules import bare
from mufakat.meetings.models import Meeting, Participant

Who = tuple[Any, ...]

LAST_SESSIONS = 4
NOTHING = ("", "")


class Contacts:
    """How people and offices were reached for the last sessions of a forum. The newest word holds: a number that was
    taken away stays gone. Whoever invites to the next session keeps these sessions too, and sees no more by it; the
    directory stays as it is."""

    def __init__(self, meeting: Meeting) -> None:
        held = meeting.forum.meetings.filter(starts_at__isnull=False).exclude(pk=meeting.pk)
        last = list(
            held.exclude(state="cancelled")
            .order_by("-starts_at")
            .values_list("pk", flat=True)[:LAST_SESSIONS]
        )
        rows = Participant.objects.filter(meeting__in=last, invited=True)
        self.known: dict[Who, tuple[str, str]] = {}
        seen: set[tuple[Who, Any]] = set()
        for each in rows.order_by("-meeting__starts_at", "-id"):
            who = _who(each)
            if (
                who,
                each.meeting_id,
            ) in seen:  # two of one name on one list: whose number it is, nobody knows
                self.known[who] = NOTHING
            seen.add((who, each.meeting_id))
            self.known.setdefault(who, (each.phone, each.email))
        self.known[()] = NOTHING

    def give(self, participant: Participant) -> None:
        """Who has no word of his own for this session is reached as the last time."""
        if participant.phone or participant.email:
            return
        participant.phone, participant.email = self.known.get(_who(participant), NOTHING)


def _who(each: Participant) -> Who:
    """The same person, or the same name in the same office: never somebody else who holds the office now. Empty for a
    name alone: two heads of an RW 05 live in two villages."""
    if each.person_id:
        return (each.person_id,)
    if not each.organisation_id:
        return ()
    return (each.organisation_id, bare(each.name), bare(each.title))
