"""Entries "I am here": through the door or at the desk, accepted at once or by a registrar, never lost."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mufakat.core.rules import bare
from mufakat.directory.models import Organisation
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    CheckIn,
    CheckInSource,
    CheckInState,
    Meeting,
    MeetingState,
    Participant,
)

from . import days
from .desk import registers
from .lock import lock

SETTLED = (CheckInState.ACCEPTED, CheckInState.MERGED)


def record_checkin(
    act: OpenAct,
    meeting: Meeting,
    *,
    source: str,
    participant: Participant | None = None,
    represented: Participant | None = None,
    name: str = "",
    title: str = "",
    organisation_name: str = "",
    sector: str = "",
    phone: str = "",
    signature: Sequence[Sequence[int]] = (),
    code: str = "",
) -> CheckIn:
    """Somebody says that he is here: one on the list (`participant`), one in another's stead, or one on no list.

    What is certain is accepted at once; what is doubtful is marked with its reasons and waits for the registrar.
    """
    lock(meeting)
    rules.door_takes_entries(meeting.state)
    if source == CheckInSource.REGISTRAR:
        registers(act, meeting)
    else:
        waiting = meeting.checkins.filter(state=CheckInState.WAITING).count()
        rules.entries_have_room(not rules.code_mark(meeting.pk, code, act.at), waiting)
    name = participant.name if participant else rules.tidy_name(name)
    marks = _doubts_of_door(meeting, code, act.at) if source == CheckInSource.QR else []
    who = rules.Known(None, name, phone, (organisation_name,), sector)
    marks += _doubts_of_person(meeting, act.at, source, participant, represented, who)
    entry = CheckIn.objects.create(
        id=act.new_key(),
        meeting=meeting,
        source=source,
        state=CheckInState.WAITING,
        participant=participant,
        represented=represented,
        name=name[:160],
        title=title,
        organisation_name=organisation_name,
        sector=sector,
        phone=phone,
        at=act.tapped_at,
        marks=marks,
        signature=signature,
    )
    form = "waiting" if marks else ""
    about = [meeting, *([participant] if participant else [])]
    act.note("checkin.recorded", entry, about=about, form=form, name=entry.name, marks=marks)
    if not marks:
        _admit(act, meeting, [entry], participant)
    return entry


def record_representative(
    act: OpenAct, meeting: Meeting, represented: Participant, **who: Any
) -> CheckIn:
    """At the desk: somebody came in the stead of one who is invited."""
    lock(meeting)
    represented.refresh_from_db()
    rules.may_be_represented(represented.present, represented.name)
    source = CheckInSource.REGISTRAR
    return record_checkin(act, meeting, source=source, represented=represented, **who)


def _doubts_of_door(meeting: Meeting, code: str, at: datetime) -> list[str]:
    marks = [rules.code_mark(meeting.pk, code, at)]
    if not rules.is_in_hours(at, meeting.starts_at, meeting.ends_at, meeting.timezone):
        marks.append("outside_hours")
    if meeting.state == MeetingState.RATIFIED:
        marks.append("ratified")
    return [mark for mark in marks if mark]


def _doubts_of_person(
    meeting: Meeting,
    at: datetime,
    source: str,
    participant: Participant | None,
    represented: Participant | None,
    who: rules.Known,
) -> list[str]:
    if participant is not None:
        settled = days.of_that_day(meeting, participant.checkins.filter(state__in=SETTLED), at)
        came = participant.present and settled.exists()
        return ["came_already"] if came else []
    marks = []
    if represented is not None:
        others = represented.representatives.filter(present=True)
        if represented.present or others.exists():
            marks.append("stood_in_for")
    listed = [p.known for p in queries.listed_in(meeting)]
    others_listed = [p for p in listed if represented is None or p.id != represented.pk]
    if rules.alike(who, others_listed):
        marks.append("alike")
    if source == CheckInSource.QR and _typed(meeting) >= rules.MOST_TYPED:
        marks.append("many")
    return marks


def _typed(meeting: Meeting) -> int:
    accepted = meeting.checkins.filter(source=CheckInSource.QR, state=CheckInState.ACCEPTED)
    return accepted.filter(participant__invited=False).count()


def accept_checkin(
    act: OpenAct,
    meeting: Meeting,
    checkin: CheckIn,
    *,
    who: Participant | None = None,
    together: Sequence[CheckIn] = (),
) -> Participant | None:
    """The registrar's yes: these entries are of `who`, or of somebody who is on no list yet. The earliest hour and
    the signatures are kept. What is settled already stays as it was settled."""
    lock(meeting)
    registers(act, meeting)
    chosen = [checkin.pk, *(other.pk for other in together)]
    entries = list(meeting.checkins.filter(pk__in=chosen, state=CheckInState.WAITING))
    if not entries:
        return meeting.checkins.get(pk=checkin.pk).participant
    same = who is not None and who.pk != checkin.participant_id
    participant = _admit(act, meeting, entries, who)
    told = {"form": "same" if same else "", "name": entries[0].name, "as": participant.name}
    act.note("checkin.accepted", entries[0], about=[meeting, participant], **told)
    return participant


def refuse_checkin(
    act: OpenAct, meeting: Meeting, checkin: CheckIn, *, together: Sequence[CheckIn] = ()
) -> int:
    """The registrar's no: nobody comes onto the list by these entries; they stay on record. Returns how many."""
    lock(meeting)
    chosen = [checkin.pk, *(other.pk for other in together)]
    waiting = meeting.checkins.filter(pk__in=chosen, state=CheckInState.WAITING)
    refused = waiting.update(state=CheckInState.REFUSED)
    if refused:
        act.note("checkin.refused", checkin, about=[meeting], name=checkin.name)
    return refused


def settle_checkins(
    act: OpenAct, meeting: Meeting, entries: Sequence[CheckIn], *, answer: str, reason: str = ""
) -> int:
    """One yes or one no to several entries, the no with its reason. Returns of how many people they were; what was
    settled meanwhile stays as it was settled."""
    lock(meeting)
    chosen = [entry.pk for entry in entries]
    found = meeting.checkins.filter(pk__in=chosen, state=CheckInState.WAITING).order_by("at", "id")
    waiting = {entry.pk: entry for entry in found.select_related("participant", "represented")}
    known = rules.grouped([queries.known_of(e) for e in waiting.values()])
    people = [[waiting[one.id] for one in group] for group in known]
    if answer == CheckInState.ACCEPTED:
        registers(act, meeting)
        _admit_all(act, meeting, people)
    else:
        rules.refusal_says_why(reason)
        found.update(state=CheckInState.REFUSED)
    names = ", ".join(entries[0].name for entries in people)[:400]
    told: dict[str, Any] = {"n": len(people), "names": names, "reason": reason.strip()}
    if people:
        act.note("checkins.settled", meeting, form=answer, **told)
    return len(people)


def _admit_all(act: OpenAct, meeting: Meeting, people: list[list[CheckIn]]) -> None:
    """Each comes in as whom he chose on the list, or as somebody new; who is like another is asked about first."""
    listed = queries.listed_in(meeting)
    chosen = [{e.participant for e in entries if e.participant} for entries in people]
    doubtful = []
    for entries, whose in zip(people, chosen, strict=True):
        apart = {e.represented_id for e in entries}
        known = [p.known for p in listed if p.id not in apart]
        if len(whose) > 1 or (not whose and rules.alike(queries.known_of(entries[0]), known)):
            doubtful.append(entries[0].name)
    rules.nobody_is_in_doubt(doubtful)
    for entries, whose in zip(people, chosen, strict=True):
        _admit(act, meeting, entries, next(iter(whose), None))


def _admit(
    act: OpenAct, meeting: Meeting, entries: list[CheckIn], who: Participant | None
) -> Participant:
    """Entries of one person make him present since the earliest of them; after ratification in the addendum."""
    late = act.at if meeting.state == MeetingState.RATIFIED else None
    first = entries[0]
    hours = [entry.at for entry in entries if "outside_hours" not in entry.marks]
    arrived = min(hours, default=None)
    if who is None:
        who = Participant.objects.create(
            id=act.new_key(),
            meeting=meeting,
            present=True,
            late_at=late,
            **days.hours_of_entries(meeting, entries, arrived),
            **_typed_in(first),
        )
        act.note("participant.recorded", who, about=[meeting], name=who.name)
        was_there = False
    else:
        who.refresh_from_db()
        was_there = who.present
        if not (was_there and late):  # what stands in ratified minutes keeps its hours
            since = _hours_since(meeting, who, entries, arrived)
            _present_since(act, meeting, who, since, late or who.late_at)
    for number, entry in enumerate(entries):
        merged = was_there or number > 0
        entry.state = CheckInState.MERGED if merged else CheckInState.ACCEPTED
        entry.participant = who
    CheckIn.objects.bulk_update(entries, ["state", "participant"])
    return who


def _present_since(
    act: OpenAct,
    meeting: Meeting,
    who: Participant,
    hours: dict[str, Any],
    late: datetime | None,
) -> None:
    act.change(
        who,
        "arrival.recorded",
        base=None,
        about=[meeting],
        told={"name": who.name, "form": "late" if late else ""},
        present=True,
        late_at=late,
        **hours,
    )


def _hours_since(
    meeting: Meeting, who: Participant, entries: Sequence[CheckIn], arrived: datetime | None
) -> dict[str, Any]:
    """The earliest hour; of a session of several days, that of each day."""
    if rules.several_days(meeting):
        there = rules.days_there(who, meeting.timezone)
        return rules.days_kept(days.with_entries(meeting, there, entries))
    since = min((hour for hour in (who.arrived_at, arrived) if hour), default=None)
    return {"arrived_at": None if since and who.left_at and since > who.left_at else since}


def _typed_in(entry: CheckIn) -> dict[str, Any]:
    """What the list says of somebody who typed himself in; who stands in belongs to the body of the other."""
    invited = entry.represented
    body = _body_named(entry.meeting, entry.organisation_name)
    if body is None and invited and not entry.organisation_name:
        body = invited.organisation
    sector = entry.sector or (invited.sector if invited else "")
    return {
        "name": entry.name,
        "title": entry.title,
        "phone": entry.phone,
        "organisation": body,
        "organisation_name": "" if body else entry.organisation_name,
        "sector": body.sector if body else sector or "lainnya",
        "represented": invited,
        "represents": invited.name if invited else "",
    }


def _body_named(meeting: Meeting, name: str) -> Organisation | None:
    """The body of that name among the members of the forum and those on the list; none, and it stays as typed."""
    wanted = bare(name)
    if not wanted:
        return None
    seated = Organisation.objects.filter(memberships__forum=meeting.forum_id)
    listed = Organisation.objects.filter(participations__meeting=meeting)
    for body in (*seated, *listed):
        if wanted in (bare(body.name), bare(body.short_name)):
            return body
    return None
