"""What waits, what is on its way, and which sessions and assessments are near enough to be taken along."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from mufakat.commitments.models import Verdict
from mufakat.core.ids import parse_id
from mufakat.core.numbers import number_in
from mufakat.directory.access import can
from mufakat.indicators.access.assessments import visible_obligations
from mufakat.indicators.models import Assessment
from mufakat.indicators.queries.kept import Undecided
from mufakat.indicators.queries.obligations import still_owed
from mufakat.journal.models import Act, EventAbout, Head
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.models import Meeting, MeetingState, SessionFile

from .access import visible_entries
from .models import Device, Entry, Outcome
from .rules import Sent

TAKEN_BEFORE = timedelta(days=3)
DUE_SOON = timedelta(days=7)
MOST_SOON = 10


def is_settled() -> Exists:
    """Somebody had it written down after all."""
    return Exists(Act.objects.filter(pk=OuterRef("again_id")))


def waiting_entries(user: Any) -> QuerySet[Entry]:
    """What nobody has decided about yet, oldest first."""
    found = visible_entries(user).filter(~is_settled(), left_at=None)
    return found.select_related("user__person", "meeting__forum").order_by("received_at", "act_id")


def decided_entries(user: Any) -> QuerySet[Entry]:
    """What was written down after all or given up, newest first."""
    found = visible_entries(user).annotate(settled=is_settled())
    done = found.exclude(settled=False, left_at=None)
    return done.select_related("user__person", "meeting__forum").order_by("-received_at", "-act_id")


def kept_before_opening(meeting_id: str) -> list[Entry]:
    """What waits of a session, and is no choice between two texts, as it was written."""
    found = Entry.objects.filter(~is_settled(), meeting__pk=meeting_id, left_at=None)
    found = found.exclude(outcome=Outcome.CONFLICT).select_related("user__person")
    return list(found.order_by("act_id", "received_at"))


def renamed_for(entry: Entry) -> list[tuple[str, str]]:
    """Things that were kept too and have been written down since: the id that their device gave, and theirs now."""
    found = Entry.objects.filter(is_settled(), user=entry.user_id, meeting=entry.meeting_id)
    return [(str(old), str(new)) for old, new in found.values_list("act_id", "again_id")]


def kept_of(user: Any, sent: Iterable[Sent]) -> Mapping[UUID, Entry]:
    """Those of these that are kept already, by what they are known by."""
    keys = [each.key for each in sent]
    return {entry.pk: entry for entry in Entry.objects.filter(pk__in=keys, user=user.pk)}


def brought(user: Any, act_id: UUID) -> set[UUID]:
    """The texts of this act of the user that somebody brought in a file, by what they are known by."""
    kept = Entry.objects.filter(user=user.pk, act_id=act_id).exclude(brought_by="")
    return set(kept.values_list("pk", flat=True))


def has_file(meeting_id: UUID | None, part: str, digest: str) -> bool:
    """This very photo or paper stands in this part of the file of a session."""
    there = SessionFile.objects.filter(meeting=meeting_id, part=part, withdrawn_at=None)
    return bool(digest) and there.filter(sha256=digest).exists()


def is_judged(meeting_id: UUID | None, promise: UUID, said: Mapping[str, str]) -> bool:
    """The session has given this very verdict on a promise: one on which no date, wording or second person hangs."""
    if said.get("verdict") not in ("kept", "partly", "dropped") or said.get("checked_by"):
        return False
    given = Verdict.objects.filter(commitment=promise, session_id=str(meeting_id))
    same = given.filter(verdict=said["verdict"], reason=said.get("reason", ""))
    return same.filter(proof_seen=bool(said.get("proof_seen"))).exists()


def zone_of(meeting_id: UUID | None) -> ZoneInfo | None:
    """The clock of the place of a session."""
    if meeting_id is None:
        return None
    zones = Meeting.objects.filter(pk=meeting_id).values_list("timezone", flat=True)
    return next((ZoneInfo(zone) for zone in zones), None)


def belongs_to_another(act_id: UUID, user: Any) -> bool:
    return Act.objects.filter(pk=act_id).exclude(by_id=str(user.pk)).exists()


def done_before(act_id: UUID, user: Any) -> Act | None:
    return Act.objects.filter(pk=act_id, by_id=str(user.pk)).first()


def end_of_journal() -> str:
    """How far this server's journal has come, and by which chain: a device remembers the last that it heard."""
    end = Head.objects.values_list("number", "digest").first()
    return f"{end[0]}-{end[1][:16]}" if end else ""


def is_lost(end: str) -> bool:
    """Whether a server that told a device of this end has been put back to a time before it: then the device sends
    again what it had kept as sent."""
    number, _dash, digest = end.partition("-")
    if (told := number_in(number)) is None or not told:
        return False
    return not Act.objects.filter(number=told, digest__startswith=digest).exists()


def devices_of(user: Any) -> QuerySet[Device]:
    return Device.objects.filter(user=user.pk).order_by("-last_seen_at")


def device_of(user: Any, key: UUID | None) -> Device | None:
    return Device.objects.filter(user=user.pk, key=key).first() if key else None


def soon(user: Any, now: datetime) -> list[Meeting]:
    """Sessions in which one writes and that begin within three days or are under way, with the last event of each:
    when that moves, what was taken along is no longer new."""
    near = visible_meetings(user, "note.record").filter(
        state__in=(MeetingState.PLANNED, MeetingState.OPEN),
        starts_at__gte=now - TAKEN_BEFORE,
        starts_at__lte=now + TAKEN_BEFORE,
    )
    meetings = list(near.order_by("starts_at", "id")[:MOST_SOON])
    last = _last_told("meeting", [meeting.pk for meeting in meetings])
    for meeting in meetings:
        meeting.last_event = last.get(str(meeting.pk), 0)  # type: ignore[attr-defined]
    return meetings


def _last_told(kind: str, keys: Iterable[Any]) -> dict[str, int]:
    """The number of the last event told of each of these things."""
    told = EventAbout.objects.filter(kind=kind, thing_id__in=[str(key) for key in keys])
    return dict(told.values_list("thing_id").annotate(last=Max("event_id")))


def assessments_soon(user: Any, today: date) -> list[Assessment]:
    """Begun assessments of the user's own bodies that are late, sent back or due within days, with the last event of
    each. Who verifies for a region takes along what he needs by the button."""
    if can(user, "assessment.verify") or not can(user, "assessment.fill"):
        return []
    owed = still_owed(visible_obligations(user, "assessment.fill"), today)
    owed = owed.filter(call__due_on__lte=today + DUE_SOON, assessment_id__isnull=False)
    keys = list(owed.values_list("assessment_id", flat=True)[:MOST_SOON])
    found = Assessment.objects.filter(pk__in=keys).select_related("instrument", "organisation")
    assessments = list(found.order_by("on", "id"))
    last = _last_told("assessment", keys)
    for assessment in assessments:
        assessment.last_event = last.get(str(assessment.pk), 0)  # type: ignore[attr-defined]
    return assessments


def count_waiting(meeting: Meeting) -> int:
    """How many entries of a session wait for a decision."""
    return Entry.objects.filter(~is_settled(), left_at=None, meeting=meeting).count()


def undecided_of(assessment: Assessment) -> list[Undecided]:
    """What was sent for an assessment and nobody has decided about yet, oldest first."""
    found = Entry.objects.filter(~is_settled(), left_at=None)
    found = found.filter(path__startswith=assessment.get_absolute_url())
    return [
        Undecided(
            entry.get_absolute_url(),
            _domain_in(entry.path),
            entry.said,
            str(entry.user_id),
            str(entry.user),
        )
        for entry in found.select_related("user__person").order_by("received_at", "act_id")
    ]


def _domain_in(path: str) -> str:
    """ "/penilaian/<id>/isi/sdm/" → "sdm"."""
    _before, _isi, after = path.partition("?")[0].partition("/isi/")
    return after.strip("/")


def assessment_in(entry: Entry) -> UUID | None:
    """The assessment of which the address of an entry speaks."""
    _empty, room, key, *_more = (*entry.path.split("/"), "", "")
    return parse_id(key) if room == "penilaian" else None


def waiting_where(user: Any) -> list[tuple[str, int]]:
    """For home: title of the session, and how many of its entries this user can decide about; one's own of no session
    last."""
    found = visible_entries(user).filter(~is_settled(), left_at=None).order_by()
    counted = found.values_list("meeting__title").annotate(n=Count("pk"))
    return sorted(((title or "", n) for title, n in counted), key=lambda row: (not row[0], row[0]))


def is_hidden(user: Any, meeting_id: UUID | None) -> bool:
    """The session is there, and this user does not see it any more."""
    if meeting_id is None or not Meeting.objects.filter(pk=meeting_id).exists():
        return False
    return not visible_meetings(user).filter(pk=meeting_id).exists()


def _stands(meeting_id: UUID | None, state: str) -> bool:
    if meeting_id is None:
        return False
    return Meeting.objects.filter(pk=meeting_id, state=state).exists()


def is_open(meeting_id: UUID | None) -> bool:
    return _stands(meeting_id, MeetingState.OPEN)


def is_planned(meeting_id: UUID | None) -> bool:
    return _stands(meeting_id, MeetingState.PLANNED)


def is_over(meeting_id: UUID | None) -> bool:
    """Its minutes are ratified, or it was cancelled: what a rule refuses then came too late."""
    over = (MeetingState.RATIFIED, MeetingState.CANCELLED)
    return Meeting.objects.filter(pk=meeting_id, state__in=over).exists() if meeting_id else False


def begin_of_day(meeting_id: UUID | None) -> datetime | None:
    """The midnight before a session, by the clock of its place."""
    if meeting_id is None:
        return None
    dated = Meeting.objects.filter(pk=meeting_id, starts_at__isnull=False)
    for starts, zone in dated.values_list("starts_at", "timezone"):
        place = ZoneInfo(zone)
        return datetime.combine(starts.astimezone(place), time(), place) if starts else None
    return None


def taken_by(entry: Entry) -> Act | None:
    """The act by which a kept entry was written down after all."""
    return Act.objects.filter(pk=entry.again_id).first()


def awaited_files() -> set[str]:
    """The hashes of files that an entry names which nobody has decided about yet."""
    kept = Entry.objects.filter(~is_settled(), left_at=None, path__contains="/berkas/")
    pairs = (pair for fields in kept.values_list("fields", flat=True) for pair in fields)
    return {value for name, value in pairs if name == "sha256"}
