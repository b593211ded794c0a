"""Who sees a promise, and who may report on it."""

from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import DateField, Q, QuerySet, UUIDField
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.core import clock
from mufakat.core.asked import Asked, AskedThings
from mufakat.directory.access import (
    NOWHERE,
    LinkClosed,
    can,
    forums_where,
    get_membership,
    organisations_where,
)
from mufakat.directory.links import Guest
from mufakat.directory.models import LinkKind, Membership, Organisation, Region

from .models import Commitment, Evidence, Verdict


class Sight(TypedDict):
    """What decides which promises a user sees, as conditions."""

    forums: Q  # on `forum__…`: where he sees every promise
    bodies: Q  # on an organisation: for which he answers
    person: Q  # on the promise: that it is his own


def sight(user: Any) -> Sight:
    return {
        "forums": forums_where(user, "commitment.see", "forum__"),
        "bodies": organisations_where(user, "update.record"),
        "person": _of_person(user),
    }


def own(bodies: Q, person: Q) -> tuple[Q, Q]:
    """What makes a promise the user's own: one of these organisations has promised it, or he himself."""
    # Ids, not a join: on both sides of an "or" a database follows an index only without joins.
    ids = Organisation.objects.filter(bodies).order_by().values("pk")
    return Q(owner_organisation__in=ids), person


def seen(forums: Q, bodies: Q, person: Q) -> Q:
    """The condition "the promise is of a forum that the user sees, or his own wherever it was made"."""
    of_bodies, of_person = own(bodies, person)
    return forums | of_bodies | of_person


def own_commitments(user: Any) -> QuerySet[Commitment]:
    """What the user, or an organisation of the user, has promised."""
    conditions = sight(user)
    of_bodies, of_person = own(conditions["bodies"], conditions["person"])
    return Commitment.objects.filter(of_bodies | of_person)


def visible_commitments(user: Any) -> QuerySet[Commitment]:
    return Commitment.objects.filter(seen(**sight(user)))


def _of_person(user: Any) -> Q:
    person = getattr(user, "person_id", None)
    return Q(owner_person_id=person) if person and user.seen_as is None else NOWHERE


def visible_verdicts(user: Any) -> QuerySet[Verdict]:
    return Verdict.objects.filter(forums_where(user, "commitment.see", "forum__"))


def counted_verdicts(user: Any, region: Region | None) -> QuerySet[Verdict]:
    """What a rate counts: every verdict for one who may see the roll-up of this region, else those he sees.

    A promise to be kept here may come from a forum above that the user does not see: it counts in the figure
    of the region, and its row stays closed.
    """
    if region is not None and can(user, "rollup.see", region):
        return Verdict.objects.all()
    return visible_verdicts(user)


def may(user: Any, verb: str, commitment: Commitment) -> bool:
    """A right at the forum, at the organisation that promised, or the promise is one's own."""
    if can(user, verb, commitment.forum):
        return True
    if verb not in ("commitment.see", "update.record"):
        return False
    organisation = commitment.owner_organisation
    if organisation is not None and can(user, verb, organisation):
        return True
    person = getattr(user, "person_id", None)
    return person is not None and person == commitment.owner_person_id and user.seen_as is None


WHOLE = ("forum", "forum__region", "owner_organisation", "owner_person", "region")
_ONE = AskedThings(Commitment, lambda pk: Q(pk=pk), *WHOLE, pk=UUIDField())


def get_commitment(user: Any, pk: Any, verb: str = "commitment.see") -> Commitment:
    """404 if the user may not see it, 403 if he may see but not do."""
    commitment = _ONE.first(pk=pk)
    if commitment is None or not may(user, "commitment.see", commitment):
        raise Http404
    if not may(user, verb, commitment):
        raise PermissionDenied
    return commitment


def _whole(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return found.select_related(*WHOLE)


def get_evidence(user: Any, pk: Any) -> Evidence:
    """A file of a promise that the user may see."""
    found = Evidence.objects.select_related("commitment__forum")
    evidence = get_object_or_404(found, pk=pk)
    if not may(user, "commitment.see", evidence.commitment):
        raise Http404
    return evidence


def may_withdraw(user: Any, evidence: Evidence) -> bool:
    """Who sent it, and the secretary of the forum."""
    sent = evidence.by_id == str(getattr(user, "pk", ""))
    return sent or can(user, "commitment.change", evidence.commitment.forum)


def get_own_evidence(user: Any, pk: Any) -> Evidence:
    evidence = get_evidence(user, pk)
    if not may_withdraw(user, evidence):
        raise PermissionDenied
    return evidence


def get_seat(user: Any, pk: Any) -> Membership:
    """A seat in a forum whose secretary the user is, to give its holder a link."""
    return get_membership(user, pk, "link.record")


# -- Guests: who holds a personal link ------------------------------------------------------------


_SEAT = Asked(
    lambda pk, on: (
        Membership.objects.exclude(valid_to__lt=on)
        .filter(pk=pk)
        .values_list("organisation_id", "person_id")
    ),
    pk=UUIDField(),
    on=DateField(),
)


def guest_where(guest: Guest) -> Q:
    """What the holder of the link promised in its forum, also what another forum has taken over since; or the one
    promise that the link names. `LinkClosed` once the seat for which it was given has ended; one that begins later
    shows already what its body promised."""
    link = guest.link
    if link.kind == LinkKind.COMMITMENT:
        return Q(pk=UUID(link.thing_id))
    seats = _SEAT(pk=UUID(link.thing_id), on=clock.today())
    if not seats:
        raise LinkClosed(link)
    organisation, person = seats[0]
    owner = Q(owner_organisation=organisation) if organisation is not None else NOWHERE
    if person is not None:
        owner |= Q(owner_person=person)
    return owner & (Q(forum=link.forum_id) | Q(origin=link.forum_id))


def guest_commitments(guest: Guest) -> QuerySet[Commitment]:
    return _whole(Commitment.objects.filter(guest_where(guest)))


def get_guest_commitment(guest: Guest, pk: Any = None) -> Commitment:
    """A promise that the link names; without `pk` the only one. 404 for any other."""
    found = guest_commitments(guest)
    return get_object_or_404(found if pk is None else found.filter(pk=pk))


def get_guest_evidence(guest: Guest, pk: Any, *, own: bool = False) -> Evidence:
    """A file of a promise that the link names; to be withdrawn only by who sent it."""
    ours = guest_commitments(guest).order_by().values("pk")
    found = Evidence.objects.select_related("commitment__forum", "commitment__region")
    evidence = get_object_or_404(found, pk=pk, commitment__in=ours)
    if own and evidence.by_id != str(guest.pk):
        raise PermissionDenied
    return evidence
