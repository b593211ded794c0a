"""The lists of what went up: on the page of the forum above, and on the home pages of those concerned."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, UUIDField, Window
from django.db.models.functions import Coalesce

from mufakat.core.asked import Asked
from mufakat.directory.models import Forum
from mufakat.meetings.models import Escalation, Hearing, Meeting

MOST_LISTED = 20


class Below(NamedTuple):
    """What came to a forum from below, as its page lists it: waiting, or answered lately."""

    id: Any
    what: str
    owner: str
    from_forum: str
    state: str
    decision: str
    answer: str
    raised_at: datetime
    answered_at: datetime | None
    of_state: int  # how many there are like it: waiting, or not
    coming: bool = (
        False  # is a session of the forum above under way, or planned after it was raised?
    )

    @property
    def url(self) -> str:
        return f"/eskalasi/{self.id}/"

    @property
    def said(self) -> str:
        return str(Hearing(self.decision).label) if self.decision else ""


_COMING = Exists(
    Meeting.objects.filter(
        Q(state="open") | Q(state="planned", starts_at__gte=OuterRef("raised_at")),
        forum=OuterRef("to_forum"),
    )
)
_LISTED_BELOW = (
    *("id", "what", "owner", "from_forum__name", "state", "decision", "answer"),
    *("raised_at", "answered_at", "of_state"),
)
_WAIT_HERE = Asked(
    lambda forum: (
        Escalation.objects.filter(to_forum=forum, state="waiting")
        .annotate(of_state=Window(Count("id")), coming=_COMING)
        .order_by("raised_at", "id")
        .values_list(*_LISTED_BELOW, "coming")[:MOST_LISTED]
    ),
    forum=UUIDField(),
)
_ANSWERED_HERE = Asked(
    lambda forum: (
        Escalation.objects.filter(to_forum=forum)
        .exclude(state="waiting")
        .annotate(of_state=Window(Count("id")))
        .order_by("-answered_at", "id")
        .values_list(*_LISTED_BELOW)[:MOST_LISTED]
    ),
    forum=UUIDField(),
)


def lies_before(forum: Forum) -> tuple[list[Below], list[Below]]:
    """What the forums below wait for here, the longest first; and what was answered, the last first. Two queries."""
    waiting, answered = _WAIT_HERE(forum=forum.pk), _ANSWERED_HERE(forum=forum.pk)
    return [Below(*row) for row in waiting], [Below(*row) for row in answered]


class Waiting(NamedTuple):
    """An escalation as home lists it: to be answered, or answered lately."""

    id: Any
    what: str
    from_forum: str
    to_forum: str
    to_forum_id: Any
    state: str
    decision: str
    raised_at: datetime
    answered_at: datetime | None
    commitment: Any

    @property
    def url(self) -> str:
        return f"/eskalasi/{self.id}/"


def _concerning(to: Any, back: Any, since: Any) -> Any:
    waiting = Escalation.objects.filter(to, state="waiting")
    anew = Escalation.objects.filter(
        commitment=OuterRef("commitment"), raised_at__gt=OuterRef("answered_at")
    )
    answered = Escalation.objects.filter(back, ~Exists(anew), answered_at__gte=since)
    answered = answered.exclude(decision="forwarded")
    both = Q(pk__in=waiting.order_by().values("pk")) | Q(pk__in=answered.order_by().values("pk"))
    return (
        Escalation.objects.filter(both)
        .order_by(Coalesce("answered_at", "raised_at"), "id")
        .values_list(
            *("id", "what", "from_forum__name", "to_forum__name", "to_forum_id", "state"),
            *("decision", "raised_at", "answered_at", "commitment_id"),
        )[:40]
    )


_CONCERNING = Asked(_concerning, to=Q, back=Q, since=DateTimeField())


def concerning(to: Q, back: Q, since: datetime) -> list[Waiting]:
    """What waits for an answer of the forums of one condition (on `to_forum__…`), and what came back since to those of
    the other (on `commitment__forum__…`), in one query. What was raised anew since came back no more: it waits."""
    return [Waiting(*row) for row in _CONCERNING(to=to, back=back, since=since)]
