"""What is right of a learning session (CLA), of who is to learn from it, and of the later look."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.indicators.rules.months import following, last_day, month_of

EARLIEST = date(2000, 1, 1)
LOOK_WITHIN = timedelta(days=730)  # a look after more than two years tells of other things
MOST_FACTORS = 40
MOST_LEARNERS = 60


def is_open(is_closed: bool) -> None:
    """A draft may change; what was told, found and decided in the library stays as it was told there. What follows from
    it is added, and taken off again: priority actions, who should learn it, later looks."""
    if is_closed:
        raise RuleBroken(
            "review_is_closed",
            _(
                "This review stands in the library: its text does not change any more. Record a later look."
            ),
        )


def is_in_library(is_closed: bool) -> None:
    if not is_closed:
        raise RuleBroken(
            "review_is_draft",
            _("This review is still a draft. Close it first, so others can learn."),
        )


def held_on(on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(
            "review_in_future",
            _("The session lies in the future. Write down the day it was held."),
            "on",
        )
    if on < EARLIEST:
        raise RuleBroken("review_too_old", _("Check the year of this day."), "on")


def place_fits(region_path: str, organisation_path: str | None) -> None:
    """A review about a body lies where the body lies, or above it."""
    if organisation_path is not None and not organisation_path.startswith(region_path):
        raise RuleBroken(
            "review_place",
            _("The organisation lies outside this region. Choose its region, or leave it empty."),
            "region",
        )


def measure_fits(measure: str, known: Sequence[str], has_instrument: bool) -> None:
    if measure and not has_instrument:
        raise RuleBroken("measure_alone", _("Choose the instrument of this figure."), "instrument")
    if measure and measure not in known:
        raise RuleBroken("measure_unknown", _("The instrument has no such figure."), "measure")


def evidence_fits(as_of: date | None, on: date) -> None:
    """A session can only have looked at figures that stood before it."""
    if as_of is not None and as_of > on:
        raise RuleBroken(
            "evidence_later",
            _("This snapshot is of a day after the session. Choose an earlier one."),
            "snapshot",
        )


def can_close(factors: int, decision: str, decided: str, reason: str) -> None:
    if factors == 0:
        raise RuleBroken(
            "review_without_factor",
            _(
                "Write down at least one thing that helped or hindered, so others can learn from it."
            ),
        )
    for name, value in (("decision", decision), ("decided", decided), ("reason", reason)):
        if not value.strip():
            raise RuleBroken("review_undecided", _("Say what was decided, and why."), name)


def look_day(look_on: date, on: date) -> None:
    """The later look comes after the session, and while it can still tell something."""
    if look_on <= on:
        raise RuleBroken("look_too_early", _("The later look comes after the session."), "look_on")
    if look_on > on + LOOK_WITHIN:
        raise RuleBroken(
            "look_too_late", _("Look again within two years; a later look tells little."), "look_on"
        )


def can_add_factor(text: str, there: Sequence[str]) -> None:
    if len(there) >= MOST_FACTORS:
        raise RuleBroken(
            "too_many_factors", _("A review keeps at most 40 factors: the weighty ones.")
        )
    if text.strip().casefold() in {each.strip().casefold() for each in there}:
        raise RuleBroken("factor_again", _("This stands in the review already."), "text")


def can_add_learner(already: bool, count: int) -> None:
    if already:
        raise RuleBroken("learner_again", _("This organisation is on the list."), "organisation")
    if count >= MOST_LEARNERS:
        raise RuleBroken(
            "too_many_learners", _("At most 60 organisations: name those who have this problem.")
        )


def has_not_read(has_read: bool) -> None:
    """Who is on the list by a slip is taken off; that somebody read it stays."""
    if has_read:
        raise RuleBroken(
            "learner_has_read", _("This organisation has read it already: it stays on the list.")
        )


def domain_is_known(domain: str, known: Sequence[str]) -> None:
    if domain and domain not in known:
        raise RuleBroken("domain_unknown", _("The instrument has no such domain."), "domain")


def named[Session](meeting: Session | None) -> Session:
    """The session of a review, without which nothing is promised there."""
    if meeting is None:
        raise RuleBroken(
            "review_without_session",
            _("Name the session of this review first: a priority action is a promise made in it."),
        )
    return meeting


def promise_is_of_session(source_id: str, meeting_id: str) -> None:
    """A priority action is a promise that the session of the review wrote down."""
    if source_id != meeting_id:
        raise RuleBroken(
            "promise_of_other_session",
            _("This promise was made elsewhere. Choose one of the session of this review."),
            "commitment",
        )


def is_bound_once(already: bool) -> None:
    if already:
        raise RuleBroken("bound_again", _("This promise is bound here already."), "commitment")


def can_move_session(has_actions: bool) -> None:
    """Priority actions are promises of the session; another session would have others."""
    if has_actions:
        raise RuleBroken(
            "review_has_actions",
            _(
                "Take the priority actions off first: they are promises of the session named so far."
            ),
            "meeting",
        )


def can_look(on: date, held: date, today: date, looks: Sequence[date]) -> None:
    if on > today:
        raise RuleBroken("look_in_future", _("The look lies in the future."), "on")
    if on <= held:
        raise RuleBroken("look_too_early", _("The later look comes after the session."), "on")
    if looks and on < max(looks):
        raise RuleBroken("look_before_last", _("A look of a later day stands here already."), "on")


def month_over_by(day: date) -> str:
    """The month that was over by the end of a day: what was found in a month under way may be of any day of it, also
    of one after a session."""
    month = month_of(day)
    return month if day == last_day(month) else following(month, -1)


def next_look(did_work: str, next_on: date | None, on: date) -> None:
    """Too early to tell: then somebody looks again, on a named day."""
    if did_work == "early" and next_on is None:
        raise RuleBroken("look_again_when", _("Too early: say when to look again."), "next_on")
    if next_on is not None and next_on <= on:
        raise RuleBroken("look_again_when", _("The next look comes after this one."), "next_on")


def role_fits(region_path: str, district_path: str, already: bool) -> None:
    """The promise is to be kept in the district, or above it (a province that promises to all its districts)."""
    if not (region_path.startswith(district_path) or district_path.startswith(region_path)):
        raise RuleBroken(
            "role_elsewhere", _("This promise is to be kept in another district."), "commitment"
        )
    is_bound_once(already)
