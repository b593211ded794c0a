"""The door of the demonstration: one enters as one of its people by a click. Elsewhere there is no such door."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mufakat.core import clock
from mufakat.core.answers import own_path
from mufakat.directory.models import Assignment, Office, User
from mufakat.directory.roles import ROLES
from mufakat.journal.models import Act, Event

MANY = 1_000
TO_TRY: dict[str, Promise] = {
    "notulis": _("Runs the session: attendance, notes, promises, verdicts."),
    "kepala_puskesmas": _("Hosts the session and reports for the Puskesmas."),
    "chair": _("Leads the session, ratifies the minutes, reopens them."),
    "sector_member": _("Sees the sessions and reports on what the sector promised."),
    "dinkes_kabkota": _("Sees all forums of the city and keeps its directory."),
    "dinkes_provinsi": _("Sees promises and figures of the province."),
    "ministry": _("Sees figures of the whole country."),
    "partner": _("Sees the forums it is a member of."),
    "mentor": _("Visits facilities, fills in and verifies assessments."),
    "administrator": _("Keeps regions, organisations, people and roles."),
    "auditor": _("Reads everything below the city, and changes nothing."),
}


@dataclass
class Visitor:
    """One of the demonstration's people: how to enter, the name, the office, where the role holds."""

    username: str
    name: str
    office: str
    place: str


@dataclass
class Group:
    """The people who have one role, and what can be tried as one of them."""

    title: Promise
    to_try: Promise
    people: list[Visitor] = field(default_factory=list)


def demo_users() -> QuerySet[User]:
    """Only those whom the replay recorded: a login made by hand is never opened by a click."""
    seeds = Act.objects.filter(via="seed").values("pk")
    recorded = Event.objects.filter(verb="user.recorded", act_id__in=seeds)
    return User.objects.filter(pk__in=list(recorded.values_list("subject_id", flat=True)))


def demo_people() -> list[Group]:
    """The people of the demonstration by role, in the order of the list of roles; in five queries."""
    today = clock.today()
    users = {user.pk: user for user in demo_users().select_related("person")}
    roles: dict[Any, Assignment] = {}
    places: dict[Any, list[str]] = {}
    for held in Assignment.objects.on(today).filter(user__in=users).order_by("id"):
        first = roles.setdefault(held.user_id, held)
        if held.role == first.role:
            places.setdefault(held.user_id, []).append(held.node_name)
    here = _who_wrote_most(users)
    people = [user.person_id for user in users.values()]
    offices = Office.objects.on(today).filter(person__in=people)
    titles: dict[Any, str] = {office.person_id: office.title for office in offices}
    groups = {code: Group(role.title, TO_TRY[code]) for code, role in ROLES.items()}
    for pk, held in sorted(roles.items(), key=lambda found: here.get(str(found[0]), MANY)):
        user = users[pk]
        office = titles.get(user.person_id, "")
        groups[held.role].people.append(
            Visitor(user.username, str(user), office, ", ".join(places[pk]))
        )
    return [group for group in groups.values() if group.people]


def _who_wrote_most(users: Iterable[Any]) -> dict[str, int]:
    """The place of each in the story: whose hand wrote most of it comes first, the forum whose session is due."""
    acts = Act.objects.filter(via="seed", by_id__in=[str(pk) for pk in users])
    counted = acts.values("by_id").annotate(n=Count("id")).order_by("-n", "by_id")
    return {row["by_id"]: place for place, row in enumerate(counted)}


@login_not_required
@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(demo_users(), username=request.POST.get("username", ""))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    asked = request.POST.get("next", "")
    return redirect(own_path(asked) or "/")
