"""Personal links for those who are invited, their answers, and the e-mails that carry them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from mufakat.core.ids import new_id
from mufakat.delivery.actions import queue_message
from mufakat.directory import actions as directory
from mufakat.directory.models import Link, LinkKind, Person
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, Participant, Reply

from .attendance import record_participant
from .leaving import leave
from .lock import lock


def record_links(act: OpenAct, meeting: Meeting) -> int:
    """Give everyone invited who has none a personal link, in one go. Returns how many were given."""
    lock(meeting)
    rules.can_answer(meeting.state)
    until = rules.link_has_day(meeting.ends_at or meeting.starts_at)
    waiting = queries.invited_without_link(meeting, act.at)
    rules.somebody_needs_link(len(waiting))
    Link.objects.bulk_create(_link(meeting, each, until) for each in waiting)
    act.note("links.recorded", meeting, about=[meeting.forum], count=len(waiting), until=until)
    return len(waiting)


def _link(meeting: Meeting, participant: Participant, until: datetime) -> Link:
    return Link(
        id=new_id(),
        kind=LinkKind.INVITATION,
        thing_id=str(participant.pk),
        forum=meeting.forum,
        name=participant.name[:160],
        person_id=participant.person_id,
        organisation_id=participant.organisation_id,
        valid_until=until,
    )


def renew_link(act: OpenAct, meeting: Meeting, participant: Participant) -> Link:
    """Give one a new link; the one before, if it still opens, is revoked: it may be in the wrong hands."""
    lock(meeting)
    rules.can_answer(meeting.state)
    rules.answers_for_invited(participant.invited)
    until = rules.link_has_day(meeting.ends_at or meeting.starts_at)
    for link in queries.open_links_of(participant, act.at):
        directory.end_link(act, link)
    return directory.record_link(
        act,
        kind=LinkKind.INVITATION,
        thing=participant,
        forum=meeting.forum,
        name=participant.name,
        person=participant.person,
        organisation=participant.organisation,
        valid_until=until,
        about=[meeting],
    )


def move_links(act: OpenAct, meeting: Meeting) -> None:
    """The session has another day: what is open of its links lives as long after that one."""
    links = Link.objects.filter(
        kind=LinkKind.INVITATION, ended_at=None, thing_id__in=queries.participant_keys(meeting)
    )
    if meeting.starts_at is None or not links.exists():
        return
    until = rules.link_has_day(meeting.ends_at or meeting.starts_at)
    count = links.update(valid_until=until)
    act.note("links.moved", meeting, about=[meeting.forum], count=count, until=until)


def record_answer(
    act: OpenAct,
    meeting: Meeting,
    participant: Participant,
    *,
    answer: str,
    note: str = "",
    represented_by: str = "",
    represented_office: str = "",
    represented_phone: str = "",
) -> Participant:
    """What somebody invited answers, himself or through the secretariat. It may be changed until the session opens, and
    never says that he was present."""
    lock(meeting)
    rules.can_answer(meeting.state)
    rules.answers_for_invited(participant.invited)
    rules.answer_is_whole(answer, represented_by, note)
    by_another = answer == Reply.REPRESENTED
    act.change(
        participant,
        "answer.recorded",
        base=None,
        about=[meeting],
        told={"name": participant.name, "form": answer, "by": represented_by},
        unsaid=("represented_phone", "answer_note"),
        answer=answer,
        answer_note=note,
        answered_at=act.at,
        answered_by=act.by_name,
        represented_by=represented_by if by_another else "",
        represented_office=represented_office if by_another else "",
        represented_phone=represented_phone if by_another else "",
    )
    return participant


def invite_participant(
    act: OpenAct, meeting: Meeting, *, phone: str = "", email: str = "", **who: Any
) -> Participant:
    """Put somebody on the list of the invited. Of a person without further word: in the one office that he holds."""
    person: Person | None = who.get("person")
    if person and not who.get("organisation"):
        offices = queries.offices_of_person(person, meeting.starts_on or act.at.date())
        if len(offices) == 1:
            who["organisation"] = offices[0].organisation
            who["title"] = who.get("title") or offices[0].title
    participant = record_participant(act, meeting, invited=True, present=False, **who)
    participant.phone, participant.email = phone, email
    queries.Contacts(meeting).give(participant)
    participant.save()
    return participant


def record_contact(
    act: OpenAct, meeting: Meeting, participant: Participant, *, phone: str, email: str
) -> Participant:
    """How somebody invited is reached for this session. The journal keeps that it changed, never to what."""
    lock(meeting)
    rules.can_answer(meeting.state)
    act.change(
        participant,
        "contact.recorded",
        base=None,
        about=[meeting],
        told={"name": participant.name},
        unsaid=("phone", "email"),
        phone=phone,
        email=email,
    )
    return participant


def withdraw_participant(act: OpenAct, meeting: Meeting, participant: Participant) -> None:
    """Invited by mistake: off the list, and the personal link is revoked. Only while the session is planned."""
    lock(meeting)
    rules.can_answer(meeting.state)
    rules.answers_for_invited(participant.invited and not participant.present)
    rules.nobody_signed_in_for(queries.has_entries(participant))
    for link in queries.open_links_of(participant, act.at):
        directory.end_link(act, link)
    leave(act, meeting, [participant])
    act.note("participant.withdrawn", participant, about=[meeting], name=participant.name)
    participant.delete()


def send_invitations(
    act: OpenAct,
    meeting: Meeting,
    *,
    chosen: Sequence[Participant],
    word: Callable[[Participant], tuple[str, str]],
    reminder: bool = False,
) -> int:
    """Give an e-mail for each of the chosen to the post; `word` writes subject and text. Who answered is not reminded.
    Once for each day of the session and each reminder a day: a second click sends nothing anew."""
    lock(meeting)
    rules.can_answer(meeting.state)
    until = rules.link_has_day(meeting.starts_at) - rules.LINK_LIVES_ON
    rules.somebody_has_email(len(chosen))
    when = f"{act.at:%Y%m%d}" if reminder else f"{meeting.starts_at:%Y%m%d%H%M}"
    for participant in chosen:
        subject, text = word(participant)
        queue_message(
            act,
            key=f"{'remind' if reminder else 'invite'}:{participant.pk}:{when}",
            forum=meeting.forum,
            subject=subject,
            text=text,
            person=participant.person,
            organisation=participant.organisation,
            name=participant.name,
            phone=participant.phone,
            email=participant.email,
            until=until,
        )
    form = "reminder" if reminder else ""
    act.note("invitations.sent", meeting, about=[meeting.forum], count=len(chosen), form=form)
    return len(chosen)
