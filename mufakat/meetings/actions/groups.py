"""Groups of a session: made, dealt out, and their report to the plenary."""

from collections.abc import Collection
from typing import Any

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import AgendaItem, Group, Meeting, Participant

from .group_links import end_report_links
from .lock import lock
from .seats import leave_groups, seat


def record_group(
    act: OpenAct,
    meeting: Meeting,
    *,
    name: str,
    topic: str = "",
    agenda_item: AgendaItem | None = None,
    members: Collection[Participant] = (),
    rapporteur: Participant | None = None,
) -> Group:
    """Make one group. Who sat in another one of this session sits here from now on."""
    lock(meeting)
    rules.can_group(meeting.state)
    rules.group_is_new(meeting.groups.filter(name=name).exists())
    rules.groups_have_room(meeting.groups.count(), 1)
    rules.rapporteur_is_member(rapporteur, list(members))
    group = Group.objects.create(
        id=act.new_key(),
        meeting=meeting,
        name=name,
        topic=topic,
        agenda_item=agenda_item,
        rapporteur=rapporteur,
    )
    leave_groups(act, meeting, members, but=group)
    group.members.set(members)
    act.note("group.recorded", group, about=[meeting], name=name, topic=topic, n=len(members))
    return group


def spread_groups(
    act: OpenAct, meeting: Meeting, *, number: int, agenda_item: AgendaItem | None = None
) -> list[Group]:
    """Deal those present out into `number` new groups, every sector evenly."""
    lock(meeting)
    rules.can_group(meeting.state)
    rules.groups_have_room(meeting.groups.count(), number)
    present = list(meeting.participants.filter(present=True).order_by("sector", "name", "id"))
    rules.can_spread(len(present), number)
    taken = set(meeting.groups.values_list("name", flat=True))
    free = (f"Kelompok {n}" for n in range(1, 2 * rules.MOST_GROUPS + 1))
    names = [name for name in free if name not in taken][:number]
    leave_groups(act, meeting, present)
    made = []
    for name, people in zip(
        names, rules.spread([(p.sector, p) for p in present], number), strict=True
    ):
        group = Group.objects.create(meeting=meeting, name=name, agenda_item=agenda_item)
        group.members.set(people)
        made.append(group)
    act.note("groups.spread", meeting, count=number, present=len(present))
    return made


def change_group(
    act: OpenAct,
    group: Group,
    *,
    base: int | None = None,
    members: Collection[Participant] = (),
    rapporteur: Participant | None = None,
    **fields: Any,
) -> Group:
    meeting = group.meeting
    lock(meeting)
    rules.can_group(meeting.state)
    name = fields.get("name", group.name)
    rules.group_is_new(meeting.groups.filter(name=name).exclude(pk=group.pk).exists())
    rules.rapporteur_is_member(rapporteur, list(members))
    seat(act, group, base=base, members=members, rapporteur=rapporteur, **fields)
    leave_groups(act, meeting, list(group.members.all()), but=group)
    return group


def report_group(act: OpenAct, group: Group, *, base: int | None = None, report: str = "") -> Group:
    """What the group told the plenary; the first time says when."""
    meeting = group.meeting
    lock(meeting)
    rules.can_work(meeting.state)
    rules.report_is_written(report)
    at = Group.objects.values_list("presented_at", flat=True).get(pk=group.pk) or act.tapped_at
    act.change(
        group,
        "group.reported",
        base=base,
        about=[meeting],
        told={"name": group.name},
        report=report,
        presented_at=at,
    )
    return group


def withdraw_group(act: OpenAct, group: Group) -> None:
    """Take back a group under which nothing has been written."""
    meeting = group.meeting
    lock(meeting)
    rules.can_group(meeting.state)
    rules.group_is_empty(group.notes.exists() or group.problems.exists(), bool(group.report))
    end_report_links(act, group)
    act.note("group.withdrawn", group, about=[meeting], name=group.name)
    group.delete()
