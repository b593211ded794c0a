"""Who is invited, and who came."""

from collections.abc import Collection, Sequence

from mufakat.core import clock
from mufakat.directory.models import Organisation, Person
from mufakat.directory.queries import members_of, offices_on
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    Meeting,
    Participant,
    Reply,
)

from . import days
from .leaving import leave
from .lock import lock


def record_participants(act: OpenAct, meeting: Meeting) -> int:
    """Invite the members of the forum, each organisation by who holds office there on the day; none twice. Each is
    reached as for the last session of the forum."""
    lock(meeting)
    rules.nobody_is_invited_late(rules.can_invite(meeting.state), invited=True)
    members = members_of(meeting.forum, meeting.starts_on or clock.today(meeting.zone))
    count = _invite(meeting, [(member.organisation, member.person) for member in members])
    act.note("participants.recorded", meeting, about=[meeting.forum], count=count)
    return count


def invite_holders(act: OpenAct, meeting: Meeting) -> int:
    """Invite who holds an open promise of the forum and is no member of it, in the same way."""
    lock(meeting)
    rules.nobody_is_invited_late(rules.can_invite(meeting.state), invited=True)
    count = _invite(meeting, queries.seats_outside(meeting))
    rules.somebody_holds(count)
    act.note("holders.invited", meeting, about=[meeting.forum], count=count)
    return count


def _invite(meeting: Meeting, seats: Sequence[tuple[Organisation | None, Person | None]]) -> int:
    on = meeting.starts_on or clock.today(meeting.zone)
    organisations = [organisation.pk for organisation, _person in seats if organisation]
    holders = {o.organisation_id: o for o in reversed(offices_on(on, organisations))}
    listed = list(meeting.participants.values_list("person_id", "organisation_id"))
    people = {person for person, _ in listed} - {None}
    bodies = {body for _, body in listed} - {None}
    added = []
    for organisation, seated in seats:
        office = holders.get(organisation.pk) if organisation else None
        person = seated or (office.person if office else None)
        if (person and person.pk in people) or (
            not person and organisation and organisation.pk in bodies
        ):
            continue
        people |= {person.pk} if person else set()
        title = office.title if office and person and office.person_id == person.pk else ""
        added.append(
            Participant(
                meeting=meeting,
                person=person,
                organisation=organisation,
                name=str(person or organisation),
                title=title,
                sector=organisation.sector if organisation else "lainnya",
                invited=True,
            )
        )
    contacts = queries.Contacts(meeting)
    for participant in added:
        contacts.give(participant)
    Participant.objects.bulk_create(added)
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
    lock(meeting)
    late = rules.can_invite(meeting.state)
    rules.nobody_is_invited_late(late, invited)
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
        days=days.ticked_today(act, meeting) if present else {},
    )
    act.note("participant.recorded", participant, about=[meeting], name=participant.name)
    return participant


def record_attendance(
    act: OpenAct, meeting: Meeting, *, came: Collection[str], did_not_come: Collection[str]
) -> int:
    """Tick who came and untick who did not; only what the writer moved is written, so two registrars add up.

    Returns how many are present now. After ratification somebody can be added, as part of the addendum.
    """
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    rules.attendance_is_only_added(late, did_not_come)
    arrived = list(meeting.participants.filter(pk__in=came, present=False))
    left = meeting.participants.filter(pk__in=did_not_come, present=True)
    for participant in arrived:
        participant.present = True
        participant.late_at = act.at if late else None
        participant.days = days.ticked_today(act, meeting)
    Participant.objects.bulk_update(arrived, ["present", "late_at", "days"])
    gone = list(left)
    leave(act, meeting, gone)
    left.update(present=False, arrived_at=None, left_at=None, days={})
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


def fill_attendance(act: OpenAct, meeting: Meeting) -> int:
    """Everyone invited came, himself or by who came in his stead, but for those who answered that they are unable to or
    send somebody, whom the desk records; who did not is unticked afterwards. Returns how many are present now.

    Not after ratification: whoever was absent would come into the addendum.
    """
    lock(meeting)
    rules.can_write_minutes(meeting.state)
    rules.can_change(meeting.state)
    invited = meeting.participants.filter(invited=True)
    rules.somebody_is_invited(invited.count())
    awaited = invited.filter(~queries.is_filled(), present=False)
    arrived = list(awaited.exclude(answer__in=(Reply.UNABLE, Reply.REPRESENTED)))
    invited.filter(pk__in=[p.pk for p in arrived]).update(
        present=True, days=days.ticked_today(act, meeting)
    )
    present = meeting.participants.filter(present=True).count()
    came = [str(p.pk) for p in arrived]
    act.note("attendance.filled", meeting, present=present, came=came)
    return present
