"""What a device may send, and how its clock is taken. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import parse_id

MOST_ACTS = 50  # in one parcel
MOST_TYPED = 60_000  # characters of one form: longer than any of ours
LONGEST_AWAY = timedelta(days=366)  # nobody keeps an entry longer; a clock that jumped says so
SAME_SITTING = timedelta(hours=6)  # within it nobody asks whether the day of the session had begun
SKEWED = timedelta(minutes=10)  # a clock that is farther off is told about
WRITABLE_OFFLINE = frozenset(
    {
        *("open_meeting", "begin_agenda", "end_agenda"),
        *("record_attendance", "record_participant", "record_checkin", "record_representative"),
        *("record_arrival", "withdraw_arrival", "record_departure", "withdraw_departure"),
        *("record_note", "change_note", "record_decision", "change_decision"),
        *("record_commitment", "change_commitment", "withdraw_commitment"),
        *("give_verdict", "withdraw_verdict", "record_update"),
        *("record_group", "change_group", "report_group", "spread_groups"),
        *("record_problem", "change_problem", "record_cause", "record_proposal"),
        *("record_round", "record_rater", "record_scores", "close_round"),
        *("record_file", "withdraw_file"),
        *("fill_assessment", "record_photo"),
    }
)
# Facts: each is a new row, and none asks what another one changed. They may be written down together.
FACTS = frozenset(
    {
        *("record_note", "record_decision", "record_problem", "record_cause", "record_proposal"),
        *("record_commitment", "record_participant", "record_checkin", "record_file"),
        *("record_arrival", "record_departure"),
    }
)


class Sent(NamedTuple):
    """One filled form as a device kept it: the id of its act, its address, and its fields in order."""

    act: UUID
    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def key(self) -> UUID:
        """What a kept entry is known by: the same form under the same id comes to the same one, another text under a
        used id does not."""
        said = [[name, value] for name, value in self.fields if name != "csrfmiddlewaretoken"]
        return uuid5(self.act, repr([self.path, said]))

    @property
    def doubted(self) -> UUID:
        """The same, brought by somebody of whom it is not sure that he may speak for its writer."""
        return uuid5(self.key, "doubted")

    @property
    def again(self) -> UUID:
        """The act by which a kept entry is written down after all."""
        return uuid5(self.key, "again")

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]


def sent_of(told: Any) -> Sent:
    """Read one act of a parcel; raises `RuleBroken` for what no page of ours makes."""
    if not isinstance(told, Mapping):
        raise _broken()
    act, path, fields = parse_id(told.get("act")), told.get("path"), told.get("fields")
    if act is None or not isinstance(path, str) or not isinstance(fields, Sequence):
        raise _broken()
    if not path.startswith("/") or path.startswith("//") or len(path) > 300 or "\0" in path:
        raise _broken()
    pairs = []
    for pair in fields:
        fine = isinstance(pair, Sequence) and len(pair) == 2 and not isinstance(pair, str)
        if not fine or not all(isinstance(each, str) for each in pair):
            raise _broken()
        pairs.append((whole(pair[0]), whole(pair[1])))
    if sum(len(name) + len(value) for name, value in pairs) > MOST_TYPED:
        raise RuleBroken("parcel.too_long", _("This entry is too long to be sent."))
    known = [(n, v) for n, v in pairs if n not in ("act_id", "csrfmiddlewaretoken")]
    return Sent(act, whole(path), (("act_id", str(act)), *known))


def _broken() -> RuleBroken:
    return RuleBroken("parcel.broken", _("This entry cannot be read."))


def whole(text: str) -> str:
    """Half of a pair of UTF-16, which JSON may spell and no database keeps, becomes the sign for what is missing."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def without_nul(text: str) -> str:
    """As it can be kept: PostgreSQL has no NUL in text."""
    return text.replace("\0", "\u2400")


def skew_of(told: object, now: datetime) -> timedelta:
    """How far the device's clock is behind; nothing where it tells none."""
    try:
        claimed = datetime.fromisoformat(str(told))
        return now - claimed if claimed.tzinfo else timedelta(0)
    except (ValueError, OverflowError):
        return timedelta(0)


def claimed_in(texts: Sequence[str]) -> datetime | None:
    """What the device's clock told when the form was filled in."""
    for text in texts:
        try:
            claimed = datetime.fromisoformat(text)
        except ValueError:
            continue
        if claimed.tzinfo:
            return claimed
    return None


def tapped_at(texts: Sequence[str], skew: timedelta, now: datetime) -> datetime:
    """When it was written, by a clock that is put right: between a year ago and now, else now."""
    claimed = claimed_in(texts)
    if claimed is None:
        return now
    try:
        meant = claimed + skew
    except OverflowError:
        return now
    return meant if now - LONGEST_AWAY <= meant <= now else now


def day_put_right(text: str, skew: timedelta, today: date) -> str:
    """The day on which a device says that a photo was taken, by a clock that is put right; never later than today."""
    try:
        days = timedelta(days=round(skew / timedelta(days=1)))
        return str(min(date.fromisoformat(text) + days, today))
    except (ValueError, OverflowError):
        return text


def is_skewed(seconds: int) -> bool:
    return abs(seconds) > SKEWED.total_seconds()


def can_leave(is_settled: bool, is_left: bool) -> None:
    if is_settled or is_left:
        raise RuleBroken("entry.settled", _("This has been decided already."))


def leaving_says_why(why: str) -> None:
    if not why.strip():
        raise RuleBroken("entry.no_reason", _("Say why it is not needed."), "reason")
