"""What the page of a review asks."""

from collections.abc import Sequence
from typing import Any

from mufakat.commitments.access import visible_commitments
from mufakat.commitments.models import Commitment
from mufakat.learning.models import DistrictRole, LaterLook, Learner, PriorityAction, Review


def actions_of(review: Review) -> list[PriorityAction]:
    found = review.actions.select_related(
        "commitment__owner_organisation", "commitment__owner_person", "commitment__region"
    )
    return list(found.order_by("commitment__due_on", "id"))


def open_to(user: Any, bound: Sequence[PriorityAction | DistrictRole]) -> set[Any]:
    """Which of these promises the user may read."""
    ids = [each.commitment_id for each in bound]
    if not ids:
        return set()
    return set(visible_commitments(user).filter(pk__in=ids).values_list("pk", flat=True))


def learners_of(review: Review) -> list[Learner]:
    return list(review.learners.select_related("organisation").order_by("organisation__name"))


def looks_of(review: Review) -> list[LaterLook]:
    return list(review.looks.order_by("on", "id"))


def unbound(found: Any, review: Review) -> list[Commitment]:
    """Promises of the session that are no priority of the review yet."""
    bound = review.actions.values("commitment")
    return list(found.exclude(pk__in=bound).select_related("owner_organisation", "owner_person"))
