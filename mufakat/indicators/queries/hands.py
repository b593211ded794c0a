"""In whose hands an assessment is: who fills it in for a body, who verifies and accepts it."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import Q

from mufakat.core.fields import ancestors
from mufakat.delivery.queries import silenced
from mufakat.delivery.rules import Recipient
from mufakat.directory.models import Assignment, Facility, Organisation
from mufakat.directory.models.users import NodeKind
from mufakat.directory.queries import leads_of
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.journal.models import Event

from .assessments import FILLED

AT_ONCE = 1000  # bodies: a database takes only so many values in one question
FILLERS = ("kepala_puskesmas", "notulis")  # who is told, the first that there is
OFFICE = "dinkes_kabkota"  # and of a Dinkes its own people
JUDGES = {
    "verify": ("mentor", "dinkes_kabkota", "dinkes_provinsi", "ministry"),
    "accept": ("dinkes_kabkota", "dinkes_provinsi", "ministry"),
}


def of_own_hand(user: Any, assessments: Iterable[Any]) -> set[str]:
    """Those of these (by id) of which the user answered, photographed or sent something: another one judges them."""
    keys = list(assessments)
    if not keys:
        return set()
    told = Event.objects.filter(subject_kind="assessment", verb__in=FILLED)
    told = told.filter(subject_id__in=[str(key) for key in keys])
    photos = AssessmentPhoto.objects.filter(assessment__in=keys, by_id=str(user.pk))
    own = {str(key) for key in photos.values_list("assessment", flat=True)}
    return own | set(told.filter(by_id=str(user.pk)).values_list("subject_id", flat=True))


def hands_of(bodies: Iterable[Organisation], on: date) -> dict[Any, Recipient]:
    """Who answers for each body (by id): who fills in for it or for the body above it, of a Dinkes its own people; else
    who leads it, with an account or without; else the body. Nobody who asked for no news."""
    found: dict[Any, Recipient] = {}
    for some in batched(bodies, AT_ONCE):
        found |= _hands_of(some, on)
    return found


def _hands_of(bodies: Collection[Organisation], on: date) -> dict[Any, Recipient]:
    quiet_people, quiet_bodies = silenced()
    dinkes, roles = _dinkes(bodies), (*FILLERS, OFFICE)
    given = _assigned(roles, [body.path for body in bodies], dinkes.values(), on)
    leads = leads_of([body.pk for body in bodies], on)
    found: dict[Any, Recipient] = {}
    for body in bodies:
        if body.pk in quiet_bodies:
            continue
        near = [row for row in given if _answers_for(row, body, dinkes)]
        near.sort(key=lambda row: (-len(row.node_path), roles.index(row.role)))
        person = near[0].user.person if near else leads.get(body.pk)
        if person is None or person.pk not in quiet_people:
            found[body.pk] = Recipient(person, None if person else body)
    return found


def _dinkes(bodies: Collection[Organisation]) -> dict[Any, str]:
    """Which of these bodies are the Dinkes of a district, with its region."""
    found = Facility.objects.filter(pk__in=[body.pk for body in bodies], kind="dinkes_kabkota")
    return dict(found.values_list("pk", "region_path"))


def _answers_for(row: Assignment, body: Organisation, dinkes: dict[Any, str]) -> bool:
    if row.node_kind == NodeKind.ORGANISATION:
        return row.role in FILLERS and body.path.startswith(row.node_path)
    return row.role == OFFICE and dinkes.get(body.pk) == row.node_path


def judges_of(
    waiting: Iterable[Assessment], what: str, on: date
) -> dict[Any, dict[Any, Assignment]]:
    """Who may do `what` ("verify", "accept") with each assessment (by id): the nearest in charge who filled in nothing
    of it, each with where he is. Nobody who asked for no news."""
    found: dict[Any, dict[Any, Assignment]] = {}
    for some in batched(waiting, AT_ONCE):
        found |= _judges_of(some, JUDGES[what], on)
    return found


def _judges_of(
    waiting: Collection[Assessment], roles: tuple[str, ...], on: date
) -> dict[Any, dict[Any, Assignment]]:
    bodies, quiet = [each.organisation for each in waiting], silenced()[0]
    regions = [path for body in bodies for path in ancestors(body.region_path)]
    given = _assigned(roles, [body.path for body in bodies], regions, on)
    wrote = _fillers(waiting)
    found: dict[Any, dict[Any, Assignment]] = {}
    for each in waiting:
        near = [
            row
            for row in given
            if _reaches(row, each.organisation) and str(row.user_id) not in wrote[each.pk]
        ]
        if near:
            best = min(_rank(row, roles) for row in near)
            chosen = [row for row in near if _rank(row, roles) == best]
            found[each.pk] = {r.user.person: r for r in chosen if r.user.person_id not in quiet}
    return found


def _rank(row: Assignment, roles: tuple[str, ...]) -> tuple[bool, int, int]:
    """The nearest first; of those at one place who only verifies before who also accepts."""
    return row.node_kind != NodeKind.ORGANISATION, -len(row.node_path), roles.index(row.role)


def _reaches(row: Assignment, body: Organisation) -> bool:
    path = body.path if row.node_kind == NodeKind.ORGANISATION else body.region_path
    return path.startswith(row.node_path)


def _assigned(
    roles: tuple[str, ...], bodies: Iterable[str], regions: Iterable[str], on: date
) -> list[Assignment]:
    """The roles that hold at these bodies, at one above them, or at these regions; of people who can sign in."""
    paths = {path for body in bodies for path in ancestors(body)} - {""}
    here = Q(node_kind=NodeKind.ORGANISATION, node_path__in=list(paths))
    there = Q(node_kind=NodeKind.REGION, node_path__in=list(set(regions)))
    given = Assignment.objects.on(on).filter(
        here | there, role__in=roles, user__is_active=True, user__person__isnull=False
    )
    return [
        r
        for r in given.select_related("user__person").order_by("id")
        if r.user.person and r.user.person.is_valid_on(on)
    ]


def _fillers(listed: Collection[Assessment]) -> dict[Any, set[str]]:
    """Who answered, photographed or sent any of each, by id."""
    keys = {str(each.pk): each.pk for each in listed}
    told = Event.objects.filter(
        subject_kind="assessment", subject_id__in=list(keys), verb__in=FILLED
    )
    photos = AssessmentPhoto.objects.filter(assessment__in=keys.values())
    found: dict[Any, set[str]] = {key: set() for key in keys.values()}
    for key, by in told.values_list("subject_id", "by_id"):
        found[keys[key]] |= {by}
    for each, by in photos.values_list("assessment", "by_id"):
        found[each] |= {by}
    return found
