"""What was issued: the editions of the file of a session, and what its public page says."""

from datetime import date
from typing import Any

from mufakat.core import dates
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.meetings.rules.issuing import key_in


def editions_of(meeting: Meeting) -> list[IssuedFile]:
    """Newest first."""
    return list(meeting.issued_files.order_by("-edition"))


def issued_file(meeting: Meeting, edition: str = "", paper: str = "") -> IssuedFile | None:
    """An edition by its number, or the last; `paper`: the last on that paper."""
    found = editions_of(meeting)
    if edition:
        return next((each for each in found if str(each.edition) == edition), None)
    return next((each for each in found if paper in ("", each.paper)), None)


def issued_by_key(typed: str) -> IssuedFile | None:
    key = key_in(typed)
    return IssuedFile.objects.select_related("meeting").filter(key=key).first() if key else None


def issued_with(sha256: str) -> IssuedFile | None:
    """The edition whose PDF or archive has this digest."""
    found = IssuedFile.objects.filter(sha256=sha256).first()
    return found or IssuedFile.objects.filter(archive_sha256=sha256).first()


def last_edition(issued: IssuedFile) -> IssuedFile:
    """The newest edition of the same file; itself if there is none after it."""
    return editions_of(issued.meeting)[0]


def public_facts(meeting: Meeting, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What the public page tells of an edition, kept with it: no name of a person stands in it."""
    first, last = meeting.starts_on, meeting.ends_on or meeting.starts_on
    return {
        "title": meeting.title,
        "forum": str(meeting.forum),
        "place": meeting.place,
        "region": str(meeting.region),
        "days": [day.isoformat() for day in (first, last) if day],
        "timezone": meeting.timezone,
        "parts": parts,
    }


def days_told(told: dict[str, Any]) -> str:
    """The day of a session as its public page writes it; of several days the first and the last."""
    days = [date.fromisoformat(day) for day in told["days"]]
    return " – ".join(dict.fromkeys(dates.long_date(day) for day in days))
