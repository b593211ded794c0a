"""Ratify the minutes, and open them again."""

import html
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import override

from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of
from mufakat.journal.sentences import sentence
from mufakat.meetings import queries, rules, snapshot
from mufakat.meetings.models import (
    CommitmentSignature,
    Meeting,
    Minutes,
    Reopening,
)

from .inputs import tell_villages
from .lock import lock, lock_forum


def ratify_meeting(
    act: OpenAct, meeting: Meeting, *, seen: int | None = None, gaps_confirmed: bool = False
) -> Meeting:
    """Lock the minutes: a frozen copy of the whole session is kept, and its digest.

    The row of the session is locked first, so that an entry that arrives meanwhile either is in the copy or
    becomes an addendum; the forum's before it, so that no earlier minutes are reopened meanwhile. `seen` is the
    number of the last event on the page that was read: what came after it is asked about, and what is not filled
    in unless that is confirmed. None: the writer decides on what stands now.
    """
    lock_forum(meeting.forum)
    lock(meeting)
    if seen is not None:
        added = reversed(queries.added_since(meeting, seen))
        rules.all_was_seen([html.unescape(strip_tags(sentence(event))) for event in added])
    rules.can_ratify(queries.obstacles(meeting))
    if seen is not None:
        rules.gaps_are_meant(queries.gaps(meeting), gaps_confirmed)
        rules.proofs_are_meant(queries.proofs_gone(meeting), gaps_confirmed)
    tell_villages(act, meeting)
    told = {"title": meeting.title, "edition": meeting.edition + 1, **_take_in_addendum(meeting)}
    act.change(
        meeting,
        "meeting.ratified",
        base=None,
        about=[meeting.forum, meeting.region],
        told=told,
        state="ratified",
        edition=meeting.edition + 1,
        ratified_at=act.at,
        ratified_by=act.by_name,
    )
    with override("id"):  # official minutes are in Indonesian, whoever presses the button
        frozen = snapshot.of_meeting(meeting)
    digest = digest_of(frozen)
    Minutes.objects.create(
        meeting=meeting,
        edition=meeting.edition,
        ratified_at=act.at,
        ratified_by=act.by_name,
        snapshot=frozen,
        digest=digest,
    )
    act.add(minutes=digest)  # the journal vouches for the copy
    return meeting


def reopen_meeting(act: OpenAct, meeting: Meeting, *, reason: str) -> Meeting:
    """Open the last ratified minutes of the forum again, on the record. The ratified copy stays as it was; what was
    added to it since is part of the text from now on."""
    lock_forum(meeting.forum)
    lock(meeting)
    ended = queries.last_day_of(meeting.forum) is not None
    rules.can_reopen(meeting.state, queries.is_last_ratified(meeting), reason, ended)
    Reopening.objects.create(
        meeting=meeting, edition=meeting.edition, reason=reason, at=act.at, by_name=act.by_name
    )
    told = {"title": meeting.title, "reason": reason, **_take_in_addendum(meeting)}
    act.change(
        meeting, "meeting.reopened", base=None, about=[meeting.forum], told=told, state="open"
    )
    return meeting


def _take_in_addendum(meeting: Meeting) -> dict[str, str]:
    """What was added after the last ratification stays on record with that edition, and is late no more. Its digest is
    for the journal, so that nobody alters it unseen."""
    reopening = meeting.reopenings.last()
    if reopening is None:
        return {}
    added = [{**row, "at": row["at"].isoformat()} for row in queries.late_entries(meeting)]
    reopening.addendum = [*reopening.addendum, *added]
    reopening.save(update_fields=["addendum"])
    written: tuple[Any, ...] = (
        *(meeting.notes, meeting.decisions, meeting.participants, meeting.resolutions),
        *(meeting.problems, meeting.proposals),
        CommitmentSignature.objects.filter(sheet__meeting=meeting),
    )
    for rows in written:
        rows.filter(late_at__isnull=False).update(late_at=None)
    return {"addendum": digest_of(reopening.addendum)}
