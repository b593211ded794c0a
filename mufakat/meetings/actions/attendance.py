"""Who is invited, and who came."""

from collections.abc import Collection, Sequence

from django.db.models import Q

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
        id=act.new_key(),
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
    arrived = _ticked(act, meeting, came, ticked=False)
    gone = _ticked(act, meeting, did_not_come, ticked=True)
    for participant in arrived:
        if not participant.present:
            participant.late_at = act.at if late else None
        days.tick(act, meeting, participant)
    for participant in gone:
        days.untick(act, meeting, participant)
    leave(act, meeting, [participant for participant in gone if not participant.present])
    fields = ["present", "late_at", "arrived_at", "left_at", "days"]
    Participant.objects.bulk_update([*arrived, *gone], fields)
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


def _ticked(
    act: OpenAct, meeting: Meeting, keys: Collection[str], *, ticked: bool
) -> list[Participant]:
    """Those of them who stand so on the list as it is now."""
    found = meeting.participants.filter(pk__in=keys)
    return [each for each in found if days.is_ticked(act, meeting, each) is ticked]


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
    answered = Q(answer__in=(Reply.UNABLE, Reply.REPRESENTED), present=False)
    awaited = invited.filter(~queries.is_filled()).exclude(answered)
    arrived = [each for each in awaited if not days.is_ticked(act, meeting, each)]
    for each in arrived:
        days.tick(act, meeting, each)
    Participant.objects.bulk_update(arrived, ["present", "days"])
    present = meeting.participants.filter(present=True).count()
    came = [str(p.pk) for p in arrived]
    act.note("attendance.filled", meeting, present=present, came=came)
    return present
