"""The roles promised to districts: which promises they are, which can still be named, where one can be written down."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Organisation, Region
from mufakat.learning.models import DistrictRole, RoleKind
from mufakat.meetings.models import Meeting, MeetingState
from mufakat.programmes.models import CoeUnit, CohortDistrict, Programme

MOST = 60
ADDED_LATER = timedelta(
    days=60
)  # so long after its minutes were ratified a session is offered for an addendum


def roles_in(
    programme: Programme, regions: Iterable[Any], on: date
) -> dict[Any, list[DistrictRole]]:
    """Region → what was promised to it by a day, for the programme and its parts. One question."""
    found: dict[Any, list[DistrictRole]] = defaultdict(list)
    bound = DistrictRole.objects.filter(
        Q(programme=programme) | Q(programme__parent=programme),
        region__in=list(regions),
        commitment__made_on__lte=on,
    ).select_related(
        "programme",
        "commitment__owner_organisation",
        "commitment__owner_person",
        "commitment__region",
    )
    for role in bound.order_by("kind", "commitment__due_on", "id"):
        found[role.region_id].append(role)
    return found


def roles_at(region: Region, on: date) -> list[DistrictRole]:
    """What was promised to a kabupaten or kota as a role by a day, of any programme. One question."""
    bound = DistrictRole.objects.filter(region=region, commitment__made_on__lte=on)
    return list(
        bound.select_related(
            "programme",
            "commitment__owner_organisation",
            "commitment__owner_person",
            "commitment__region",
        ).order_by("programme__title", "kind", "commitment__due_on", "id")
    )


def unnamed(found: Any, district: CohortDistrict) -> list[Commitment]:
    """The newest promises that are no role there yet."""
    there = DistrictRole.objects.filter(
        programme=district.cohort.programme_id, region=district.region_id
    ).values("commitment")
    rows = found.exclude(pk__in=there).select_related("owner_organisation", "owner_person")
    return list(rows.order_by("-made_on", "-id")[:MOST])


@dataclass
class Sessions:
    """Where a promise can be written down: now, as an addendum, and (the next of each forum) once it is opened."""

    open: list[Meeting] = field(default_factory=list)
    ratified: list[Meeting] = field(default_factory=list)
    planned: list[Meeting] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.ratified or self.planned)


def sessions_of(found: Any, on: date) -> Sessions:
    """`found`: sessions in which the user writes promises. The nearest days first; one question."""
    lately = Q(state=MeetingState.RATIFIED, ratified_at__date__gte=on - ADDED_LATER)
    wanted = found.filter(Q(state__in=(MeetingState.OPEN, MeetingState.PLANNED)) | lately)
    told, next_of = Sessions(), dict[Any, Meeting]()
    for meeting in wanted.select_related("forum__region").order_by("starts_at", "id")[: MOST * 5]:
        if meeting.state == MeetingState.OPEN:
            told.open.append(meeting)
        elif meeting.state == MeetingState.RATIFIED:
            told.ratified.insert(0, meeting)
        else:
            next_of.setdefault(meeting.forum_id, meeting)
    told.planned = list(next_of.values())
    return told


def usual_owner(district: CohortDistrict, kind: str) -> Organisation | None:
    """Who usually promises this role: the health office, the lead of the programme, the one centre of the district."""
    here, programme = district.region, district.cohort.programme
    if kind == RoleKind.DINKES:
        offices = Organisation.objects.filter(facility__kind="dinkes_kabkota", region=here)
        return offices.filter(valid_to=None).first()
    if kind == RoleKind.PARTNER:
        return programme.lead
    if kind == RoleKind.COE:
        centres = CoeUnit.objects.filter(
            Q(programme=programme) | Q(programme__parent=programme),
            region_path__under=here.path,
            valid_to=None,
        ).select_related("puskesmas")[:2]
        return centres[0].puskesmas if len(centres) == 1 else None
    return None


def page_of(role: DistrictRole) -> str:
    """The page of the roles of its district, in a cohort of the programme or of the one it is a part of."""
    programmes = [role.programme_id, role.programme.parent_id]
    district = CohortDistrict.objects.filter(
        cohort__programme__in=programmes, region=role.region_id
    ).first()
    if district is None:
        return "/pembelajaran/gelombang/"
    return f"/pembelajaran/kabkota/{district.pk}/"
