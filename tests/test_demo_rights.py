"""Nobody in the demonstration does what the program would not have let him do on that day.

Actions ask for no rights, views do: so each act of a story is tried here by the doors of the views, with the roles
that its user held on the day. Acts of the house itself have no user and are left out.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import override_settings
from django.utils import timezone

from mufakat.commitments.access import get_commitment
from mufakat.directory import access
from mufakat.directory.models import Assignment, User
from mufakat.directory.roles import ALL_VERBS
from mufakat.indicators.access.assessments import get_assessment, get_call
from mufakat.indicators.models import Snapshot
from mufakat.journal.models import Event
from mufakat.learning.access import get_review, get_study
from mufakat.meetings.access import get_meeting
from mufakat.programmes.access import get_cohort, get_contest, get_district
from tests.kept import Kept

PRESENT = {
    "recorded": "record",
    "changed": "change",
    "opened": "open",
    "given": "give",
    "ratified": "ratify",
    "reopened": "reopen",
    "verified": "verify",
    "accepted": "accept",
    "taken": "take",
}
# What has no right of its own: with which right the view of the act opens.
BY_ANOTHER = {
    "cycle": "meeting.plan",
    "meeting.record": "meeting.plan",
    "participant": "attendance.record",
    "sheet.signed": "attendance.record",
    **dict.fromkeys(("group", "problem", "cause", "round", "scores"), "note.record"),
    **dict.fromkeys(("proposal", "sheet"), "note.record"),
    **dict.fromkeys(("terms", "expense"), "file.record"),
    **dict.fromkeys(
        ("lokus", "unit", "replication", "contest", "contestants", "cohort"), "programme.record"
    ),
    **dict.fromkeys(
        ("points", "districtrole", "district", "standing", "readiness"), "programme.record"
    ),
    **dict.fromkeys(("review", "factor", "priority", "learner", "study"), "review.record"),
    **dict.fromkeys(("version", "domain", "question"), "instrument.record"),
    "assessment": "assessment.fill",
    "office": "person.record",
    "membership": "forum.record",
    **dict.fromkeys(("user", "assignment"), "role.assign"),
}

Deed = tuple[str, str, date, str, str, str]  # username, verb, day, right, kind of place, its id


def right_of(verb: str) -> str:
    """The verb in the present; else what its view asks for."""
    thing, _, done = verb.partition(".")
    present = f"{thing}.{PRESENT.get(done, done)}"
    right = present if present in ALL_VERBS else BY_ANOTHER.get(present)
    return right or BY_ANOTHER.get(verb) or BY_ANOTHER[thing]


def deeds() -> dict[Deed, datetime]:
    """What was done where by whom on which day, once each, with its hour."""
    names = {str(user.pk): user.username for user in User.objects.all()}
    found: dict[Deed, datetime] = {}
    for event in Event.objects.exclude(by_id="").order_by("seq"):
        about = dict(reversed(event.about))  # the nearest of each kind
        if event.subject_kind in ("commitment", "update") and "meeting" not in about:
            place = ("commitment", about["commitment"])
        else:
            place = next((kind, about[kind]) for kind in PLACES if kind in about)
        day, right = timezone.localdate(event.at), right_of(event.verb)
        deed = (names[event.by_id], event.verb, day, right, *place)
        found.setdefault(deed, event.at)
    return found


def _forum(user: Any, pk: str, right: str) -> None:
    access.get_forum(user, pk, right)


def _user(user: Any, pk: str, right: str) -> None:
    access.get_person_for_login(user, User.objects.get(pk=pk).person_id)


def _person(user: Any, pk: str, right: str) -> None:
    access.get_person(user, pk, right)


def _snapshot(user: Any, pk: str, right: str) -> None:
    access.require(user, right, Snapshot.objects.get(pk=pk).region)


def _study(user: Any, pk: str, right: str) -> None:
    access.require(user, right, get_study(user, pk).region)


# In this order: where several things are told of, the right is asked at the first of these.
PLACES: dict[str, Any] = {
    "review": get_review,
    "meeting": get_meeting,
    "commitment": get_commitment,
    "assignment": lambda user, pk, right: access.get_assignment(user, pk, right),
    "user": _user,
    "office": access.get_office,
    "forum": _forum,
    "organisation": access.get_organisation,
    "person": _person,
    "contest": get_contest,
    "cohort": get_cohort,
    "study": _study,
    "snapshot": _snapshot,
    "assessment": get_assessment,
    "cohortdistrict": get_district,
    "call": get_call,
}


def refused() -> Iterator[str]:
    """Each deed that its user could not have done, in words."""
    logins: dict[tuple[str, date], User] = {}
    for (username, verb, day, right, kind, pk), at in deeds().items():
        if (username, day) not in logins:  # a login remembers its roles of the day
            logins[username, day] = User.objects.select_related("person").get(username=username)
        try:
            with override_settings(CLOCK_SHIFT=timezone.now() - at):
                PLACES[kind](logins[username, day], pk, right)
        except (PermissionDenied, Http404) as refusal:
            why = "may not" if isinstance(refusal, PermissionDenied) else "does not even see it"
            yield f"{day} {username} {verb}: {right} at {kind} {pk}: {why}"


@pytest.mark.django_db
def test_everybody_had_the_right_to_what_he_did(kept_demonstration: Kept[int]) -> None:
    kept_demonstration.put_back()
    wrong = list(refused())
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_one_without_a_role_there_is_found(kept_demonstration: Kept[int]) -> None:
    """The test above sees it: his role began with the session, and he had invited to it two weeks before."""
    kept_demonstration.put_back()
    held = Assignment.objects.filter(user__username="notulis.jayapura")
    held.update(valid_from=date(2024, 5, 30))
    wrong = list(refused())
    assert {line.split()[0] for line in wrong} == {"2024-05-16"}  # the invitations, not the session
    assert {line.split()[1] for line in wrong} == {"notulis.jayapura"}
