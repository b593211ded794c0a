"""Who sees a session, and who may write in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.commitments.access import may
from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.asked import AskedThings
from mufakat.core.batch import once_in_batch
from mufakat.core.ids import parse_id
from mufakat.directory.access import can, forums_where
from mufakat.directory.links import Guest
from mufakat.directory.models import Forum, RegionSuccession
from mufakat.journal.models import Event

from . import rules
from .models import (
    AgendaItem,
    Cause,
    CheckIn,
    CommitmentSignature,
    Decision,
    Escalation,
    EscalationHearing,
    Expense,
    Group,
    InputAnswer,
    JointCommitment,
    Letter,
    Meeting,
    Note,
    Participant,
    PriorityRound,
    Problem,
    Proposal,
    Rater,
    SessionFile,
    Terms,
)

_MEETING = AskedThings(
    Meeting, lambda meeting: Q(pk=meeting), "forum", "forum__region", meeting=UUIDField()
)


def visible_meetings(user: Any, verb: str = "meeting.see") -> QuerySet[Meeting]:
    return Meeting.objects.filter(forums_where(user, verb, "forum__"))


def get_meeting(user: Any, pk: Any, verb: str = "meeting.see") -> Meeting:
    """404 if the user may not see the session, 403 if he may see but not do."""
    meeting = once_in_batch(("meeting", pk), lambda: _MEETING.first(meeting=pk))
    if meeting is None or not can(user, "meeting.see", meeting.forum):
        raise Http404
    if not can(user, verb, meeting.forum):
        raise PermissionDenied
    return meeting


def get_meeting_at_door(guest: Guest) -> Meeting:
    """The session whose door this link opens."""
    meeting = _MEETING.first(meeting=parse_id(guest.link.thing_id))
    if meeting is None:
        raise Http404
    return meeting


def get_listed(meeting: Meeting, pk: Any) -> Participant:
    """Somebody on the list of a meeting that the user already got."""
    return get_object_or_404(meeting.participants.select_related("organisation"), pk=pk)


def get_row(meeting: Meeting, pk: Any) -> Participant:
    """A row of the list, also one that has become part of another since: then as its last event tells of it."""
    told = Event.objects.filter(
        subject_kind="participant", subject_id=str(pk), verb="participant.merged"
    ).first()
    if told is None or ["meeting", str(meeting.pk)] not in told.about:
        return get_listed(meeting, pk)
    return Participant(pk=pk, meeting=meeting, name=told.data["name"])


def get_checkin(meeting: Meeting, pk: Any) -> CheckIn:
    return get_object_or_404(meeting.checkins.select_related("participant", "represented"), pk=pk)


def get_note(meeting: Meeting, pk: Any) -> Note:
    """A note of a meeting that the user already got."""
    return get_object_or_404(meeting.notes.select_related("agenda_item"), pk=pk)


def get_decision(meeting: Meeting, pk: Any) -> Decision:
    return get_object_or_404(meeting.decisions.select_related("agenda_item"), pk=pk)


def get_promise(meeting: Meeting, pk: Any) -> Commitment:
    """A promise of the forum of a meeting that the user already got."""
    found = meeting.forum.commitments.select_related(
        "forum__region", "owner_organisation", "owner_person", "region"
    )
    return get_object_or_404(found, pk=pk)


def get_written(meeting: Meeting, pk: Any) -> Commitment:
    """A promise of this session, also one that has been taken back since: then as its last event tells of it."""
    told = Event.objects.filter(
        subject_kind="commitment", subject_id=str(pk), verb="commitment.withdrawn"
    ).first()
    if told is None or ["meeting", str(meeting.pk)] not in told.about:
        return get_promise(meeting, pk)
    return Commitment(pk=pk, what=told.data["what"], source_id=str(meeting.pk))


def get_verdict(meeting: Meeting, pk: Any) -> Verdict:
    found = Verdict.objects.select_related("commitment__forum", "commitment__region")
    return get_object_or_404(found, pk=pk, session_id=str(meeting.pk))


def get_item(meeting: Meeting, pk: Any) -> AgendaItem:
    return get_object_or_404(meeting.agenda, pk=pk)


def get_group(meeting: Meeting, pk: Any) -> Group:
    return _of(meeting, get_object_or_404(meeting.groups, pk=pk))


def get_problem(meeting: Meeting, pk: Any) -> Problem:
    found = meeting.problems.select_related("region", "group", "agenda_item")
    return _of(meeting, get_object_or_404(found, pk=pk))


def get_cause(problem: Problem, pk: Any) -> Cause:
    cause = get_object_or_404(problem.causes, pk=pk)
    cause.problem = problem
    return cause


_ROUND = AskedThings(
    PriorityRound,
    lambda meeting, opened: Q(meeting=meeting, pk=opened),
    meeting=UUIDField(),
    opened=UUIDField(),
)
_RATER = AskedThings(
    Rater,
    lambda opened, rater: Q(round=opened, pk=rater),
    opened=UUIDField(),
    rater=UUIDField(),
)


def get_round(meeting: Meeting, pk: Any) -> PriorityRound:
    found = _ROUND.first(meeting=meeting.pk, opened=pk)
    if found is None:
        raise Http404
    return _of(meeting, found)


def get_rater(opened: PriorityRound, pk: Any) -> Rater:
    rater = _RATER.first(opened=opened.pk, rater=pk)
    if rater is None:
        raise Http404
    rater.round = opened
    return rater


def get_rater_by_link(guest: Any) -> Rater:
    """The rater for whom a personal link was given; 404 once he was taken out."""
    found = Rater.objects.select_related("round__meeting__forum__region")
    return get_object_or_404(found, pk=guest.link.thing_id)


def get_group_by_link(guest: Any) -> Group:
    """The group whose rapporteur holds a personal link; 404 once it was taken back."""
    found = Group.objects.select_related("meeting__forum__region")
    return get_object_or_404(found, pk=guest.link.thing_id)


def get_proposal(meeting: Meeting, pk: Any) -> Proposal:
    return _of(meeting, get_object_or_404(meeting.proposals.select_related("region"), pk=pk))


def get_sheet(meeting: Meeting) -> JointCommitment:
    return _of(meeting, get_object_or_404(JointCommitment, meeting=meeting))


def get_signature(sheet: JointCommitment, pk: Any) -> CommitmentSignature:
    found = get_object_or_404(sheet.signatures.select_related("participant"), pk=pk)
    found.sheet = sheet
    return found


def _of[T: (Group, JointCommitment, PriorityRound, Problem, Proposal)](
    meeting: Meeting, thing: T
) -> T:
    """With the session that the user already got."""
    thing.meeting = meeting
    return thing


def get_letter(meeting: Meeting, pk: Any) -> Letter:
    """An edition of the letter of a meeting that the user already got."""
    found = meeting.letters.select_related("organisation__region", "organisation__parent")
    letter = get_object_or_404(found, pk=pk)
    letter.meeting = meeting
    return letter


def get_letter_seen(user: Any, meeting: Meeting, pk: Any) -> Letter:
    """An issued edition of the letter, for whoever sees its meeting; a draft for those who write it, else 404."""
    letter = get_letter(meeting, pk)
    if not letter.is_issued and not can(user, "letter.record", meeting.forum):
        raise Http404
    return letter


def get_invited(guest: Any) -> Participant:
    """Whose invitation a personal link is; 404 when it was taken off the list."""
    found = Participant.objects.select_related("meeting__forum__region", "person", "organisation")
    return get_object_or_404(found, pk=guest.link.thing_id, invited=True)


def get_invitee(meeting: Meeting, pk: Any) -> Participant:
    """One who is invited to a meeting that the user already got."""
    found = meeting.participants.filter(invited=True).select_related("organisation", "person")
    participant = get_object_or_404(found, pk=pk)
    participant.meeting = meeting
    return participant


def get_escalation(user: Any, pk: Any) -> Escalation:
    """Whoever reads the sessions of the forum above sees this file, and no more of the forum below; whoever sees the
    promise sees what became of it. Everybody else: 404."""
    found = Escalation.objects.select_related(
        "commitment__forum", "commitment__owner_organisation", "to_forum__region", "from_forum"
    )
    escalation = get_object_or_404(found.select_related("previous"), pk=pk)
    if not can(user, "meeting.see", escalation.to_forum) and not may(
        user, "commitment.see", escalation.commitment
    ):
        raise Http404
    return escalation


def get_from_below(meeting: Meeting, pk: Any) -> Escalation:
    """What was raised to the forum of a meeting that the user already got."""
    found = Escalation.objects.select_related("commitment__forum", "to_forum__region", "from_forum")
    return get_object_or_404(found, pk=pk, to_forum=meeting.forum_id)


def get_session_under_way(commitment: Commitment, key: str) -> Meeting | None:
    """The session under way of the forum of a promise that the user already got, if the address names it by its id."""
    pk = parse_id(key)
    found = Meeting.objects.filter(pk=pk, forum=commitment.forum_id, state="open") if pk else ()
    return next(iter(found), None)


def get_hearing(meeting: Meeting, pk: Any) -> EscalationHearing:
    """What a meeting that the user already got said about an escalation."""
    found = EscalationHearing.objects.select_related("escalation")
    return get_object_or_404(found, escalation=pk, meeting=meeting)


def heard_from(path: Any) -> Q:
    """The condition on a village session "it speaks to the forums of this region": ratified, and its village lies
    there, or what the village has become by a later decree."""
    became = RegionSuccession.objects.filter(new__path__under=path).values("old")
    there = Forum.objects.filter(Q(region_path__under=path) | Q(region__in=became))
    # Not `state="ratified"`: SQLite would then begin with every ratified session of the nation, not with these forums.
    unratified = Q(state__in=("planned", "open", "cancelled"))
    return ~unratified & Q(forum__in=there.order_by().values("pk"), kind__in=rules.VILLAGE_KINDS)


def get_input(meeting: Meeting, pk: Any) -> Problem | Proposal:
    """What a village brings before the forum of a meeting that the user already got.

    Whoever reads the sessions of that forum reads these words, with village and day, and nothing else of the village's
    session, neither notes nor names: the assembly ratified them in order that they be carried there. Before the minutes
    are ratified, while they are reopened, and from an addendum nothing is carried. Everything else: 404.
    """
    heard = Meeting.objects.filter(heard_from(meeting.forum.region_path))
    with_ = ("meeting__forum", "meeting__region", "region")
    for rows in (Problem.objects.all(), Proposal.objects.exclude(level="village")):
        found = rows.filter(pk=pk, late_at=None, meeting__in=heard).select_related(*with_).first()
        if found is not None:
            return found
    raise Http404


def get_input_answer(meeting: Meeting, pk: Any) -> InputAnswer:
    """What a meeting that the user already got did not take up, with its reason."""
    found = meeting.inputs_answered.filter(decision="declined")
    answer = get_object_or_404(found.select_related("source__forum", "forum"), pk=pk)
    answer.meeting = meeting
    return answer


def get_session_file(meeting: Meeting, pk: Any) -> SessionFile:
    """A photo or a paper in the accountability file of a meeting that the user already got."""
    found = get_object_or_404(meeting.files, pk=pk)
    found.meeting = meeting
    return found


def get_expense(meeting: Meeting, pk: Any) -> Expense:
    found = get_object_or_404(meeting.expenses, pk=pk)
    found.meeting = meeting
    return found


def get_terms(meeting: Meeting) -> Terms:
    found = get_object_or_404(Terms, meeting=meeting)
    found.meeting = meeting
    return found
