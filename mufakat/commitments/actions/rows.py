"""What every write of a promise begins and ends with."""

from mufakat.commitments import rules
from mufakat.commitments.models import Commitment
from mufakat.journal.actions import Subject


def locked(commitment: Commitment) -> Commitment:
    """The promise as it stands now, kept so until this act ends."""
    found = Commitment.objects.select_for_update(of=("self",)).filter(pk=commitment.pk).first()
    rules.still_written_down(found is not None)
    return found or commitment


def about_of(commitment: Commitment, *more: Subject) -> list[Subject]:
    """On which pages it is told: the forum's, the place's, the owner's, and where it was made or judged."""
    others = (
        commitment.forum,
        commitment.region,
        commitment.owner_organisation,
        commitment.owner_person,
    )
    return [x for x in (*others, *more) if x is not None]
