"""How a personal link is handed on: its address, a message to paste, a square to photograph."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mufakat.core import clock, dates
from mufakat.core.answers import whole
from mufakat.core.charts import qr_code
from mufakat.delivery.rules import chat_address
from mufakat.directory.links import token_of
from mufakat.directory.models import Link, LinkKind
from mufakat.directory.queries import carried_until, closes_after, day_at


def link_page(request: HttpRequest, link: Link | None, phone: str, about: str) -> dict[str, Any]:
    """`phone`: of the holder, where the reader may know it; `about`: what the link opens, in words."""
    if link is None:
        return {"link": None}
    folder = "janji" if link.kind == LinkKind.PROMISES else "janji-satu"
    address = whole(request)(f"/{folder}/{token_of(link)}/")
    zone = link.forum.region.timezone
    words = {
        "name": link.person or link.name,
        "forum": link.forum,
        "about": about,
        "address": address,
    }
    text = _(
        "Dear %(name)s, this is your own page of %(forum)s: %(about)s. Please tell there how it stands, with a photo "
        "if there is one: %(address)s (open until %(until)s; no account needed, do not pass it on)"
    ) % {**words, "until": dates.short_date(link.last_moment, zone)}
    return handed_on(link, address, text, phone) | {"why": _why_until(link)}


def _why_until(link: Link) -> str:
    """What ends the link on its last day."""
    day = carried_until(link, day_at(clock.now(), link.forum))
    if day and closes_after(day, link.forum) <= link.valid_until:
        if link.person:
            return _("It ends with the office or seat of %(name)s.") % {"name": link.person}
        return _(
            "It ends when one of those in office there leaves: another link may be given then."
        )
    if link.kind == LinkKind.PROMISES:
        return _(
            "It ends with the year; before that, when the office or seat that carries it ends."
        )
    return _(
        "It ends a fortnight after the due date, or after it was given late; before that, when the office or seat "
        "that carries it ends."
    )


def handed_on(link: Link, address: str, text: str, phone: str) -> dict[str, Any]:
    """What the page of any personal link shows."""
    return {
        "link": link,
        "zone": link.forum.region.timezone,
        "address": address,
        "text": text,
        "chat": chat_address(text, phone),
        "square": qr_code(address),
    }
