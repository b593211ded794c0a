"""Days, instants and spans as an Indonesian letter writes them. Month and day names are Django's."""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as write
from django.utils.translation import get_language

ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
Zone = str | tzinfo | None


def as_zone(tz: Zone) -> tzinfo:
    """A zone from its name; nothing means the zone that is active for this request."""
    if not tz:
        return timezone.get_current_timezone()
    return ZoneInfo(tz) if isinstance(tz, str) else tz


def zone(tz: Zone) -> str:
    """Asia/Jakarta -> WIB. A zone outside Indonesia keeps its own name."""
    name = str(as_zone(tz))
    return ZONES.get(name, name)


def day_of(value: date | datetime, tz: Zone = None) -> date:
    """The calendar day of an instant in a zone; a day is itself."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(as_zone(tz)).date() if timezone.is_aware(value) else value.date()


@lru_cache(maxsize=4096)
def _spelt(day: date, form: str, _language: str | None) -> str:
    """A page names the same few days again and again; kept per language."""
    return write(day, form)


def long_date(value: date | datetime, tz: Zone = None) -> str:
    """Jumat, 29 September 2023"""
    return _spelt(day_of(value, tz), "l, j F Y", get_language())


def day_and_month(value: date | datetime, tz: Zone = None) -> str:
    """29 September 2023"""
    return _spelt(day_of(value, tz), "j F Y", get_language())


def short_date(value: date | datetime, tz: Zone = None) -> str:
    """29 Sep 2023"""
    return _spelt(day_of(value, tz), "j M Y", get_language())


def month_in_words(month: str) -> str:
    """Of a month as it is kept, "2026-06": Juni 2026."""
    return _spelt(date(int(month[:4]), int(month[5:7]), 1), "F Y", get_language())


def day_of_month(value: date | datetime, tz: Zone = None) -> str:
    """29 Sep"""
    return _spelt(day_of(value, tz), "j M", get_language())


def clock(instant: datetime, tz: Zone = None) -> str:
    """14.05 in Indonesian, 14:05 in English, without the zone's name."""
    mark = "." if (get_language() or "").startswith("id") else ":"
    return instant.astimezone(as_zone(tz)).strftime(f"%H{mark}%M")


def at(instant: datetime, tz: Zone = None) -> str:
    """3 Okt 2023 14.05 WIB"""
    return f"{short_date(instant, tz)} {clock(instant, tz)} {zone(tz)}"


def span_of(start: datetime, end: datetime | None, tz: Zone = None) -> str:
    """One day with its hours and zone, or several days: "Senin–Rabu, 27–29 Juli 2015"."""
    first = day_of(start, tz)
    last = day_of(end, tz) if end else first
    if first == last:
        hours = clock(start, tz) + (f"–{clock(end, tz)}" if end else "")
        return f"{long_date(first)}, {hours} {zone(tz)}"
    if first.year != last.year:
        return f"{long_date(first)} – {long_date(last)}"
    from_day = write(first, "j" if first.month == last.month else "j F")
    gap = "–" if first.month == last.month else " – "
    return f"{write(first, 'l')}–{write(last, 'l')}, {from_day}{gap}{write(last, 'j F Y')}"


def days_late(due: date | None, on: date) -> int:
    """Days past the due day, 0 when there is time left or no due day."""
    return max(0, (on - due).days) if due else 0
