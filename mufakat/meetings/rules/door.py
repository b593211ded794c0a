"""The door of a session: its code, its hours, and why an entry through it is doubtful.

A doubtful entry is marked and waits for the registrar; only what is no entry at all is refused.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

STEP = timedelta(minutes=5)  # how long a place code is shown; the one before it still counts
DIGITS = 6
BEFORE, AFTER = timedelta(hours=2), timedelta(hours=2)  # around the hours of a session
LONGEST = timedelta(hours=8)  # of a session without an end
OPEN_AFTER = timedelta(days=7)  # so long the door takes entries, marked, for those who were there
MOST_WAITING = 500
MOST_TYPED = 500  # entries of people who are on no list, accepted without a registrar

MARKS: dict[str, Promise] = {
    "no_code": _("no place code"),
    "wrong_code": _("the place code was wrong or too old"),
    "outside_hours": _("sent outside the hours of the session"),
    "ratified": _("the minutes were ratified already"),
    "alike": _("somebody of like name is on the list"),
    "came_already": _("this person had signed in before"),
    "stood_in_for": _("the invited person came, or somebody else stands in already"),
    "many": _("very many unlisted people signed in"),
}


def step_of(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def place_code(meeting: UUID, at: datetime) -> str:
    """Six digits that only somebody in the room can know: they change every five minutes."""
    return _code(meeting, step_of(at))


def spoken_code(code: str) -> str:
    """As it is shown and read out, in two groups: "011243" → "011 243"; typed with or without the gap."""
    return f"{code[:3]} {code[3:]}" if len(code) == DIGITS else code


def _code(meeting: UUID, step: int) -> str:
    digest = salted_hmac("mufakat.door", f"{meeting.hex}.{step}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def code_mark(meeting: UUID, typed: str, at: datetime) -> str:
    """The mark that a typed code earns; none when it is that of now or of the step before."""
    digits = "".join(sign for sign in typed if "0" <= sign <= "9")
    if not digits:
        return "no_code"
    known = (_code(meeting, step_of(at) - back) for back in (0, 1))
    return "" if any(constant_time_compare(digits, code) for code in known) else "wrong_code"


def is_in_hours(at: datetime, starts: datetime | None, ends: datetime | None, zone: str) -> bool:
    """From two hours before to two hours after; of several days, each day between the same hours."""
    if starts is None:
        return False
    place = ZoneInfo(zone)
    here, first = at.astimezone(place), starts.astimezone(place)
    last = (ends or starts + LONGEST).astimezone(place)
    if not first - BEFORE <= here <= last + AFTER:
        return False
    if first.date() == last.date():
        return True
    opens, closes = (first - BEFORE).time(), (last + AFTER).time()
    # From noon of the first to the morning of the last: the days between have no hours of their own.
    no_hours_of_a_day = first.time() >= last.time()
    return no_hours_of_a_day or opens >= closes or opens <= here.time() <= closes


def door_closes_at(starts: datetime | None, ends: datetime | None) -> datetime:
    """Until when the link of a door opens at all."""
    if starts is None:
        raise RuleBroken("meeting.no_date", _("Give the session its day and hours first."))
    return (ends or starts + LONGEST) + OPEN_AFTER


def door_takes_entries(state: str) -> None:
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))


def door_can_be_made(state: str) -> None:
    """Once the minutes are ratified nobody is waited for at the door. One that is open then still takes entries,
    marked, while it opens at all."""
    door_takes_entries(state)
    if state == "ratified":
        raise RuleBroken(
            "door.ratified",
            _(
                "The minutes are ratified: no QR code is made any more. Who came and is not on the list is added to "
                "the addendum."
            ),
        )


def is_its_day(at: datetime, starts: datetime | None, ends: datetime | None, zone: str) -> bool:
    """The hours of the door, and the whole first day by the clock of the place."""
    if starts is None:
        return False
    place = ZoneInfo(zone)
    first = starts.astimezone(place).date()
    return at.astimezone(place).date() == first or is_in_hours(at, starts, ends, zone)


def entries_have_room(knows_the_code: bool, waiting: int) -> None:
    """So that nobody far away fills the registrar's list. Who knows the code of the place is in the room: he is never
    turned away, nor is whom the registrar writes down."""
    if not knows_the_code and waiting >= MOST_WAITING:
        raise RuleBroken(
            "door.full",
            _("Too many entries wait for the registrar. Go to the registrar's desk, please."),
        )


def refusal_says_why(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken(
            "checkin.no_reason",
            _("Say why these entries are refused: it stays on record."),
            "reason",
        )


def nobody_is_in_doubt(names: Sequence[str]) -> None:
    """Several are accepted in one go only if each is one person for certain."""
    if names:
        raise RuleBroken(
            "checkin.doubtful",
            _("Decide on these one by one, for somebody on the list is like them: %(names)s.")
            % {"names": "; ".join(names)},
        )


def in_words(marks: Sequence[str]) -> list[str]:
    return [str(MARKS.get(mark, mark)) for mark in marks]
