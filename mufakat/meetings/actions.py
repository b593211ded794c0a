"""The only writes of sessions."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import override

from mufakat.commitments import actions as promises
from mufakat.commitments.models import Commitment, Verdict
from mufakat.core import clock
from mufakat.core.periods import ROMAN
from mufakat.directory.models import Forum, Organisation, Person, Region
from mufakat.directory.queries import members_of, offices_on
from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of

from . import queries, rules, snapshot
from .models import (
    AgendaItem,
    Cycle,
    Decision,
    Meeting,
    Minutes,
    Note,
    Participant,
    Reopening,
    Resolution,
)


def record_cycle(
    act: OpenAct,
    *,
    forum: Forum,
    year: int,
    hosts: Iterable[Organisation] = (),
    funding_source: str = "",
) -> Cycle:
    """Plan the year of a forum: four tribulan sessions, the first (LM-T1) unlike the routine ones (LM-TR)."""
    rules.year_is_plausible(year)
    rules.cycle_is_new(forum.cycles.filter(year=year).exists(), year)
    cycle = Cycle.objects.create(forum=forum, year=year)
    for number in (1, 2, 3, 4):
        meeting = _new_meeting(
            forum,
            kind="LM-T1" if number == 1 else "LM-TR",
            title=f"Lokakarya mini tribulanan {ROMAN[number - 1]} {year}, {forum.region}",
            cycle=cycle,
            tribulan=number,
            funding_source=funding_source,
        )
        meeting.hosts.set(hosts)
    act.note("cycle.recorded", cycle, about=[forum], year=year, forum=str(forum))
    return cycle


def record_meeting(
    act: OpenAct,
    *,
    forum: Forum,
    kind: str,
    title: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    place: str = "",
    region: Region | None = None,
    hosts: Iterable[Organisation] = (),
    funding_source: str = "",
    chair: str = "",
    notulis: str = "",
) -> Meeting:
    """Plan one session outside a cycle: a rakor, an FGD, a workshop of several days."""
    where = region or forum.region
    starts_at, ends_at = (_in_zone(t, where.timezone) for t in (starts_at, ends_at))
    rules.schedule(starts_at, ends_at, None, None)
    meeting = _new_meeting(
        forum,
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        region=where,
        funding_source=funding_source,
        chair=chair,
        notulis=notulis,
    )
    meeting.hosts.set(hosts)
    act.note("meeting.recorded", meeting, about=[forum, where], title=title, kind=kind)
    return meeting


def _lock(meeting: Meeting) -> None:
    """Look again at how the session stands and keep it so until this act ends.

    The page may have read it before somebody ratified, reopened, moved or cancelled it: an entry that arrives
    after the ratification must know that it is late.
    """
    rows = Meeting.objects.select_for_update(no_key=True).values_list("state", "edition", "starts_at")
    meeting.state, meeting.edition, meeting.starts_at = rows.get(pk=meeting.pk)


def _in_zone(moment: datetime | None, zone: str) -> datetime | None:
    """A time as it was typed is a time of the place."""
    if moment is None or timezone.is_aware(moment):
        return moment
    return moment.replace(tzinfo=ZoneInfo(zone))


def _new_meeting(forum: Forum, *, kind: str, **fields: Any) -> Meeting:
    run_sheet = queries.protocol(kind)
    region = fields.pop("region", None) or forum.region
    meeting = Meeting.objects.create(
        forum=forum,
        kind=kind,
        protocol_version=run_sheet["version"],
        region=region,
        timezone=region.timezone,
        **fields,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            key=step["key"],
            phase=step["phase"],
            role=step["role"],
            title=step["title_id"],
            hint=step.get("hint_id", ""),
            minutes=step.get("minutes"),
        )
        for position, step in enumerate(run_sheet["step"], start=1)
    )
    return meeting


def change_meeting(
    act: OpenAct,
    meeting: Meeting,
    *,
    base: int | None = None,
    hosts: Collection[Organisation] | None = None,
    **fields: Any,
) -> Meeting:
    """Change the plan: day, hours, place, hosts, chair, note-taker, funds."""
    _lock(meeting)
    rules.can_change(meeting.state)
    zone = fields["region"].timezone if fields.get("region") else meeting.timezone
    for name in ("starts_at", "ends_at"):
        if name in fields:
            fields[name] = _in_zone(fields[name], zone)
    starts_at = fields.get("starts_at", meeting.starts_at)
    rules.schedule(
        starts_at,
        fields.get("ends_at", meeting.ends_at),
        starts_at.astimezone(ZoneInfo(zone)).date() if starts_at else None,
        (meeting.cycle.year, meeting.tribulan) if meeting.cycle and meeting.tribulan else None,
    )
    rules.keeps_its_day(meeting.state, starts_at)
    if "region" in fields:
        fields["timezone"] = zone
    told = {"title": fields.get("title", meeting.title)}
    day = meeting.starts_on
    moved = act.change(
        meeting, "meeting.changed", base=base, about=[meeting.forum], told=told, **fields
    )
    if meeting.starts_on and meeting.starts_on != day:
        promises.move_session(act, session=meeting, on=meeting.starts_on)
    if hosts is not None and {h.pk for h in hosts} != {h.pk for h in meeting.hosts.all()}:
        meeting.hosts.set(hosts)
        if not moved:
            act.note("meeting.changed", meeting, about=[meeting.forum], **told)
    return meeting


def cancel_meeting(act: OpenAct, meeting: Meeting, *, reason: str) -> Meeting:
    """The session does not take place: its promises wait for the next one."""
    _lock(meeting)
    rules.can_cancel(meeting.state, meeting.edition, queries.promises_touched_by(meeting))
    told = {"title": meeting.title, "reason": reason}
    act.change(
        meeting, "meeting.cancelled", base=None, about=[meeting.forum], told=told, state="cancelled"
    )
    return meeting


def open_meeting(act: OpenAct, meeting: Meeting) -> Meeting:
    _lock(meeting)
    rules.can_open(meeting.state, meeting.starts_on)
    told = {"title": meeting.title}
    act.change(meeting, "meeting.opened", base=None, about=[meeting.forum], told=told, state="open")
    return meeting


def record_agenda(
    act: OpenAct,
    meeting: Meeting,
    *,
    title: str,
    phase: str = "process",
    minutes: int | None = None,
) -> AgendaItem:
    """Add a step of one's own to the run sheet, at the end of its phase's list."""
    _lock(meeting)
    rules.can_change(meeting.state)
    last = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=last + 1,
        key=f"own-{last + 1}",
        phase=phase,
        title=title,
        minutes=minutes,
    )
    act.note("agenda.recorded", item, about=[meeting], item=title)
    return item


def record_participants(act: OpenAct, meeting: Meeting) -> int:
    """Invite the members of the forum, each organisation by who holds office there on the day; none twice."""
    _lock(meeting)
    late = rules.can_invite(meeting.state)
    on = meeting.starts_on or clock.today(meeting.zone)
    members = members_of(meeting.forum, on)
    organisations = [m.organisation_id for m in members if m.organisation_id]
    holders = {o.organisation_id: o for o in reversed(offices_on(on, organisations))}
    listed = list(meeting.participants.values_list("person_id", "organisation_id"))
    people = {person for person, _ in listed if person is not None}
    bodies = {body for _, body in listed if body is not None}
    added = []
    for member in members:
        office = holders.get(member.organisation_id) if member.organisation_id else None
        person = member.person or (office.person if office else None)
        if (person and person.pk in people) or (not person and member.organisation_id in bodies):
            continue
        people |= {person.pk} if person else set()
        title = office.title if office and person and office.person_id == person.pk else ""
        organisation = member.organisation
        added.append(
            Participant(
                meeting=meeting,
                person=person,
                organisation=organisation,
                name=str(person or organisation),
                title=title,
                sector=organisation.sector if organisation else "lainnya",
                invited=True,
                late_at=act.at if late else None,
            )
        )
    Participant.objects.bulk_create(added)
    act.note("participants.recorded", meeting, about=[meeting.forum], count=len(added))
    return len(added)


def record_participant(
    act: OpenAct,
    meeting: Meeting,
    *,
    name: str = "",
    person: Person | None = None,
    organisation: Organisation | None = None,
    title: str = "",
    sector: str = "",
    invited: bool = False,
    present: bool = True,
    represents: str = "",
) -> Participant:
    """Put somebody on the list: an invited person, or a guest who came by himself."""
    _lock(meeting)
    late = rules.can_invite(meeting.state)
    rules.participant_is_named(name, person)
    rules.participant_is_new(
        person is not None and meeting.participants.filter(person=person).exists()
    )
    participant = Participant.objects.create(
        meeting=meeting,
        person=person,
        organisation=organisation,
        name=name or str(person),
        title=title,
        sector=organisation.sector if organisation else sector or "lainnya",
        invited=invited,
        present=present,
        represents=represents,
        late_at=act.at if late else None,
    )
    act.note("participant.recorded", participant, about=[meeting], name=participant.name)
    return participant


def record_attendance(
    act: OpenAct, meeting: Meeting, *, came: Collection[str], did_not_come: Collection[str]
) -> int:
    """Tick who came and untick who did not; only what the writer moved is written, so two registrars add up.

    Returns how many are present now. After ratification somebody can be added, as part of the addendum.
    """
    _lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    rules.attendance_is_only_added(late, did_not_come)
    arrived = list(meeting.participants.filter(pk__in=came, present=False))
    left = meeting.participants.filter(pk__in=did_not_come, present=True)
    for participant in arrived:
        participant.present = True
        participant.late_at = act.at if late else participant.late_at
    Participant.objects.bulk_update(arrived, ["present", "late_at"])
    gone = list(left)
    left.update(present=False)
    present = meeting.participants.filter(present=True).count()
    act.note(
        "attendance.recorded",
        meeting,
        form="late" if late else "",
        present=present,
        came=[str(p.pk) for p in arrived],
        did_not_come=[str(p.pk) for p in gone],
        names=", ".join(p.name for p in arrived),
    )
    return present


def record_note(act: OpenAct, meeting: Meeting, *, agenda_item: AgendaItem, text: str) -> Note:
    _lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    note = Note.objects.create(
        meeting=meeting,
        agenda_item=agenda_item,
        text=text,
        at=act.row.made_at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    form = "late" if late else ""
    act.note("note.recorded", note, about=[meeting], text=text, form=form, item=agenda_item.title)
    return note


def change_note(act: OpenAct, note: Note, *, base: int | None = None, **fields: Any) -> Note:
    """Change the `text`; without one (the writer kept somebody else's) nothing moves."""
    _lock(note.meeting)
    rules.can_change(note.meeting.state)
    told = {"text": fields.get("text", note.text)}
    act.change(note, "note.changed", base=base, about=[note.meeting], told=told, **fields)
    return note


def record_decision(
    act: OpenAct, meeting: Meeting, *, agenda_item: AgendaItem, text: str
) -> Decision:
    _lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    decision = Decision.objects.create(
        meeting=meeting,
        agenda_item=agenda_item,
        text=text,
        at=act.row.made_at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    about = [meeting, meeting.forum]
    act.note("decision.recorded", decision, about=about, text=text, form="late" if late else "")
    return decision


def change_decision(
    act: OpenAct, decision: Decision, *, base: int | None = None, **fields: Any
) -> Decision:
    _lock(decision.meeting)
    rules.can_change(decision.meeting.state)
    told = {"text": fields.get("text", decision.text)}
    about = [decision.meeting]
    act.change(decision, "decision.changed", base=base, about=about, told=told, **fields)
    return decision


def record_commitment(
    act: OpenAct, meeting: Meeting, *, agenda_item: AgendaItem | None = None, **fields: Any
) -> Commitment:
    """Write down a promise made in this session; after ratification it is part of the addendum."""
    _lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    commitment = promises.record_commitment(
        act, forum=meeting.forum, source=meeting, made_on=_day_of(meeting), **fields
    )
    if agenda_item is None:
        agenda_item = meeting.agenda.filter(role="commitments").first()
    Resolution.objects.create(
        meeting=meeting,
        agenda_item=agenda_item,
        commitment=commitment,
        late_at=act.at if late else None,
    )
    return commitment


def change_commitment(
    act: OpenAct,
    meeting: Meeting,
    commitment: Commitment,
    *,
    base: int | None = None,
    **fields: Any,
) -> Commitment:
    """Correct a promise of this session while its minutes are not ratified."""
    _lock(meeting)
    rules.can_change(meeting.state)
    rules.promise_is_of_session(commitment.source_id == str(meeting.pk))
    return promises.change_commitment(act, commitment, base=base, **fields)


def give_verdict(
    act: OpenAct, meeting: Meeting, *, commitment: Commitment, **fields: Any
) -> Verdict:
    """Say in this session what became of a promise of an earlier one."""
    _lock(meeting)
    rules.can_give_verdict(
        meeting.state,
        commitment.made_on,
        meeting.starts_on,
        commitment.source_id == str(meeting.pk) or commitment.forum_id != meeting.forum_id,
    )
    given = Verdict.objects.filter(commitment=commitment, session_id=str(meeting.pk)).exists()
    rules.verdict_is_new(given)
    rules.promise_is_on_table(queries.carried_into(meeting).filter(pk=commitment.pk).exists())
    return promises.give_verdict(
        act, commitment=commitment, session=meeting, session_on=_day_of(meeting), **fields
    )


def withdraw_verdict(act: OpenAct, meeting: Meeting, verdict: Verdict) -> Commitment:
    """Take back a verdict given by mistake, while the session is under way."""
    _lock(meeting)
    rules.can_change(meeting.state)
    return promises.withdraw_verdict(act, verdict, session=meeting)


def _day_of(meeting: Meeting) -> date:
    on = meeting.starts_on
    return on or clock.today(meeting.zone)


def ratify_meeting(act: OpenAct, meeting: Meeting, *, base: int | None = None) -> Meeting:
    """Lock the minutes: a frozen copy of the whole session is kept, and its digest.

    The row of the session is locked first, so that an entry that arrives meanwhile either is in the copy or
    becomes an addendum.
    """
    _lock(meeting)
    rules.can_ratify(queries.obstacles(meeting))
    told = {"title": meeting.title, "edition": meeting.edition + 1}
    act.change(
        meeting,
        "meeting.ratified",
        base=base,
        about=[meeting.forum, meeting.region],
        told=told,
        state="ratified",
        edition=meeting.edition + 1,
        ratified_at=act.at,
        ratified_by=act.by_name,
    )
    with override("id"):  # official minutes are in Indonesian, whoever presses the button
        frozen = snapshot.of_meeting(meeting)
    Minutes.objects.create(
        meeting=meeting,
        edition=meeting.edition,
        ratified_at=act.at,
        ratified_by=act.by_name,
        snapshot=frozen,
        digest=digest_of(frozen),
    )
    return meeting


def reopen_meeting(act: OpenAct, meeting: Meeting, *, reason: str) -> Meeting:
    """Open the last ratified minutes of the forum again, on the record. The ratified copy stays as it was."""
    _lock(meeting)
    rules.can_reopen(meeting.state, queries.is_last_ratified(meeting), reason)
    Reopening.objects.create(
        meeting=meeting, edition=meeting.edition, reason=reason, at=act.at, by_name=act.by_name
    )
    told = {"title": meeting.title, "reason": reason}
    act.change(
        meeting, "meeting.reopened", base=None, about=[meeting.forum], told=told, state="open"
    )
    return meeting
