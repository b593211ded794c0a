"""Who sits in which group: the members and the rapporteur of a group change only here."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import Group, Meeting, Participant

from .group_links import end_report_links


def seat(
    act: OpenAct,
    group: Group,
    *,
    members: Collection[Participant],
    base: int | None = None,
    **fields: Any,
) -> None:
    """A group as it is from now on, told in its history. The personal link of a rapporteur ends with his task."""
    before: Any = Group.objects.values_list("rapporteur", flat=True).get(pk=group.pk)
    act.change(
        group,
        "group.changed",
        base=base,
        about=[group.meeting],
        told={"name": fields.get("name", group.name)},
        sets={"members": members},
        **fields,
    )
    if group.rapporteur_id:
        rules.rapporteur_stayed(group.members.filter(pk=group.rapporteur_id).exists())
    if before and before != group.rapporteur_id:
        end_report_links(act, group)


def leave_groups(
    act: OpenAct, meeting: Meeting, people: Collection[Participant], *, but: Group | None = None
) -> None:
    """These sit in no group any more, but in that one; who was rapporteur elsewhere is so no more."""
    gone = {person.pk for person in people}
    losing = meeting.groups.filter(Q(members__in=gone) | Q(rapporteur__in=gone)).distinct()
    for group in losing.exclude(pk=but.pk) if but else losing:
        stay = [member for member in group.members.all() if member.pk not in gone]
        lost: dict[str, Any] = {"rapporteur": None} if group.rapporteur_id in gone else {}
        seat(act, group, members=stay, **lost)
