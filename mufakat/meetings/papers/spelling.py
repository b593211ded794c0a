"""Days, hours and lists as the page of the minutes writes them: in Indonesian, whatever the reader's language."""

from datetime import date, datetime

from mufakat.core import dates
from mufakat.meetings.rules import Turnout


def instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def moment(text: str, zone: str) -> str:
    """2 Oktober 2023 14.20 WIB"""
    hour = dates.clock(datetime.fromisoformat(text), zone)
    return f"{long_day(text, zone)} {hour} {dates.zone(zone)}"


def long_day(text: str, zone: str) -> str:
    """2 Oktober 2023"""
    return dates.long_date(datetime.fromisoformat(text), zone).partition(", ")[2]


def short_day(day: str) -> str:
    return dates.short_date(date.fromisoformat(day))


def of_day(day: str, span: tuple[str, str], zone: str) -> str:
    """27 Jul 08.05–16.00, as far as the hours are known."""
    hours = "–".join(dates.clock(at, zone) for text in span if (at := instant(text)))
    return f"{dates.day_of_month(date.fromisoformat(day))} {hours}".strip()


def each_on_its_line(owner: str) -> str:
    """The organisation and the person who answer for a promise."""
    return owner.replace(" · ", "\n")


def turnout(met: Turnout) -> str:
    """Who came of the invited, themselves or by another, and who came without an invitation."""
    told = f"{met.came} dari {met.invited} yang diundang hadir"
    told += f" ({met.sent} diwakili)" if met.sent else ""
    return told + (f"; {met.uninvited} hadir tanpa undangan" if met.uninvited else "")


def listed(names: list[str]) -> str:
    """a; a dan b; a, b, dan c"""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def sentence(text: str) -> str:
    """With one full stop at its end, also behind a degree (S.Ag.)."""
    return f"{text.rstrip('.')}."


def behind_verdict(verdict: str, reason: str, report: str) -> str:
    """The reason of the session; else what the owner said last, which is no reason: it is named as what it is, in a
    sentence of its own."""
    if reason:
        return f": {reason}"
    return f". Kabar terakhir: {report}" if report and verdict != "kept" else ""
