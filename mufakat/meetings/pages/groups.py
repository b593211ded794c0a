"""What the pages of the groups of a session show."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mufakat.commitments.pages import handed_on
from mufakat.commitments.queries import open_link
from mufakat.core.answers import whole
from mufakat.core.errors import RuleBroken
from mufakat.directory.access import phone_at
from mufakat.directory.links import Guest, token_of
from mufakat.directory.models import LinkKind
from mufakat.directory.queries import sector_title
from mufakat.meetings import rules
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
    left_out = present.exclude(pk__in=seated.values("participant"))
    return {
        **under(meeting, _("Groups")),
        "meeting": meeting,
        "may": rights(user, meeting.forum),
        "changes": meeting.state in ("planned", "open"),
        "groups": list(found),
        "left_out": sorted((p.name for p in left_out), key=rules.sorting_name),
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


def report_link_page(request: HttpRequest, group: Group) -> dict[str, Any]:
    """The link of the rapporteur as it is handed on; to be given, where none opens."""
    meeting, rapporteur = group.meeting, group.rapporteur
    link = open_link(LinkKind.REPORT, group.pk)
    words: dict[str, Any] = {"link": None, "why": ""}
    if link:
        person = rapporteur.person if rapporteur else None
        address = whole(request)(f"/kelompok/{token_of(link)}/")
        asked = _(
            "Dear %(name)s, please write the report of %(group)s (%(meeting)s) here: %(address)s (no account needed, "
            "do not pass it on)"
        )
        if rapporteur is None:  # a group is nobody's title of honour
            asked = _(
                "Please write the report of %(group)s (%(meeting)s) here: %(address)s (no account needed, do not pass "
                "it on)"
            )
        names = {"name": link.name, "group": group, "meeting": meeting, "address": address}
        text = asked % names
        words |= handed_on(link, address, text, phone_at(request.user, person, meeting.forum))
    opens = _(
        "It opens, without an account, the report of this one group: “%s”. Its notes can be read there, not written."
    )
    more = {"forum": meeting.forum, "opens": opens % group, **words}
    title = _("Link of the rapporteur of %s") % group
    return under(meeting, title) | more | {"back": group.get_absolute_url()}


def group_by_link_page(user: Any, group: Group, guest: Guest) -> dict[str, Any]:
    link, meeting, why = guest.link, group.meeting, ""
    own = link.person_id is not None and getattr(user, "person_id", None) == link.person_id
    other = not (user.is_anonymous or own)
    try:
        rules.can_work(meeting.state)
    except RuleBroken as broken:
        why = str(broken.message)
    return {
        "title": str(group),
        "group": group,
        "meeting": meeting,
        "guest": link,
        "notes": list(group.notes.all()),
        "other": other,
        "why": why,
        "writes": not why and not other,
    }


def _a_step(meeting: Meeting) -> Any:
    """Under which step the notes of a group stand that has none: the first plain one of the process."""
    steps = meeting.agenda.filter(role="plain").order_by("position")
    keys = dict.fromkeys(steps.filter(phase="process").values_list("pk", flat=True))
    return next(iter(keys), None) or steps.values_list("pk", flat=True).first()
