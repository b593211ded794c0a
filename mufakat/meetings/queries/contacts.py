"""How the invited were reached for the last sessions of a forum."""

from typing import Any

from mufakat.meetings.models import Meeting, Participant

LAST_SESSIONS = 4


class Contacts:
    """How people and offices were reached for the last sessions of a forum, the newest word first. Whoever invites to
    the next one keeps these sessions too, and sees no more by it; the directory stays as it is."""

    def __init__(self, meeting: Meeting) -> None:
        held = meeting.forum.meetings.filter(starts_at__isnull=False).exclude(pk=meeting.pk)
        last = list(
            held.exclude(state="cancelled")
            .order_by("-starts_at")
            .values_list("pk", flat=True)[:LAST_SESSIONS]
        )
        rows = Participant.objects.filter(meeting__in=last, invited=True).exclude(
            phone="", email=""
        )
        self.known: dict[tuple[Any, ...], tuple[str, str]] = {}
        for each in rows.order_by("-meeting__starts_at", "-id"):
            self.known.setdefault(_who(each), (each.phone, each.email))

    def give(self, participant: Participant) -> None:
        """Who has no word of his own for this session is reached as the last time."""
        if participant.phone or participant.email:
            return
        found = self.known.get(_who(participant))
        if found:
            participant.phone, participant.email = found


def _who(each: Participant) -> tuple[Any, ...]:
    """The same person, or the same name in the same office: never somebody else who holds the office now."""
    if each.person_id:
        return (each.person_id,)
    return (each.organisation_id, each.name.casefold(), each.title.casefold())
