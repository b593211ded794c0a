"""One transaction that does one act once; or several acts together, all of them or none."""

import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import local
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.batch import batch
from mufakat.core.errors import RuleBroken
from mufakat.journal.models import Act
from mufakat.journal.turns import turn

from . import closing
from .under_way import AlreadyDone, NotYours, OpenAct, OtherText

LOOKING = _(
    "You are viewing as another role, so nothing is saved. Stop viewing first (top of the page)."
)


class NotTogether(Exception):
    """One of several acts did not come to its end, so that none of them was done."""


class _Together:
    """Acts that end together: those that were done so far, and which of those to come arrived before."""

    def __init__(self, coming: Collection[uuid.UUID]) -> None:
        self.done: dict[uuid.UUID, OpenAct] = {}
        self.coming = set(coming)
        self.before = Act.objects.in_bulk(list(coming))

    def earlier(self, act_id: uuid.UUID) -> Act | None:
        if act_id in self.done:
            return self.done[act_id].row
        if act_id in self.coming:
            return self.before.get(act_id)
        return _find(act_id)


_here = local()  # the acts that end together, where some do


@contextmanager
def act(
    act_id: uuid.UUID,
    *,
    by: Any,
    made_at: datetime | None = None,
    via: str = "web",
    at: datetime | None = None,
    asked: Sequence[str] = (),
    tapped_at: datetime | None = None,
) -> Iterator[OpenAct]:
    """One transaction that does one act once.

    `by` is the user (or None for the house itself); `at` overrides the server's clock and is for replaying
    a history that is older than this server. `asked` are the digests of what is asked (`intents.digests`): a
    second arrival that asks the same is `AlreadyDone`, one that asks something else is `OtherText`. `tapped_at`:
    see `OpenAct`.
    Who looks with another role's eyes (`seen_as`) writes nothing.
    Raises `AlreadyDone`, `OtherText`, `NotYours`, `RuleBroken`.
    """
    if getattr(by, "seen_as", None) is not None:
        raise RuleBroken("viewing.no_writes", LOOKING)
    now = at or clock.now()
    row = Act(
        id=act_id,
        by_id=str(by.pk) if by is not None else "",
        by_name=str(by) if by is not None else "Mufakat",
        via=via,
        made_at=made_at or now,
        received_at=now,
        asked=asked[0] if asked else "",
    )
    others: _Together | None = getattr(_here, "acts", None)
    if others is not None:
        _refuse_second(row, asked, others.earlier(act_id))
        open_act = OpenAct(row, tapped_at)
        try:
            yield open_act
        except Exception as failed:
            raise NotTogether from failed
        others.done[act_id] = open_act
        return
    try:
        with turn(), transaction.atomic():
            _refuse_second(row, asked, _find(act_id))
            open_act = OpenAct(row, tapped_at)
            yield open_act
            closing.close([open_act])
    except (AlreadyDone, NotYours, OtherText):
        raise
    except Exception:
        # The same act may have been done at the same moment: what it did then stands in the way of doing it.
        _refuse_second(row, asked, _find(act_id))
        raise


def _find(act_id: uuid.UUID) -> Act | None:
    return Act.objects.filter(pk=act_id).first()


def _refuse_second(row: Act, asked: Sequence[str], earlier: Act | None) -> None:
    """Raise what tells of an earlier arrival of this act, if there was one."""
    if earlier is None:
        return
    if earlier.by_id != row.by_id:
        raise NotYours(str(row.id))
    if asked and earlier.asked and earlier.asked not in asked:
        raise OtherText(earlier)
    raise AlreadyDone(earlier)


@contextmanager
def together(coming: Collection[uuid.UUID] = ()) -> Iterator[None]:
    """The acts within are closed at once: one transaction, one lock, one link after the other of the chain. The ids of
    those that are `coming` are looked up once, and so is what they ask for alike (`core.batch`).

    For acts that only add facts: what one of them noted is not in the journal yet when the next one asks. Nothing of
    them counts before the end. Raises `NotTogether` when one of them did not come to its end, and whatever keeps the
    end itself from coming: then none was done, and each is to be tried alone.
    """
    with turn(), transaction.atomic():
        acts = _here.acts = _Together(coming)
        try:
            with batch():
                yield
        finally:
            _here.acts = None
        if acts.done:
            closing.close(list(acts.done.values()))


def once(act_id: uuid.UUID, do: Callable[[OpenAct], str], **who: Any) -> tuple[str, str]:
    """Do an act; return (outcome, answer) with outcome `done` or `already`. For callers without a form."""
    try:
        with act(act_id, **who) as open_act:
            open_act.answer = do(open_act)
            return "done", open_act.answer
    except AlreadyDone as already:
        return "already", already.act.answer
