"""What is right about a round of ratings: its problems, its raters, their scores, its end."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.rules import bare

MOST_RATED = 30
MOST_RATERS = 60


def round_has_problems(count: int) -> None:
    if count < 2:
        raise RuleBroken("round.too_few", _("Choose at least two problems."), "problems")
    if count > MOST_RATED:
        raise RuleBroken(
            "round.too_many",
            _("At most %(n)d problems in one round: merge or leave out some.") % {"n": MOST_RATED},
            "problems",
        )


def round_is_open(state: str) -> None:
    if state != "open":
        raise RuleBroken(
            "round.closed", _("This round is closed: its scores stay as they were counted.")
        )


def rater_is_told_apart(
    name: str, detail: str, others: Collection[tuple[str, str]], field: str = "detail"
) -> None:
    """`others`: name and detail of each rater there is. Two of one name are told apart by office or organisation."""
    same = {bare(d) for n, d in others if bare(n) == bare(name)}
    if same and (not bare(detail) or bare(detail) in same):
        raise RuleBroken(
            "rater.same_name",
            _(
                "There is a rater called “%(name)s” already. If this is somebody else, write an office or "
                "organisation that the other does not have, so that they can be told apart."
            )
            % {"name": name},
            field,
        )


def rater_is_new(listed: bool) -> None:
    if listed:
        raise RuleBroken("rater.listed", _("This participant is a rater already."), "participant")


def raters_have_room(count: int) -> None:
    if count > MOST_RATERS:
        raise RuleBroken(
            "rater.too_many", _("A round has at most %(n)d raters.") % {"n": MOST_RATERS}
        )


def scores_fit(
    scores: Mapping[tuple[Any, str], int | None],
    problems: Collection[Any],
    criteria: Mapping[str, tuple[int, int]],
) -> None:
    """Every score is of a problem and a criterion of this round, and on the scale."""
    if not scores:
        raise RuleBroken("score.nothing", _("No score has been given or changed."))
    for (problem, key), value in scores.items():
        if problem not in problems or key not in criteria:
            raise RuleBroken("score.elsewhere", _("A score is for nothing in this round."))
        low, high = criteria[key]
        if value is not None and not low <= value <= high:
            raise RuleBroken(
                "score.off_scale",
                _("A score lies between %(low)d and %(high)d.") % {"low": low, "high": high},
            )


def can_close(finished: int, unfinished: Sequence[str], confirmed: bool) -> None:
    """Who has not finished is named, and does not count; that is confirmed."""
    if not finished:
        raise RuleBroken("round.nobody", _("Nobody has finished rating yet."))
    if unfinished and not confirmed:
        raise RuleBroken(
            "round.unfinished",
            _("Not finished, and not counted: %(names)s. Tick “Close all the same” to go on.")
            % {"names": ", ".join(unfinished)},
            "confirmed",
        )


def rater_can_leave(scores: int) -> None:
    if scores:
        raise RuleBroken("rater.has_scores", _("This rater has scored already, and stays."))
