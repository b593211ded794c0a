"""The pages of the post office: news to pass on by hand, what could not be sent, and wanting no news."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mufakat.core import clock, dates
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.links import token_of
from mufakat.directory.models import LinkKind
from mufakat.directory.views import form_page
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform

from . import access, actions, queries, rules
from .forms import SureForm
from .models import Message, Part

PER_PAGE = 20


def list_messages(request: HttpRequest) -> HttpResponse:
    """ "Kabar hari ini": each holder with a text to paste."""
    access.require_passing_on(request.user)
    forums, now = access.passed_on_where(request.user), clock.now()
    parts = queries.to_tell(forums, now)
    told = settings.POST.address or request.build_absolute_uri("/").rstrip("/")
    rows = _by_message([part for part in parts if part.text], told)
    return page(
        request,
        "delivery/today.html",
        title=_("News of the day"),
        rows=Paginator(rows, PER_PAGE).get_page(request.GET.get("hal")),
        settled=[part for part in parts if not part.text],
        told=queries.told(forums, now),
        coming=_coming(access.zones_passed_on(request.user), now),
    )


def _coming(zones: list[str], now: datetime) -> str:
    """When the next news are prepared, in each of these zones: "tomorrow at 07.00 WIB"."""
    told = (_when(queries.next_news(zone, now), now, zone) for zone in zones)
    return ", ".join(dict.fromkeys(told))


def _when(coming: datetime, now: datetime, zone: str) -> str:
    if coming == now:
        return _("within ten minutes")
    hour = f"{dates.clock(coming, zone)} {dates.zone(zone)}"
    day, today = dates.day_of(coming, zone), dates.day_of(now, zone)
    if day == today:
        return _("today at %(hour)s") % {"hour": hour}
    if day == today + timedelta(days=1):
        return _("tomorrow at %(hour)s") % {"hour": hour}
    return _("%(day)s at %(hour)s") % {"day": dates.long_date(day), "hour": hour}


def _by_message(parts: list[Part], address: str) -> list[dict[str, Any]]:
    """One line for each message: what this reader may pass on, and the address that opens WhatsApp with it."""
    found: dict[Any, list[Part]] = {}
    for part in parts:
        found.setdefault(part.message_id, []).append(part)
    links = queries.links_of(parts)
    return [_line(mine[0].message, mine, address, links) for mine in found.values()]


def _line(
    message: Message, parts: list[Part], address: str, links: dict[Any, str]
) -> dict[str, Any]:
    text, (phone, email) = (
        queries.text_of(message, parts, address, links),
        queries.contact_of(message),
    )
    return {
        "message": message,
        "text": text,
        "forums": ", ".join(str(part.about) for part in parts),
        "phone": phone,
        "email": email,
        "wa": rules.chat_address(text, phone),
        "unlinked": [part for part in parts if part.seat_id and part.seat_id not in links],
        "mailto": f"mailto:{email}?subject={quote(message.subject)}&body={quote(text)}",
    }


def deliver_message(request: HttpRequest, pk: UUID) -> HttpResponse:
    message, parts = access.get_message(request.user, pk)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.deliver_message(act, message, parts=parts),
        "/kabar/",
        _("Marked as passed on. It is not sent a second time."),
    )
    title = _("Passed on to %(name)s?") % {"name": message.name}
    hint = _("It is then not sent by another way.")
    return done or form_page(request, form, title, _("It was passed on"), "/kabar/", hint=hint)


def list_failures(request: HttpRequest) -> HttpResponse:
    """What was tried and given up, for administrators: to whom and why, never what it said."""
    found = access.failed_messages(request.user)
    return page(
        request,
        "delivery/failed.html",
        title=_("Messages that could not be sent"),
        rows=Paginator(found, 50).get_page(request.GET.get("hal")),
    )


@by_link(LinkKind.PROMISES)
def stop_messages(request: HttpRequest, guest: Any) -> HttpResponse:
    return _silence(
        request,
        guest,
        actions.stop_messages,
        title=_("No more news of the day"),
        hint=_(
            "Mufakat sends at most one short message a day, only while you have something open. "
            "You can ask for it again at any time."
        ),
        submit=_("Do not send any more"),
        told=_("Nothing more is sent to you. You can ask for it again here."),
        then="start_messages",
    )


@by_link(LinkKind.PROMISES)
def start_messages(request: HttpRequest, guest: Any) -> HttpResponse:
    return _silence(
        request,
        guest,
        actions.start_messages,
        title=_("News of the day again"),
        hint=_("At most one short message a day about what you promised, only when there is news."),
        submit=_("Send it to me again"),
        told=_("The news of the day are sent to you again."),
        then="stop_messages",
    )


def _silence(
    request: HttpRequest,
    guest: Any,
    do: Callable[..., Any],
    *,
    told: str,
    then: str,
    **words: Any,
) -> HttpResponse:
    """One tap, in the name of whom the link was given to; then the page on which it is taken back."""
    link, form = guest.link, SureForm(request.POST or None)
    whose = {"person": link.person, "organisation": None if link.person else link.organisation}
    token = token_of(link)
    there = reverse(then, args=[token])
    done = perform(request, form, lambda act: do(act, **whose), there, told, guest=guest)
    return done or form_page(request, form, back=f"/janji/{token}/", **words)
