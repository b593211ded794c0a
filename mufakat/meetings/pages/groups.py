"""What the pages of the groups of a session show."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from mufakat.directory.queries import sector_title
from mufakat.meetings.models import Group, Meeting

from .frame import rights, under


def groups_page(user: Any, meeting: Meeting) -> dict[str, Any]:
    found = meeting.groups.select_related("rapporteur").annotate(
        n_members=Count("members", distinct=True),
        n_notes=Count("notes", distinct=True),
        n_problems=Count("problems", distinct=True),
    )
    seated = Group.members.through.objects.filter(group__meeting=meeting)
    present = meeting.participants.filter(present=True)
    left_out = present.exclude(pk__in=seated.values("participant")).order_by("name")
    return {
        **under(meeting, _("Groups")),
        "meeting": meeting,
        "may": rights(user, meeting.forum),
        "changes": meeting.state in ("planned", "open"),
        "groups": list(found),
        "left_out": [p.name for p in left_out],
    }


def group_page(user: Any, group: Group) -> dict[str, Any]:
    meeting = group.meeting
    members = group.members.order_by("sector", "name")
    item = group.agenda_item_id or _a_step(meeting)
    return {
        **under(meeting, str(group)),
        "meeting": meeting,
        "group": group,
        "may": rights(user, meeting.forum),
        "changes": meeting.state in ("planned", "open"),
        "members": [(p, sector_title(p.sector)) for p in members],
        "notes": list(group.notes.all()),
        "problems": list(group.problems.all()),
        "item": item,
    }


def _a_step(meeting: Meeting) -> Any:
    """Under which step the notes of a group stand that has none: the first plain one of the process."""
    steps = meeting.agenda.filter(role="plain").order_by("position")
    keys = dict.fromkeys(steps.filter(phase="process").values_list("pk", flat=True))
    return next(iter(keys), None) or steps.values_list("pk", flat=True).first()
