"""The list of forums, a forum with the calendar of its year, and its end."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.numbers import number_in
from mufakat.core.periods import YEARS
from mufakat.directory import access
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.forms import EndForumForm

END = "meetings/end_forum.html"


def list_forums(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "forum.see")
    text = request.GET.get("cari", "").strip()
    found = access.visible_forums(request.user).filter(name__icontains=text)
    rows = Paginator(found.select_related("region", "parent"), 50).get_page(request.GET.get("hal"))
    may_record = access.can(request.user, "forum.record")
    return page(
        request,
        "meetings/forums.html",
        title=_("Forums"),
        rows=rows,
        text=text,
        may_record=may_record,
    )


def see_forum(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = access.get_forum(request.user, pk)
    today = clock.today()
    year = number_in(request.GET.get("tahun", ""), *YEARS)
    return page(
        request, "meetings/forum.html", **pages.forum_page(request.user, forum, year=year, on=today)
    )


def end_forum(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = access.get_forum(request.user, pk, "forum.record")
    promises, sessions, waiting = queries.unfinished_of(forum)
    among = access.visible_forums(request.user).exclude(pk=forum.pk)
    today = clock.today(ZoneInfo(forum.region.timezone))
    form = EndForumForm(
        request.POST or None,
        promises=promises,
        sessions=sessions,
        waiting=waiting,
        below=len(queries.forums_below(forum)),
        ended=forum.valid_to is not None,
        forums=among,
        initial={"successor": among.filter(children=forum).first(), "on": today},
    )
    back = forum.get_absolute_url()
    done = perform(request, form, lambda act: actions.end_forum(act, forum, **form.values), back)
    shown = pages.ending_page(forum, promises, sessions, waiting, on=today)
    return done or page(request, END, form=form, **shown)
