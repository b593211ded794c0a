"""What every write of a promise begins and ends with."""

from collections.abc import Callable, Iterable, Sequence

from mufakat.commitments import rules
from mufakat.commitments.models import Commitment
from mufakat.journal.actions import Subject

_unratified: list[Callable[[Iterable[str]], Sequence[Subject]]] = []


def register_unratified(found: Callable[[Iterable[str]], Sequence[Subject]]) -> None:
    """The room of sessions says which of these sessions (by id) are not ratified yet."""
    _unratified[:] = [found]


def judging_now(commitment: Commitment) -> list[Subject]:
    """The sessions that judged a promise and are not ratified yet: who ratifies is told what moves under a verdict."""
    judged = list(commitment.verdicts.values_list("session_id", flat=True))
    return [session for found in _unratified if judged for session in found(judged)]


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
