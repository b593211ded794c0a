"""Whose arrival can be taken back, and which two rows of the list are one person."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def signed_nothing_closed(names: Sequence[str]) -> None:
    """A closed joint commitment keeps its signatures: who gave one was there."""
    if names:
        raise RuleBroken(
            "arrival.signed",
            _(
                "Signed the joint commitment, which is closed: %(names)s. So the arrival stays written down."
            )
            % {"names": "; ".join(names)},
        )


def looked_at_nothing(names: Sequence[str]) -> None:
    """Who looked in this session at what it called kept was there, or the verdict is taken back first."""
    if names:
        raise RuleBroken(
            "arrival.looked",
            _(
                "Looked in this session at a promise that was called kept: %(names)s. Take that verdict back first, or "
                "leave the arrival written down."
            )
            % {"names": "; ".join(names)},
        )


def scored_nothing_open(names: Sequence[str]) -> None:
    """Who scores in a round under way is there, or the scores are a slip: one of the two is taken back first."""
    if names:
        raise RuleBroken(
            "arrival.scored",
            _(
                "Has scored in a round that is under way: %(names)s. Take the scores back first, or leave the arrival "
                "written down."
            )
            % {"names": "; ".join(names)},
        )


def row_is_there(there: bool) -> None:
    if not there:
        raise RuleBroken(
            "participant.merged_already", _("One of the two rows is on the list no more.")
        )


def is_one_person(one: object, other: object) -> None:
    """`one`, `other`: whom of the directory each row names, if anybody."""
    if one is not None and other is not None and one != other:
        raise RuleBroken(
            "participant.two_people",
            _("These rows are two people of the directory. They stay two rows."),
            "who",
        )


def sits_in_one_group(group: str, other: str) -> None:
    """By the names of their groups; none is empty."""
    if group and other and group != other:
        raise RuleBroken(
            "participant.two_groups",
            _(
                "One row sits in “%(group)s”, the other in “%(other)s”. Say first in which group this person sits: "
                "take one of the rows out of its group."
            )
            % {"group": group, "other": other},
        )


def rates_once(rounds: Sequence[str]) -> None:
    """In which rounds both rows rate; one person rates once."""
    if rounds:
        raise RuleBroken(
            "participant.rates_twice",
            _(
                "Both rows rate in: %(rounds)s. One person rates once: while that round is under way, take the scores "
                "of one row back and take it out as a rater; in a closed round both stay as they were counted."
            )
            % {"rounds": "; ".join(rounds)},
        )
