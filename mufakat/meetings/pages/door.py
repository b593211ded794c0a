"""What the door of a session shows to whoever stands before it: no more than names and offices."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mufakat.core.charts import qr_code
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import parse_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.directory.queries import sectors
from mufakat.meetings import queries, rules
from mufakat.meetings.access import get_listed
from mufakat.meetings.models import Meeting, Reply

from .frame import under

MOST_FOUND = 20
SHORTEST = 3  # letters: the list is searched, not read
LONGEST_OFFICE = 120  # of the form at the door; an answer may have more
KEPT = ("peserta", "mewakili", "baru", "kode")  # words of the address that lead to a form


def door_page(meeting: Meeting, asked: QueryDict) -> dict[str, Any]:
    """Who was chosen in the address (`peserta`, `mewakili`), else those on the list who are searched for (`cari`)."""
    people = queries.listed_in(meeting)
    by_id = {person.id: person for person in people if person.invited}
    text = " ".join(asked.get("cari", "").split())[:80]
    chosen = by_id.get(parse_id(asked.get("peserta")))
    represented = by_id.get(parse_id(asked.get("mewakili")))
    listed = [p for p in people if p.invited]
    found = queries.found_among(listed, text, dict(sectors())) if len(text) >= SHORTEST else []
    instead = queries.announced(listed, text) if len(text) >= SHORTEST else []
    way = {name: str(asked[name]) for name in KEPT if asked.get(name)}
    return {
        "meeting": meeting,
        "chosen": chosen,
        "represented": represented if chosen is None else None,
        "asks": bool(chosen or represented or asked.get("baru")),
        "text": text,
        "too_short": bool(text) and len(text) < SHORTEST,
        "found": found[:MOST_FOUND],
        "instead": instead[:MOST_FOUND],
        "more_found": max(len(found), len(instead)) > MOST_FOUND,
        "code": asked.get("kode", "")[:12],
        "way": urlencode(way),
        "carried": urlencode({"kode": str(asked["kode"])[:12]}) if asked.get("kode") else "",
    }


def begun_at_door(shown: dict[str, Any]) -> dict[str, str]:
    """With what the form begins: the code of the address, and who was announced in the stead of the chosen one. Never a
    telephone: the door shows it to nobody."""
    start, one = {"code": rules.spoken_code(shown["code"])}, shown["represented"]
    if one and one.answer == Reply.REPRESENTED and one.coming_instead:
        start |= {"name": one.coming_instead, "title": one.instead_office[:LONGEST_OFFICE]}
    return start


def receipt(meeting: Meeting, asked: QueryDict) -> dict[str, Any] | None:
    """How the entry stands that the address names (`entri`)."""
    pk = parse_id(asked.get("entri"))
    entry = meeting.checkins.filter(pk=pk).first() if pk else None
    if entry is None:
        return None
    return {
        "meeting": meeting,
        "entry": entry,
        "doubts": rules.in_words(entry.marks),
        "drawing": rules.path_of(entry.signature),
        "accepted": entry.state in ("accepted", "merged"),
    }


def chosen_at_door(meeting: Meeting, shown: dict[str, Any]) -> dict[str, Any]:
    """Whom of the list the action gets: who is here himself, or in whose stead somebody came."""
    kept = {"participant": shown["chosen"], "represented": shown["represented"]}
    return {name: get_listed(meeting, one.id) for name, one in kept.items() if one}


def door_address(link: Link, code: str = "") -> str:
    """The address behind the QR code; on the screen it carries the code of now."""
    asked = f"?{urlencode({'kode': code})}" if code else ""
    return reverse("check_in", args=[token_of(link)]) + asked


def poster_page(meeting: Meeting, at: datetime, whole: Callable[[str], str]) -> dict[str, Any]:
    """The QR code and the place code of this moment. `whole` makes an address complete."""
    link = queries.door_of(meeting, at)
    code = rules.place_code(meeting.pk, at)
    return {
        "meeting": meeting,
        "link": link,
        "code": rules.spoken_code(code),
        "qr": qr_code(whole(door_address(link, code)), sized=False) if link else "",
        "address": whole(door_address(link)) if link else "",
        "open_now": rules.is_in_hours(at, meeting.starts_at, meeting.ends_at, meeting.timezone),
        "waiting": queries.count_waiting_checkins(meeting),
        "closed": _why_shut(meeting.state),
        **under(meeting, _("Attendance by QR code")),
    }


def _why_shut(state: str) -> str:
    """Why no QR code is made any more; empty while one may be."""
    try:
        rules.door_can_be_made(state)
    except RuleBroken as broken:
        return str(broken.message)
    return ""
