"""Two rows of the attendance list are one person: nothing that hangs on the row that goes is lost."""

from typing import Any

from django.db.models import ProtectedError, Q

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import (
    CheckIn,
    CheckInState,
    Group,
    Meeting,
    Participant,
    PriorityRound,
    RoundState,
)
from mufakat.meetings.rules.same_person import ANY_SECTOR

from . import days
from .desk import registers
from .lock import lock
from .seats import seat


def merge_participant(
    act: OpenAct, meeting: Meeting, participant: Participant, *, who: Participant
) -> Participant:
    """`who` stays, with the earliest hour and the signatures of both, in the group and the rounds of either, and with
    what only the other said of himself; the other row goes."""
    lock(meeting)
    rules.can_merge(
        late=registers(act, meeting),
        same_row=participant.pk == who.pk,
        invited=participant.invited,
    )
    rows = meeting.participants.in_bulk([participant.pk, who.pk])
    rules.row_is_there(len(rows) == 2)
    participant, who = rows[participant.pk], rows[who.pk]
    rules.is_one_person(participant.person_id, who.person_id)
    _sit(act, participant, who)
    rounds = _rate(participant, who)
    entries = CheckIn.objects.filter(participant=participant)
    entries.filter(state=CheckInState.ACCEPTED).update(state=CheckInState.MERGED)
    entries.update(participant=who)
    CheckIn.objects.filter(represented=participant).update(represented=who)
    participant.representatives.exclude(pk=who.pk).update(represented=who)
    participant.representatives.update(represented=None)  # nobody comes in his own stead
    told = {"name": participant.name, "as": who.name, "title": participant.title}
    act.note("participant.merged", participant, about=[meeting, who, *rounds], **told)
    try:
        participant.delete()
    except ProtectedError:
        rules.signed_as_nobody_else(signed=True)
    act.change(
        who,
        "arrival.recorded",
        base=None,
        about=[meeting],
        told={"name": who.name, "form": ""},
        present=who.present or participant.present,
        **days.hours_of_both(meeting, who, participant),
    )
    act.change(
        who,
        "participant.completed",
        base=None,
        about=[meeting],
        told={"name": who.name},
        unsaid=("phone", "email"),
        **_missing(who, participant),
    )
    return who


def _sit(act: OpenAct, participant: Participant, who: Participant) -> None:
    """Into the group of the row that goes, in which he may be rapporteur."""
    group, other = _group_of(participant), _group_of(who)
    rules.sits_in_one_group(str(group or ""), str(other or ""))
    if group is None:
        return
    stay = [each for each in group.members.all() if each.pk != participant.pk]
    reports: dict[str, Any] = {"rapporteur": who} if group.rapporteur_id == participant.pk else {}
    seat(act, group, members=[*stay, who], **reports)


def _group_of(row: Participant) -> Group | None:
    return row.meeting.groups.filter(Q(members=row) | Q(rapporteur=row)).first()


def _rate(participant: Participant, who: Participant) -> list[PriorityRound]:
    """He rates on under the name that he has there. In a round that was cancelled nobody does any more."""
    twice = Q(pk__in=who.ratings.values("round"))
    rounds = PriorityRound.objects.filter(raters__participant=participant)
    counting = rounds.filter(twice).exclude(state=RoundState.CANCELLED)
    rules.rates_once([str(each) for each in counting])
    moved = list(rounds.exclude(twice))
    participant.ratings.filter(round__in=moved).update(participant=who)
    return moved


def _missing(who: Participant, other: Participant) -> dict[str, Any]:
    """What only the row that goes said: who he is, his office and body, how he is reached, in whose stead he came."""
    wanted: dict[str, Any] = {
        name: getattr(other, name)
        for name in ("person", "title", "phone", "email", "represents")
        if getattr(other, name) and not getattr(who, name)
    }
    if not (who.organisation_id or who.organisation_name):
        wanted |= {
            "organisation": other.organisation,
            "organisation_name": other.organisation_name,
        }
    if who.sector == ANY_SECTOR:
        wanted["sector"] = other.sector
    if not who.represented_id and other.represented_id not in (None, who.pk):
        wanted["represented"] = other.represented
    return wanted
