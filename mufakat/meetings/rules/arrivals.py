"""What is right about arriving, leaving, and coming in the stead of another."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

GRACE = timedelta(minutes=10)  # who comes so shortly after the beginning is not late


class Turnout(NamedTuple):
    """Invited is not present: how many of the invited came, themselves or by another (`sent`), and who came without
    an invitation. Who stands in for an invited one fills the seat of that one; he is nobody's extra guest."""

    invited: int
    came: int
    uninvited: int
    sent: int = 0


class Seat(NamedTuple):
    """One row of the list: invited, present himself, filled by another who is present, and whether he himself came in
    the stead of one on the list."""

    invited: bool
    present: bool
    filled: bool = False
    instead: bool = False


def turnout_of(people: Iterable[Seat]) -> Turnout:
    """Of each on the list; each seat counts once."""
    invited = came = sent = uninvited = 0
    for seat in people:
        by_another = seat.invited and seat.filled and not seat.present
        invited += seat.invited
        sent += by_another
        came += seat.invited and (seat.present or by_another)
        uninvited += seat.present and not seat.invited and not seat.instead
    return Turnout(invited, came, uninvited, sent)


def seats_of(people: Sequence[Any]) -> list[Seat]:
    """The rows of a list: each with `id`, `invited`, `present`, and whom he represents, by the id (`stands_for`)."""
    filled = {p.stands_for for p in people if p.present and p.stands_for}
    return [Seat(p.invited, p.present, p.id in filled, p.stands_for is not None) for p in people]


def can_register(state: str, *, is_its_day: bool) -> bool:
    """People sign in before the session is opened, but not before its day. True when it is late: for the addendum."""
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    if state == "planned" and not is_its_day:
        raise RuleBroken(
            "arrival.before_its_day", _("Arrivals are written down on the day of the session.")
        )
    return state == "ratified"


def is_late(arrived: datetime | None, starts: datetime | None, zone: str) -> bool:
    """After the hour of the beginning and a grace of ten minutes; on a later day, after that hour of it."""
    if arrived is None or starts is None:
        return False
    place = ZoneInfo(zone)
    here, begins = arrived.astimezone(place), starts.astimezone(place)
    begins_then = datetime.combine(max(here.date(), begins.date()), begins.time(), place)
    return here > begins_then + GRACE


def hour_meant(typed: time | None, now: datetime, starts: datetime | None, zone: str) -> datetime:
    """The instant of a typed hour: of today while the session may be under way, else of its first day."""
    if typed is None:
        return now
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    day = starts.astimezone(place).date() if starts else today
    near = timedelta(0) <= today - day <= timedelta(days=7)
    meant = datetime.combine(today if near and _is_past(typed, now, place) else day, typed, place)
    if meant > now:
        raise RuleBroken("arrival.in_the_future", _("This hour is still to come."), "hour")
    return meant


def _is_past(typed: time, now: datetime, place: ZoneInfo) -> bool:
    return typed <= now.astimezone(place).time()


def leaves_after_arrival(present: bool, arrived: datetime | None, left: datetime) -> None:
    if not present:
        raise RuleBroken("departure.not_present", _("Who has not come cannot leave."))
    if arrived and left < arrived:
        raise RuleBroken(
            "departure.before_arrival", _("This hour lies before the arrival."), "hour"
        )


def arrival_can_be_withdrawn(late: bool, entered_late: bool) -> None:
    """What stands in ratified minutes stays; what was added after them can be taken back by nobody either."""
    if late or entered_late:
        raise RuleBroken(
            "attendance.ratified",
            _(
                "The minutes are ratified: nobody can be taken off the list, only added to the addendum."
            ),
        )


def can_merge(*, late: bool, same_row: bool, invited: bool) -> None:
    """Two rows of one person become one while the minutes are not ratified; the row that goes was not invited."""
    if late:
        raise RuleBroken(
            "participant.ratified", _("The minutes are ratified: the list stays as it is.")
        )
    if same_row:
        raise RuleBroken("participant.same_row", _("Choose another row of the list."), "who")
    if invited:
        raise RuleBroken(
            "participant.invited_twice",
            _("This one was invited and stays. Open the other row and merge it into this one."),
        )


def signed_as_nobody_else(signed: bool) -> None:
    if signed:
        raise RuleBroken(
            "participant.signed",
            _(
                "This row has signed the joint commitment and stays. Take the signature back first, or merge the other "
                "row into this one."
            ),
        )


def nobody_signed_in_for(has_entries: bool) -> None:
    """Who has an entry at the door, or somebody in his stead, stays on the list."""
    if has_entries:
        raise RuleBroken(
            "participant.signed_in",
            _(
                "Somebody has signed in under this name or in its stead. Decide on that entry first."
            ),
        )


def may_be_represented(present: bool, name: str) -> None:
    """Who is there himself needs nobody in his stead."""
    if present:
        raise RuleBroken(
            "representative.came_himself",
            _("%(name)s is present. Take the arrival back first if that is wrong.")
            % {"name": name},
        )
