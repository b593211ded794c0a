"""Whether anything moved in a session: everybody who has its page open asks every few seconds, so it costs little."""

from typing import Any, NamedTuple

from django.utils.crypto import salted_hmac

from mufakat.core import clock
from mufakat.journal.queries import last_told_to
from mufakat.meetings.models import Meeting

LIVE = ("planned", "open")  # states in which several people write


class Seen(NamedTuple):
    """How far a page has read: the number of the last event of its session, and a mark that a browser sends back."""

    last: int = 0
    mark: str = ""


def seen_of(pk: Any, user: Any, *, ticks: bool = False) -> Seen:
    """The mark changes with every event told on the page of the session, with every event about the reader himself
    (his roles), and at midnight; with `ticks` also each minute. Nobody makes one up: who has it has seen the page."""
    return mark_of(pk, user, *last_told_to("meeting", pk, user.pk), ticks=ticks)


def mark_of(pk: Any, user: Any, last: int, about_him: int, *, ticks: bool = False) -> Seen:
    """The same where these two numbers are known already."""
    at = clock.now()
    parts = (pk, user.pk, getattr(user, "seen_as", ""), clock.today(), last, about_him)
    text = " ".join(map(str, (*parts, int(at.timestamp() // 60) if ticks else "")))
    return Seen(last, salted_hmac("mufakat.live", text, algorithm="sha256").hexdigest()[:24])


def live_in(meeting: Meeting, user: Any, *, ticks: bool = False) -> Seen:
    """For a page of a session, asked before the page reads anything else; empty where nobody is waited for."""
    return seen_of(meeting.pk, user, ticks=ticks) if meeting.state in LIVE else Seen()
