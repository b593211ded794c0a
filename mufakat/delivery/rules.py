"""When a message goes out, how often it is tried, and what counts as a telephone number."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

CHAT = "https://wa.me/"
PAUSES = (60, 300, 1800, 7200, 21600)  # seconds; an outage of a night is outlived


@dataclass(frozen=True)
class Hours:
    """When messages may reach people: between two hours, on some days of the week (Monday is 1)."""

    opens: time
    closes: time
    days: frozenset[int]

    def are_open_at(self, moment: datetime, zone: str) -> bool:
        local = moment.astimezone(ZoneInfo(zone))
        return local.isoweekday() in self.days and self.opens <= local.time() < self.closes

    def day_before(self, day: date) -> date:
        """The last day before this one on which messages went out."""
        day -= timedelta(days=1)
        while day.isoweekday() not in self.days:
            day -= timedelta(days=1)
        return day

    def next_open(self, moment: datetime, zone: str) -> datetime:
        """The moment itself, if it is one at which messages go out; else when they next do."""
        if self.are_open_at(moment, zone):
            return moment
        local = moment.astimezone(ZoneInfo(zone))
        day = local.date() if local.time() < self.opens else local.date() + timedelta(days=1)
        while day.isoweekday() not in self.days:
            day += timedelta(days=1)
        return datetime.combine(day, self.opens, ZoneInfo(zone))

    def when_all_open(self, moment: datetime, zone: str, others: Iterable[str]) -> datetime:
        """When messages go out in a zone next, and on that day in each of the others as well: no earlier than the last
        of them opens, as far as that is within the hours of the zone itself."""
        first = self.next_open(moment, zone)
        day = first.astimezone(ZoneInfo(zone)).date()
        opened = [datetime.combine(day, self.opens, ZoneInfo(other)) for other in others]
        return max([first, *(at for at in opened if self.are_open_at(at, zone))])


class Recipient(NamedTuple):
    """Who is told: a person; or a body for which nobody is known."""

    person: Any = None
    organisation: Any = None

    @property
    def name(self) -> str:
        return str(self.person or self.organisation)

    @property
    def key(self) -> Any:
        return (self.person or self.organisation).pk


@dataclass(frozen=True)
class Span:
    """What is told today: what happened after `since` until `until`; dates are those of `day`, and of the days since
    `told` (the last one on which news were prepared)."""

    day: date
    told: date
    since: datetime
    until: datetime


def pause(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None when a person must look."""
    return timedelta(seconds=PAUSES[attempts - 1]) if attempts <= len(PAUSES) else None


def is_news(due_on: date, since: date, today: date, before: Sequence[int], every: int) -> bool:
    """Is a promise that is due then worth a word today? It is on some days before, and on each `every`-th day of
    delay; a day on which nothing was sent (`since` is the last one told) is made up for."""
    days = (today - since).days
    for back in range(min(days, 14)):
        left = (due_on - (today - timedelta(days=back))).days
        if left in before or left == -1 or (left < 0 and -left % every == 0):
            return True
    return False


def phone_digits(text: str) -> str:
    """A telephone number as WhatsApp takes it: "0812-3456-7890" → "6281234567890"; empty if it is none."""
    digits = re.sub(r"[^0-9]", "", text)
    digits = digits.removeprefix("00")
    if digits.startswith("0"):
        digits = f"62{digits[1:]}"
    elif digits.startswith("8"):
        digits = f"62{digits}"
    return digits if 9 <= len(digits) <= 15 else ""


def chat_address(text: str, phone: str = "") -> str:
    """The address that opens WhatsApp with the text; without a number it asks to whom."""
    return chat_with(quote(text, safe=""), phone)


def chat_with(spelt: str, phone: str) -> str:
    """The same for a text that is spelt as an address already."""
    return f"{CHAT}{phone_digits(phone)}?text={spelt}"


def not_delivered_yet(sent: str) -> None:
    """`sent` says when and by which way, if it was."""
    if sent:
        raise RuleBroken(
            "message.sent", _("This has reached them already: %(how)s.") % {"how": sent}
        )


def something_is_left(texts: Sequence[str]) -> None:
    """`texts`: of the parts that nobody was told yet."""
    if texts and not any(texts):
        raise RuleBroken(
            "message.settled", _("No longer needed: what this message told of is settled.")
        )


def silence_changes(kept: bool, wanted: bool) -> None:
    if kept == wanted:
        told: Any = _("The news of the day are not sent to you already.")
        if not wanted:
            told = _("The news of the day are sent to you already.")
        raise RuleBroken("silence.same", told)
