"""What is right about who is invited and who came."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def nobody_is_invited_late(late: bool, invited: bool) -> None:
    """A session that was held invites nobody any more: who is added came, invited or not on paper."""
    if late and invited:
        raise RuleBroken(
            "participant.invited_late",
            _(
                "The minutes are ratified: nobody is invited any more. Add the person as present, not invited."
            ),
            "invited",
        )


def participant_is_named(name: str, person: object) -> None:
    if not name.strip() and not person:
        raise RuleBroken("participant.nobody", _("Write a name or choose a person."), "name")


def participant_is_new(listed: bool) -> None:
    if listed:
        raise RuleBroken("participant.listed", _("This person is on the list already."), "person")


def somebody_is_invited(invited: int) -> None:
    if not invited:
        raise RuleBroken(
            "attendance.nobody_invited",
            _("Nobody is invited yet. Put the invited on the list first."),
        )


def somebody_holds(holders: int) -> None:
    if not holders:
        raise RuleBroken(
            "participant.no_holder",
            _("Whoever holds an open promise is a member of the forum, or on the list already."),
        )


def attendance_is_only_added(late: bool, did_not_come: Collection[str]) -> None:
    if late and did_not_come:
        raise RuleBroken(
            "attendance.ratified",
            _(
                "The minutes are ratified: nobody can be taken off the list, only added to the addendum."
            ),
        )
