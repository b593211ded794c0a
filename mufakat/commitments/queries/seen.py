"""Whether a second person has looked at what is promised and reported now."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, UUIDField
from django.db.models.functions import Coalesce

from mufakat.commitments.models import (
    Check,
    Commitment,
    DateRequest,
    Evidence,
    Update,
    Verdict,
)
from mufakat.core.asked import Asked
from mufakat.directory.models import Membership, Office, Person
from mufakat.directory.models.dated import valid_on

from .timeline import GOES_ON


def seen_now() -> Exists:
    """The condition on promises that the last who looked was content, that he is a second person still, and that
    nothing has moved since: else nobody has seen what stands now. What moves is what is promised, by when, for how
    much, with which proof, by which body; not who holds it there. What was corrected there and back moved nothing."""
    owner = Coalesce(OuterRef("owner_organisation"), OuterRef("owner_person"))
    same = {name: OuterRef(name) for name in ("what", "due_on", "proof_asked")}
    money = Coalesce(OuterRef("amount_idr"), 0)
    found = Check.objects.filter(commitment=OuterRef("pk"), owner=owner, amount_idr=money, **same)
    return Exists(found.filter(~_moved_since(), ~_of_owner(), adequate=True))


def _moved_since() -> Q:
    """After a check: another check, a report, a proof sent or withdrawn, another day asked for, or a session that let
    the promise go on."""
    there, later = {"commitment": OuterRef("commitment")}, Q(at__gt=OuterRef("at"))
    sent = Evidence.objects.filter(later | Q(withdrawn_at__gt=OuterRef("at")), **there)
    goes_on = {"verdict__in": GOES_ON, "given_at__gt": OuterRef("at")}
    return (
        Q(Exists(Check.objects.filter(later, **there)))
        | Q(Exists(Update.objects.filter(later, **there)))
        | Q(Exists(sent))
        | Q(Exists(DateRequest.objects.filter(later, **there)))
        | Q(Exists(Verdict.objects.filter(**goes_on, **there)))
    )


def _of_owner() -> Q:
    """Who looked holds the promise now, or was of its owner on the day on which he looked (`of_owner`)."""
    holder = Person.objects.filter(pk=OuterRef("looker")).filter(
        pk=OuterRef(OuterRef("owner_person"))
    )
    body = OuterRef(OuterRef("owner_organisation"))
    there: Any = {"person": OuterRef("looker"), "organisation": body}
    forum = Q(forum=OuterRef(OuterRef("forum"))) | Q(forum=OuterRef(OuterRef("origin")))
    held: Any = valid_on(OuterRef("looked_on"))  # type: ignore[arg-type]
    return (
        Q(Exists(holder))
        | Q(Exists(Office.objects.filter(held, **there)))
        | Q(Exists(Membership.objects.filter(held, forum, **there)))
    )


_SEEN = Asked(
    lambda pk: Commitment.objects.filter(seen_now(), pk=pk).values_list("pk"), pk=UUIDField()
)


def content_now(commitment: Commitment) -> bool:
    """Whether a second person has seen what stands now, and was content."""
    return bool(_SEEN(pk=commitment.pk))
