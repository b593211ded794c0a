"""Who sees a review, and who writes in it. What stands in the library is open to everybody who may read what was
learnt; a draft to those who record reviews where it lies."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.commitments.access import visible_commitments
from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.core.ids import parse_id
from mufakat.directory.access import (
    NOWHERE,
    can,
    forums_where,
    grants,
    organisations_where,
    regions_where,
    require,
)
from mufakat.directory.models import Forum, Office, Organisation, Region
from mufakat.indicators.models import Snapshot
from mufakat.meetings.access import get_meeting, visible_meetings
from mufakat.meetings.models import Meeting, MeetingState
from mufakat.programmes.models import Cohort, CohortDistrict

from .models import DistrictRole, Factor, Learner, PriorityAction, Review, Study

RECORD = "review.record"
WHOLE = (
    *("region", "organisation", "organisation__region", "programme"),
    *("instrument", "snapshot", "snapshot__region", "meeting__forum__region"),
)


def draft_where(user: Any) -> Q:
    """The condition "the user records reviews where this one lies"."""
    return (
        regions_where(user, RECORD, "region__")
        | organisations_where(user, RECORD, "organisation__")
        | forums_where(user, RECORD, "meeting__forum__")
    )


def library(user: Any) -> QuerySet[Review]:
    """What stands in the library, for those who may read it."""
    return Review.objects.filter(Q(is_closed=True) if can(user, "review.see") else NOWHERE)


def own_drafts(user: Any) -> QuerySet[Review]:
    return Review.objects.filter(draft_where(user), is_closed=False)


def may_record(user: Any, review: Review) -> bool:
    """At its region, for its body, or in the forum of its session (the same as `draft_where`)."""
    forum = review.meeting.forum if review.meeting else None
    places = (review.region, review.organisation, forum)
    return any(place is not None and can(user, RECORD, place) for place in places)


def may_record_at(
    user: Any, region: Region, organisation: Organisation | None, forum: Forum | None
) -> bool:
    """A new one: at the region; for the body or the forum that it is about, in the place of that body or forum and
    below it."""
    if can(user, RECORD, region):
        return True
    if organisation is not None and can(user, RECORD, organisation):
        return region.path.startswith(organisation.region_path)
    if forum is not None and can(user, RECORD, forum):
        return region.path.startswith(forum.region_path)
    return False


def get_review(user: Any, pk: Any, verb: str = "review.see") -> Review:
    """404 if the user may not see it, 403 if he may see but not do."""
    review = get_object_or_404(Review.objects.select_related(*WHOLE), pk=pk)
    writes = may_record(user, review)
    if not (writes or (review.is_closed and can(user, "review.see"))):
        raise Http404
    if verb != "review.see" and not writes:
        raise PermissionDenied
    return review


def evidence_for(user: Any) -> QuerySet[Snapshot]:
    """Frozen figures that the user may name as evidence: those that he sees, and, where he writes down the sessions of
    a forum, those of its region and of all above it. They were frozen to be quoted; their rows open as ever."""
    seen = regions_where(user, "rollup.see", "region__")
    forums = Forum.objects.filter(forums_where(user, RECORD))
    paths = {above for path in forums.values_list("region_path", flat=True) for above in _up(path)}
    return Snapshot.objects.filter(seen | Q(region_path__in=paths))


def session_now(user: Any, pk: str) -> Meeting | None:
    """The session that an address names, or the only one that is open now in a forum where the user records reviews."""
    found = visible_meetings(user, RECORD).select_related("region")
    if pk:
        asked = parse_id(pk)
        return found.filter(pk=asked).first() if asked else None
    running = found.filter(state=MeetingState.OPEN)[:2]
    return running[0] if len(running) == 1 else None


def get_factor(review: Review, pk: Any) -> Factor:
    """Of a review that the user already got."""
    return get_object_or_404(review.factors, pk=pk)


def get_priority(review: Review, pk: Any) -> PriorityAction:
    return get_object_or_404(review.actions.select_related("commitment"), pk=pk)


def get_learner(review: Review, pk: Any) -> Learner:
    return get_object_or_404(review.learners.select_related("organisation"), pk=pk)


def learning_where(user: Any) -> Q:
    """The condition "the organisation at `organisation__` is the user's own": he has a role at it or above it in its
    network, or holds an office there. Who only watches over a region is not told to read what each body in it should.
    """
    found = NOWHERE
    for grant in grants(user):
        if grant.node_kind == "organisation" and "review.see" in grant.role.verbs:
            found |= Q(organisation__path__under=grant.node_path)
    person = getattr(user, "person_id", None)
    if person and user.seen_as is None and can(user, "review.see"):
        held = Office.objects.on(clock.today()).filter(person=person).order_by()
        found |= Q(organisation__in=held.values("organisation"))
    return found


def to_read(user: Any) -> QuerySet[Learner]:
    """What the user's organisations are to learn from and have not read."""
    return Learner.objects.filter(learning_where(user), read_at=None, review__is_closed=True)


def get_learner_to_read(user: Any, pk: Any) -> Learner:
    """404 if the review is not to be seen; 403 unless the user answers for the organisation that should read it."""
    found = Learner.objects.select_related("review", "organisation__region")
    learner = get_object_or_404(found, pk=pk)
    get_review(user, learner.review_id)
    if not Learner.objects.filter(learning_where(user), pk=pk).exists():
        raise PermissionDenied
    return learner


def promises_of_session(user: Any, review: Review) -> QuerySet[Commitment]:
    """The promises of the session of a review that the user sees."""
    if review.meeting_id is None:
        return Commitment.objects.none()
    return visible_commitments(user).filter(source_id=str(review.meeting_id))


def visible_studies(user: Any) -> QuerySet[Study]:
    return Study.objects.filter(regions_where(user, "rollup.see", "region__"))


def get_study(user: Any, pk: Any) -> Study:
    found = visible_studies(user).select_related("programme", "instrument", "region")
    return get_object_or_404(found, pk=pk)


def get_cohort(user: Any, pk: Any) -> Cohort:
    require(user, "programme.see")
    return get_object_or_404(Cohort.objects.select_related("programme"), pk=pk)


def get_district(user: Any, pk: Any, verb: str = "programme.see") -> CohortDistrict:
    """A district of a cohort: open to whoever sees programmes; its roles are named by those who guide them there."""
    require(user, "programme.see")
    found = CohortDistrict.objects.select_related(
        "cohort__programme__lead__region", "region__parent"
    )
    district = get_object_or_404(found, pk=pk)
    if verb != "programme.see":
        require(user, verb, district.region)
    return district


def may_name(user: Any, district: CohortDistrict) -> bool:
    """May he say which promise is whose role in this district?"""
    return can(user, "programme.record", district.region)


def role_sessions(user: Any, region: Region) -> QuerySet[Meeting]:
    """The sessions in which the user writes down promises to a district: of forums in it, and above it. Who guides the
    programme there may take a role off again."""
    where = Q(forum__region_path__under=region.path) | Q(forum__region_path__in=_above(region))
    return visible_meetings(user, "commitment.record").filter(where)


def get_role_session(user: Any, region: Region, pk: Any) -> Meeting:
    """404 if the session may not be seen, 403 if no promise to this district is written down in it by the user."""
    meeting = get_meeting(user, pk, "commitment.record")
    if not role_sessions(user, region).filter(pk=meeting.pk).exists():
        raise PermissionDenied
    return meeting


def get_district_role(user: Any, pk: Any) -> DistrictRole:
    require(user, "programme.see")
    found = DistrictRole.objects.select_related("programme", "region", "commitment")
    role = get_object_or_404(found, pk=pk)
    require(user, "programme.record", role.region)
    return role


def promises_for(user: Any, region: Region) -> QuerySet[Commitment]:
    """Promises that the user sees and that are to be kept in a district, or above it."""
    here = Q(region_path__under=region.path) | Q(region_path__in=_above(region))
    return visible_commitments(user).filter(here)


def _above(region: Region) -> list[str]:
    """Its own path and those of all regions above it."""
    return _up(region.path)


def _up(path: str) -> list[str]:
    return [path[:end] for end in range(len(path) + 1)]
