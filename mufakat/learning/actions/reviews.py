"""Write a review down, correct it while it is a draft, and close it into the library."""

from collections.abc import Collection
from datetime import date
from typing import Any

from mufakat.core import clock
from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, Snapshot
from mufakat.journal.actions import OpenAct
from mufakat.learning.models import Factor, Learner, Review
from mufakat.learning.queries import measures
from mufakat.learning.rules import reviews as right

from .rows import about_of, keep_words, locked, open_review


def record_review(
    act: OpenAct,
    *,
    question: str,
    on: date,
    region: Region,
    context: Collection[str] = (),
    components: Collection[str] = (),
    **fields: Any,
) -> Review:
    """Write down a session of learning. It is a draft until it is closed."""
    right.held_on(on, clock.today())
    _fits(on, region, fields)
    review = Review.objects.create(
        id=act.new_key(),
        question=question,
        on=on,
        region=region,
        region_path=region.path,
        context=list(context),
        components=list(components),
        **fields,
    )
    keep_words(review)
    act.note(
        "review.recorded",
        review,
        about=about_of(review),
        question=question,
        on=on,
        region=region.code,
    )
    return review


def _fits(on: date, region: Region, fields: dict[str, Any]) -> None:
    body: Organisation | None = fields.get("organisation")
    instrument: Instrument | None = fields.get("instrument")
    snapshot: Snapshot | None = fields.get("snapshot")
    right.place_fits(region.path, body.region_path if body else None)
    right.evidence_fits(snapshot.as_of if snapshot else None, on)
    measure = fields.get("measure", "")
    known = measures.measures_of(measures.form_of(instrument)) if instrument and measure else {}
    right.measure_fits(measure, list(known), instrument is not None)


def change_review(
    act: OpenAct, review: Review, *, base: int | None = None, **fields: Any
) -> Review:
    """Correct a draft."""
    found = open_review(review)
    names = ("organisation", "instrument", "snapshot", "measure")
    whole = {name: getattr(found, name) for name in names} | fields
    on, region = whole.get("on", found.on), whole.get("region", found.region)
    right.held_on(on, clock.today())
    _fits(on, region, whole)
    if "meeting" in fields and (fields["meeting"] and fields["meeting"].pk) != found.meeting_id:
        right.can_move_session(found.actions.exists())
    if "region" in fields:
        fields["region_path"] = region.path
    for name in ("context", "components"):
        if name in fields:
            fields[name] = list(fields[name])
    told = {"question": fields.get("question", found.question)}
    act.change(review, "review.changed", base=base, about=about_of(review), told=told, **fields)
    keep_words(review)
    return review


def close_review(
    act: OpenAct,
    review: Review,
    *,
    decision: str,
    decided: str,
    reason: str,
    look_on: date,
    base: int | None = None,
) -> Review:
    """Say what was decided and why, and put it into the library; from then on its text stands; priority
    actions, who should learn it, and later looks follow."""
    found = open_review(review)
    right.can_close(found.factors.count(), decision, decided, reason)
    right.look_day(look_on, found.on)
    act.change(
        review,
        "review.closed",
        base=base,
        about=about_of(review),
        told={"question": found.question, "form": decision},
        decision=decision,
        decided=decided,
        reason=reason,
        look_on=look_on,
        is_closed=True,
        closed_at=act.at,
        closed_by=act.by_name,
    )
    keep_words(review)
    return review


def record_factor(
    act: OpenAct, review: Review, *, helped: bool, text: str, domain: str = "", context: str = ""
) -> Factor:
    """Write down what helped or hindered."""
    found = open_review(review)
    form = measures.asked_in(found) if domain else None
    right.domain_is_known(domain, list(measures.domains_of(form)))
    there = list(found.factors.filter(helped=helped).values_list("text", flat=True))
    right.can_add_factor(text, there)
    factor = Factor.objects.create(
        id=act.new_key(), review=found, helped=helped, text=text, domain=domain, context=context
    )
    keep_words(found)
    act.note(
        "factor.recorded",
        factor,
        about=[review],
        text=text,
        form="helped" if helped else "hindered",
    )
    return factor


def withdraw_factor(act: OpenAct, factor: Factor) -> None:
    """Take a factor off a draft; the event keeps its text."""
    review = open_review(factor.review)
    act.note("factor.withdrawn", factor, about=[review], text=factor.text)
    factor.delete()
    keep_words(review)


def record_learner(act: OpenAct, review: Review, *, organisation: Organisation) -> Learner:
    """Name an organisation that should learn from it, also after it was closed."""
    found = locked(review)
    there = found.learners.filter(organisation=organisation).exists()
    right.can_add_learner(there, found.learners.count())
    learner = Learner.objects.create(id=act.new_key(), review=found, organisation=organisation)
    act.note(
        "learner.recorded", learner, about=[review, organisation], organisation=str(organisation)
    )
    return learner


def withdraw_learner(act: OpenAct, learner: Learner) -> None:
    """Take an organisation off the list, also after the review was closed, until it has read it."""
    review = locked(learner.review)
    found = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    right.has_not_read(found.read_at is not None)
    body = found.organisation
    act.note("learner.withdrawn", found, about=[review], organisation=str(body))
    found.delete()
