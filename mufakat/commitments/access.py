"""Who sees a promise, and who may report on it."""

from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.directory.access import NOWHERE, can, forums_where, organisations_where
from mufakat.directory.models import Organisation, Region

from .models import Commitment, Verdict


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


def get_commitment(user: Any, pk: Any, verb: str = "commitment.see") -> Commitment:
    """404 if the user may not see it, 403 if he may see but not do."""
    found = Commitment.objects.select_related(
        "forum__region", "owner_organisation", "owner_person", "region"
    )
    commitment = get_object_or_404(found, pk=pk)
    if not may(user, "commitment.see", commitment):
        raise Http404
    if not may(user, verb, commitment):
        raise PermissionDenied
    return commitment
