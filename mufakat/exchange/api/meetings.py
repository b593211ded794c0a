"""Sessions and their report cards."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router

from mufakat.commitments.models import Commitment
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.dates import ZONES
from mufakat.meetings.access import get_meeting, visible_meetings
from mufakat.meetings.models import Meeting, MeetingState
from mufakat.meetings.queries import figures_of, report_card

from . import schemas
from .commitments import owner_of
from .paging import page_of
from .regions import REFUSALS, named, subtree

router = Router(tags=["meetings"])


def _told(meetings: Iterable[Meeting]) -> list[dict[str, Any]]:
    """What the list says of each session, in the same number of queries for any number of them."""
    listed = list(meetings)
    figures = figures_of(listed)
    columns = ("id", "kind", "tribulan", "starts_on", "ends_on", "timezone", "state")
    return [
        {
            **{name: getattr(meeting, name) for name in columns},
            "forum": schemas.Named(id=meeting.forum_id, name=meeting.forum.name),
            "invited": figures[meeting.pk]["invited"],
            "present": figures[meeting.pk]["present"],
            "commitments": schemas.MeetingFigures(
                **{n: figures[meeting.pk][n] for n in ("made", "carried_in", *VERDICTS)}
            ),
        }
        for meeting in listed
    ]


def _begins_in(year: int) -> Q:
    """Outside a cycle: New Year comes to Jayapura two hours before it comes to Jakarta."""
    found = Q()
    for zone in map(ZoneInfo, ZONES):
        first, next_first = (datetime(y, 1, 1, tzinfo=zone) for y in (year, year + 1))
        found |= Q(timezone=zone.key, starts_at__gte=first, starts_at__lt=next_first)
    return Q(cycle=None) & found


@router.get("/meetings", response={200: schemas.Meetings, **REFUSALS})
def list_meetings(
    request: HttpRequest,
    region: str | None = None,
    year: schemas.Year | None = None,
    tribulan: schemas.Quarter | None = None,
    state: MeetingState | None = None,
    forum: UUID | None = None,
    after: str | None = None,
) -> Any:
    """The sessions that you may see, in order of time; those without a day yet come last.

    `region` is where the session takes place, which is the home of its forum unless the plan says otherwise;
    `year` is the year of its cycle; outside a cycle that of its first day, by the clock of the place.
    """
    found = subtree(visible_meetings(request.user), region, "region__path")
    if year is not None:
        found = found.filter(Q(cycle__year=year) | _begins_in(year))
    wanted = {"tribulan": tribulan, "state": state, "forum": forum}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    rows, further = page_of(request, found.select_related("forum"), after, "starts_at", "id")
    return schemas.Meetings(items=[schemas.Meeting(**m) for m in _told(rows)], next=further)


@router.get("/meetings/{uuid:pk}", response={200: schemas.MeetingDetail, **REFUSALS})
def see_meeting(request: HttpRequest, pk: UUID) -> Any:
    meeting = get_meeting(request.user, pk)
    columns = ("title", "starts_at", "ends_at", "place", "funding_source", "edition")
    return schemas.MeetingDetail(
        **_told([meeting])[0],
        **{name: getattr(meeting, name) for name in (*columns, "ratified_at", "ratified_by")},
        region=named(meeting.region),
        hosts=[schemas.Named(id=host.pk, name=host.name) for host in meeting.hosts.all()],
    )


@router.get("/meetings/{uuid:pk}/report-card", response={200: schemas.ReportCard, **REFUSALS})
def see_report_card(request: HttpRequest, pk: UUID) -> Any:
    """What became of the promises on the table of a session; late as of its first day."""
    meeting = get_meeting(request.user, pk)
    today = clock.today()
    card = report_card(meeting, today)
    told = Commitment.objects.filter(pk__in=[line.commitment.id for line in card.lines])
    owners = {c.pk: owner_of(c) for c in told.select_related("owner_organisation", "owner_person")}
    return schemas.ReportCard(
        meeting=meeting.pk,
        as_of=meeting.starts_on or today,
        counts=card.counts,
        lines=[
            schemas.Line(
                commitment=line.commitment.id,
                what=line.what,
                owner=owners[line.commitment.id],
                due_on=line.due_on,
                days_late=line.days_late,
                verdict=line.verdict.verdict if line.verdict else None,
                reason=line.verdict.reason if line.verdict else "",
                last_report=line.update.text if line.update else "",
            )
            for line in card.lines
        ],
    )
