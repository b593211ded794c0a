"""What the holders of promises should hear today, and who they are."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from mufakat.commitments.models import Check, Commitment, DateRequest, Verdict
from mufakat.commitments.queries import reported_done
from mufakat.core import clock
from mufakat.delivery.queries import silenced
from mufakat.delivery.rules import Recipient, Span
from mufakat.directory.models import Forum, MemberRole, Membership, Office
from mufakat.directory.queries import leads_of
from mufakat.meetings.models import Escalation, InputAnswer, Meeting

AHEAD = timedelta(days=7)
LATELY = timedelta(days=130)  # the longest from a session to the deadline of its file
SPEAKS: list[str] = [MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.HOST]


def forums_of_zone(zone: str, on: date) -> list[Forum]:
    """Those that have promises, brought something before a forum above that answered, or met of late: their file may
    be due."""
    asked = InputAnswer.objects.order_by().values("source__forum")
    met = Meeting.objects.filter(forum=OuterRef("pk"), ends_at__gte=clock.now() - LATELY)
    some = Exists(Commitment.objects.filter(forum=OuterRef("pk"))) | Q(pk__in=asked) | Exists(met)
    found = Forum.objects.on(on).filter(some, region__timezone=zone)
    return list(found.select_related("region").order_by("name", "pk"))


def _whole(found: QuerySet[Commitment]) -> list[Commitment]:
    return list(found.select_related("owner_organisation", "owner_person").order_by("due_on", "pk"))


def owed(forums: Collection[Any], on: date) -> list[Commitment]:
    """The promises that are late or due within a week and wait for their holder: not for a session that is to look at
    what he reported as done, or at the date that he asks for."""
    found = Commitment.objects.filter(forum__in=forums, state="open", due_on__lte=on + AHEAD)
    listed = _whole(found)
    keys = [each.pk for each in listed]
    asked = DateRequest.objects.filter(commitment__in=keys, state="waiting")
    waits = reported_done(keys) | set(asked.values_list("commitment", flat=True))
    return [each for each in listed if each.pk not in waits]


def _ratified(forums: Collection[Any], span: Span) -> dict[str, str]:
    """The sessions whose minutes were ratified in this span: key → title."""
    found = Meeting.objects.filter(
        forum__in=forums, ratified_at__gt=span.since, ratified_at__lte=span.until
    )
    return {str(pk): title for pk, title in found.values_list("pk", "title")}


def decided(forums: Collection[Any], span: Span) -> list[Verdict]:
    """What sessions said about promises, once their minutes are ratified."""
    given = Verdict.objects.filter(session_id__in=list(_ratified(forums, span)))
    return list(
        given.select_related("commitment__owner_organisation", "commitment__owner_person").order_by(
            "session_at", "pk"
        )
    )


def made(forums: Collection[Any], span: Span) -> list[Commitment]:
    """The promises written down in these minutes."""
    sessions = list(_ratified(forums, span))
    return _whole(Commitment.objects.filter(source_kind="meeting", source_id__in=sessions))


def answered(forums: Collection[Any], span: Span) -> list[Escalation]:
    """What forums above answered."""
    found = Escalation.objects.filter(
        commitment__forum__in=forums, answered_at__gt=span.since, answered_at__lte=span.until
    ).exclude(decision="forwarded")
    return list(
        found.select_related(
            "commitment__owner_organisation", "commitment__owner_person", "to_forum"
        ).order_by("answered_at", "pk")
    )


def not_adequate(forums: Collection[Any], span: Span) -> list[Check]:
    """Reports of "done" whose proof was found not adequate."""
    found = Check.objects.filter(
        commitment__forum__in=forums,
        commitment__state="open",
        adequate=False,
        at__gt=span.since,
        at__lte=span.until,
    )
    return list(
        found.select_related("commitment__owner_organisation", "commitment__owner_person").order_by(
            "at", "pk"
        )
    )


def inputs_answered(forums: Collection[Any], span: Span) -> list[InputAnswer]:
    """What sessions above answered to what these villages brought, once their minutes are ratified."""
    found = InputAnswer.objects.filter(
        source__forum__in=forums,
        meeting__ratified_at__gt=span.since,
        meeting__ratified_at__lte=span.until,
    )
    return list(found.select_related("meeting", "source").order_by("meeting", "id"))


def heads_of(forums: Collection[Any], on: date) -> dict[Any, Recipient]:
    """Who speaks for each of these forums (by id): its chair, else its secretary, else its host; of a body who leads
    it. Nobody who asked for no news."""
    rows = Membership.objects.on(on).filter(forum__in=forums, role__in=SPEAKS)
    seats = list(rows.select_related("person", "organisation").order_by("pk"))
    seats.sort(key=lambda seat: SPEAKS.index(seat.role))
    offices = leads_of({seat.organisation_id for seat in seats if seat.organisation_id}, on)
    quiet_people, quiet_bodies = silenced()
    found: dict[Any, Recipient] = {}
    for seat in seats:
        person = seat.person if seat.person and seat.person.is_valid_on(on) else None
        person = person or offices.get(seat.organisation_id)
        if (person and person.pk in quiet_people) or seat.organisation_id in quiet_bodies:
            continue
        if person or seat.organisation:
            found.setdefault(
                seat.forum_id, Recipient(person, None if person else seat.organisation)
            )
    return found


def holders_of(commitments: Iterable[Commitment], on: date) -> dict[Any, Recipient]:
    """Who holds each promise (by id): its person while he takes part; else who sits in the forum for the body that
    promised; else who leads that body, or is the first in office there; else the body. Nobody who asked for no news,
    himself or for the body."""
    listed = list(commitments)
    quiet_people, quiet_bodies = silenced()
    bodies = {c.owner_organisation_id for c in listed if c.owner_organisation_id}
    seats = _seats({c.forum_id for c in listed}, bodies, on)
    offices = leads_of(bodies, on)
    found = {}
    for each in listed:
        person, body = each.owner_person, each.owner_organisation_id
        if person is None or not person.is_valid_on(on):
            person = seats.get((each.forum_id, body)) or offices.get(body)
            if body in quiet_bodies:
                continue
        if person and person.pk not in quiet_people:
            found[each.pk] = Recipient(person)
        elif not person and each.owner_organisation:
            found[each.pk] = Recipient(None, each.owner_organisation)
    return found


def _seats(forums: Collection[Any], bodies: Collection[Any], on: date) -> dict[Any, Any]:
    rows = Membership.objects.on(on).filter(
        forum__in=forums, organisation__in=bodies, person__isnull=False
    )
    seats = rows.select_related("person").order_by("-pk")
    found = {(m.forum_id, m.organisation_id): m.person for m in seats}
    return {seat: person for seat, person in found.items() if person and person.is_valid_on(on)}


def bodies_of(people: Collection[Any], on: date) -> dict[Any, list[Any]]:
    """The bodies for which each of these people stands today."""
    found: dict[Any, list[Any]] = {}
    rows = Office.objects.on(on).filter(person__in=people).order_by("pk")
    for person, body in rows.values_list("person_id", "organisation_id"):
        found.setdefault(person, []).append(body)
    return found


def memberships_for(forums: Collection[Any], on: date) -> dict[tuple[Any, Any, Any], Membership]:
    """The seats of forums by (forum, organisation, person): what personal links are given for."""
    rows = Membership.objects.on(on).filter(forum__in=forums)
    seats = rows.select_related("forum__region", "organisation", "person").order_by("-pk")
    return {(m.forum_id, m.organisation_id, m.person_id): m for m in seats}
