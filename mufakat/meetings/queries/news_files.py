"""Accountability files that are due within days and not complete, and who is reminded of them."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from mufakat.delivery.queries import silenced
from mufakat.delivery.rules import Recipient
from mufakat.directory.models import Assignment, MemberRole, Membership
from mufakat.directory.models.users import NodeKind
from mufakat.meetings import rules
from mufakat.meetings.models import Meeting

from .news import LATELY
from .spj import outline
from .spj_counts import spj_counts
from .spj_set import SessionFileSet

KEEPERS = ("notulis", "kepala_puskesmas")  # who is reminded, the first that there is


def lately_held(day: date) -> QuerySet[Meeting]:
    """The sessions whose file may still be due."""
    end = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo("UTC"))
    return Meeting.objects.filter(state__in=rules.HELD, ends_at__gte=end - LATELY, ends_at__lt=end)


def files_due(forums: Collection[Any], day: date) -> list[SessionFileSet]:
    """The files of these forums that are due within three days and lack something. Two questions at most."""
    rows = lately_held(day).filter(forum__in=forums).select_related("forum", "cycle")
    near = [m for m in rows.order_by("ends_at", "id") if _is_near(m, day)]
    counts = spj_counts(near) if near else {}
    found = [outline(meeting, day, counts[meeting.pk]) for meeting in near]
    return [each for each in found if not each.is_complete]


def _is_near(meeting: Meeting, day: date) -> bool:
    return rules.is_due_soon(outline(meeting, day, {}).deadline, day)


def file_keepers(forums: Collection[Any], on: date) -> dict[Any, Recipient]:
    """Who keeps the files of each forum (by id): its note-taker, else that of its host, else the head of the host.
    Nobody who asked for no news. Three questions."""
    hosts: dict[str, list[Any]] = {}
    seats = Membership.objects.on(on).filter(forum__in=forums, role=MemberRole.HOST)
    for forum, body in seats.order_by("id").values_list("forum_id", "organisation_id"):
        hosts.setdefault(str(body), []).append(forum)
    own = Q(node_kind=NodeKind.FORUM, node_id__in=[str(forum) for forum in forums])
    given = Assignment.objects.on(on).filter(
        own | Q(node_kind=NodeKind.ORGANISATION, node_id__in=list(hosts)),
        role__in=KEEPERS,
        user__is_active=True,
        user__person__isnull=False,
    )
    rows = list(given.select_related("user__person").order_by("id"))
    rows.sort(key=lambda row: (KEEPERS.index(row.role), row.node_kind != NodeKind.FORUM))
    quiet, _bodies = silenced()
    by_key = {str(forum): forum for forum in forums}
    found: dict[Any, Recipient] = {}
    for row in rows:
        ours = [by_key[row.node_id]] if row.node_id in by_key else hosts.get(row.node_id, ())
        if row.user.person_id not in quiet:
            for forum in ours:
                found.setdefault(forum, Recipient(row.user.person))
    return found
