"""The later look, and who has read what was learnt."""

from datetime import date
from typing import Any

from mufakat.core import clock
from mufakat.journal.actions import OpenAct
from mufakat.learning.models import LaterLook, Learner, Review
from mufakat.learning.queries import measures
from mufakat.learning.rules import reviews as right

from .rows import about_of, locked


def record_look(
    act: OpenAct,
    review: Review,
    *,
    on: date,
    was_done: str,
    did_work: str,
    text: str,
    next_on: date | None = None,
) -> LaterLook:
    """Say whether it was done and whether it worked. The figures of both months are counted now, and kept."""
    found = locked(review)
    right.is_in_library(found.is_closed)
    right.can_look(on, found.on, clock.today(), list(found.looks.values_list("on", flat=True)))
    right.next_look(did_work, next_on, on)
    look = LaterLook.objects.create(
        id=act.new_key(),
        review=found,
        on=on,
        was_done=was_done,
        did_work=did_work,
        text=text,
        next_on=next_on,
        figures=figures_between(found, on),
        by_name=act.by_name,
    )
    act.note(
        "look.recorded",
        look,
        about=[review, *about_of(found)],
        question=found.question,
        was_done=str(look.get_was_done_display()),
        did_work=str(look.get_did_work_display()),
        figures=look.figures,
    )
    return look


def figures_between(review: Review, on: date) -> dict[str, Any] | None:
    """The figure that was to move, as it was known in the session and as it was known at the look."""
    if review.instrument is None or not review.measure:
        return None
    before, after = (
        measures.moment_of(
            review.instrument,
            review.measure,
            right.month_over_by(day),
            review.region,
            review.organisation,
        )
        for day in (review.on, on)
    )
    return {
        "measure": review.measure,
        "title": measures.title_of(review.instrument, review.measure),
        "before": before.as_json,
        "after": after.as_json,
    }


def read_review(act: OpenAct, learner: Learner) -> Learner:
    """Mark as read by an organisation that should learn from it; a second time changes nothing."""
    found = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    right.is_in_library(found.review.is_closed)
    if found.read_at is None:
        found.read_at, found.read_by = act.at, act.by_name
        found.save(update_fields=["read_at", "read_by"])
        about = [found.review, found.organisation]
        act.note("review.read", found, about=about, organisation=str(found.organisation))
    return found
