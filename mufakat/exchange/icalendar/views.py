"""Calendar files and feeds, and the page of one's own feed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.access import visible_forums
from mufakat.directory.links import token_of
from mufakat.directory.models import LinkKind
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform
from mufakat.meetings.access import get_invited, get_meeting
from mufakat.meetings.models import Meeting

from . import actions, links, queries
from .events import calendar_of

OWN = "/kalender/"
Answer = HttpResponse


def see_event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One session as a file."""
    meeting = get_meeting(request.user, pk)
    if meeting.starts_at is None:
        raise Http404
    return _file(request, [meeting], meeting.title, f"rapat-{meeting.starts_on}.ics")


@by_link(LinkKind.INVITATION)
def see_invited_event(request: HttpRequest, guest: Any) -> HttpResponse:
    """The same for one who is invited."""
    meeting = get_invited(guest).meeting
    if meeting.starts_at is None:
        raise Http404
    return _file(request, [meeting], meeting.title, f"rapat-{meeting.starts_on}.ics")


@by_link(LinkKind.CALENDAR)
def see_feed(request: HttpRequest, guest: Any) -> HttpResponse:
    """All sessions that the owner of the address sees today; 404 when his login is shut. Unchanged: 304."""
    user = links.owner_of(guest.link, clock.today())
    if user is None:
        raise Http404
    found = queries.sessions_near(user, clock.now())
    stamp = " ".join(f"{meeting.pk}:{meeting.version}" for meeting in found)
    tag = quote_etag(salted_hmac("mufakat.feed", stamp, algorithm="sha256").hexdigest()[:32])

    @condition(etag_func=lambda request: tag)
    def answer(request: HttpRequest) -> HttpResponse:
        return _file(request, found, f"Mufakat: {user}", "mufakat.ics")

    return answer(request)


def see_own_feed(request: HttpRequest) -> HttpResponse:
    found = links.own_feeds(request.user, clock.now())  # type: ignore[arg-type]
    link = found[0] if found else None
    path = f"{OWN}{token_of(link)}.ics" if link else ""
    address = request.build_absolute_uri(path) if path else ""
    form, title = ConfirmForm(), _("Own calendar")
    return page(
        request, "exchange/feed.html", title=title, link=link, address=address, act_form=form
    )


def record_feed(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = ConfirmForm(request.POST or None)
    forum = visible_forums(user).order_by("name", "id").first()
    done = perform(request, form, lambda act: actions.record_feed(act, user, forum=forum), OWN)
    hint = _("Whoever has the address sees when and where you meet. An earlier address closes.")
    title, submit = _("Make a calendar address"), _("Make the address")
    return done or _asked(request, form, title, submit, hint)


def end_feed(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = ConfirmForm(request.POST or None)
    done = perform(request, form, lambda act: actions.end_feed(act, user), OWN)
    title, submit = _("Revoke the calendar address"), _("Revoke the address")
    return done or _asked(
        request, form, title, submit, _("Calendars that use it stay as they are.")
    )


def _asked(
    request: HttpRequest, form: ConfirmForm, title: str, submit: str, hint: str
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "hint": hint, "back": OWN}
    return page(request, "directory/form.html", **context)


def _file(request: HttpRequest, meetings: list[Meeting], name: str, file: str) -> HttpResponse:
    address, host = request.build_absolute_uri, request.get_host().partition(":")[0]
    body = calendar_of(meetings, name=name, address=address, host=host)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return answer
